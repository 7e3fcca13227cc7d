"""Who may answer, through which accounts: the registers, their history and the directory."""

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.people import actor_for, make_office, make_officer, sign_in
from tests.factories.release import (
    AT,
    TODAY,
    make_account,
    make_mandate,
    make_position,
    make_registrar,
    make_topic,
)

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import Role
from pendopo.foundation.release.errors import (
    AccountClosed,
    AlreadyRegistered,
    MandateOver,
    NotRegistrar,
)
from pendopo.foundation.release.models import (
    AccountOperator,
    OfficialAccount,
    PublicTopic,
    SpokespersonMandate,
)
from pendopo.foundation.release.selectors.registers import day_of, mandates_of, operates_an_account
from pendopo.foundation.release.services import mandates, registers
from pendopo.foundation.release.types import AccountState
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
DIRECTORY, DESK = "/siapa-berwenang-menjawab/", "/petugas/akun-resmi/"
LATER = TODAY + timedelta(days=30)


def names_of(subject_id):
    return [type(fact).__name__ for fact in facts_about(subject_id)]


# --- who keeps them -----------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.PPID}))
def test_nobody_else_changes_a_register_and_nothing_is_left_behind(role):
    mandate, account = make_mandate(), make_account()
    other, topic = actor_for(make_officer(role), AT), PublicTopic.objects.get()
    n_facts = FactRow.objects.count()
    with pytest.raises(NotRegistrar):
        make_topic("lain", by=other)
    with pytest.raises(NotRegistrar):
        registers.attest_second_factor(account_id=account.id, by=other, at=AT)
    with pytest.raises(NotRegistrar):
        mandates.end_mandate(mandate_id=mandate.id, last=TODAY, by=other, at=AT)
    with pytest.raises(NotRegistrar):
        registers.set_account_state(
            account_id=account.id, state=AccountState.CLOSED, by=other, at=AT
        )
    assert list(PublicTopic.objects.all()) == [topic]
    assert FactRow.objects.filter(name__startswith="Mandate").count() == 2
    assert FactRow.objects.count() == n_facts


# --- official accounts --------------------------------------------------------------------


def test_an_account_is_registered_once_whatever_the_capitals():
    account, by = make_account(), make_registrar()
    words = registers.AccountWords(
        account.network,
        account.handle.upper(),
        account.url,
        account.office,
        make_position(),
        "lain@contoh.go.id",
    )
    with pytest.raises(AlreadyRegistered):
        registers.register_account(words=words, by=by, at=AT)
    assert OfficialAccount.objects.count() == 1
    assert names_of(account.id) == ["AccountRegistered"]


def test_a_handover_ends_one_term_begins_the_next_and_asks_for_a_new_attestation():
    account, by = make_account(), make_registrar()
    first, second = make_position(), make_position()
    made = registers.appoint_operator(
        account_id=account.id, position=first, since=TODAY, by=by, at=AT
    )
    registers.attest_second_factor(account_id=account.id, by=by, at=AT)
    assert operates_an_account(first.person_id, at=AT)
    registers.hand_over(
        account_id=account.id, operator_id=made.id, last=LATER, to=second, by=by, at=AT
    )
    account.refresh_from_db()
    assert account.second_factor_at is None
    terms = AccountOperator.objects.values_list("position", "valid_from", "valid_to")
    assert list(terms) == [(first.id, TODAY, LATER), (second.id, LATER, None)]
    assert not operates_an_account(first.person_id, at=AT + timedelta(days=31))
    assert names_of(account.id) == [
        "AccountRegistered",
        "OperatorAppointed",
        "SecondFactorAttested",
        "AccountHandedOver",
        "OperatorAppointed",
    ]


def test_a_handover_to_someone_who_operates_it_already_changes_nothing():
    account, by, position = make_account(), make_registrar(), make_position()
    told = {"account_id": account.id, "by": by, "at": AT}
    made = registers.appoint_operator(position=position, since=TODAY, **told)
    other = registers.appoint_operator(position=make_position(), since=TODAY, **told)
    n_facts = FactRow.objects.count()
    with pytest.raises(AlreadyRegistered):
        registers.hand_over(operator_id=made.id, last=LATER, to=other.position, **told)
    made.refresh_from_db()
    assert made.valid_to is None
    assert FactRow.objects.count() == n_facts


def test_a_suspended_account_comes_back_and_a_closed_one_does_not():
    account, by = make_account(), make_registrar()
    for state in (AccountState.SUSPENDED, AccountState.REGISTERED, AccountState.CLOSED):
        registers.set_account_state(account_id=account.id, state=state, by=by, at=AT)
    with pytest.raises(AccountClosed):
        registers.set_account_state(
            account_id=account.id, state=AccountState.REGISTERED, by=by, at=AT
        )
    account.refresh_from_db()
    assert account.state == "closed"


# --- mandates -----------------------------------------------------------------------------


def test_holder_and_stand_in_speak_on_the_topics_of_the_mandate_while_it_lasts():
    holder, stand_in, topic = make_position(), make_position(), make_topic("banjir")
    mandate = make_mandate(topic, position=holder, stand_in=stand_in, last=LATER)
    for position in (holder, stand_in):
        (found,) = mandates_of(position.person_id)
        assert found.covers("banjir", LATER)
        assert not found.covers("banjir", LATER + timedelta(days=1))
        assert not found.covers("pajak", TODAY)
    mandates.end_mandate(mandate_id=mandate.id, last=TODAY, by=make_registrar(), at=AT)
    assert not mandates_of(holder.person_id)[0].covers("banjir", LATER)
    with pytest.raises(MandateOver):
        mandates.end_mandate(mandate_id=mandate.id, last=LATER, by=make_registrar(), at=AT)
    assert names_of(mandate.id) == ["MandateGiven", "MandateCovers", "MandateEnded"]


def test_a_mandate_without_topic_with_days_in_disorder_or_itself_as_stand_in_is_refused():
    position, topic, by = make_position(), make_topic(), make_registrar()
    words = mandates.MandateWords
    for wrong in (
        words(position, (), "800/1", TODAY),
        words(position, (topic,), " ", TODAY),
        words(position, (topic,), "800/1", TODAY, TODAY - timedelta(days=1)),
        words(position, (topic,), "800/1", TODAY, stand_in=position),
    ):
        with pytest.raises(BadInput):
            mandates.give_mandate(words=wrong, by=by, at=AT)
    assert not SpokespersonMandate.objects.exists()
    assert not FactRow.objects.filter(name="MandateGiven").exists()


# --- pages --------------------------------------------------------------------------------


def test_everyone_reads_who_may_answer_without_sealed_contacts(client, django_assert_num_queries):
    today = day_of(timezone.now())
    make_mandate(make_topic("banjir"), first=today, announced_name="Ratna Dewi")
    make_mandate(
        make_topic("pajak"), first=today - timedelta(days=9), last=today - timedelta(days=1)
    )
    make_account()
    closed = make_account()
    registers.set_account_state(
        account_id=closed.id, state=AccountState.CLOSED, by=make_registrar(), at=AT
    )
    client.get(DIRECTORY)
    with django_assert_num_queries(3):
        page = client.get(DIRECTORY).content.decode()
    assert "Ratna Dewi" in page
    assert page.count("800/1/SETDA/2026") == 1
    assert "kepala perangkat daerah pemilik fakta" in page
    assert "@contoh" in page
    assert closed.handle not in page
    assert "pulih@contoh.go.id" not in page
    for number in range(5):
        make_mandate(make_topic(f"topik-{number}"), first=today, stand_in=make_position())
        make_account()
    with django_assert_num_queries(3):
        answer = client.get(DIRECTORY)
    assert len(gzip.compress(answer.content, 6)) <= 14 * 1024


def test_the_desk_walks_an_account_through_its_life_on_forms(client):
    sign_in(client, make_officer(Role.PPID))
    position, office = make_position(), make_office()
    told = {
        "network": "mastodon",
        "handle": "@Diskominfo",
        "url": "https://sosial.example/@diskominfo",
        "office": office.code,
        "custodian": position.id,
        "recovery_contact": "pulih@contoh.go.id",
    }
    assert client.post(DESK, told | {"url": "bukan alamat"}).status_code == 422
    assert not OfficialAccount.objects.exists()
    assert client.post(DESK, told).status_code == 302
    again = client.post(DESK, told)
    assert again.status_code == 422
    assert "Akun ini sudah terdaftar." in again.content.decode()
    account = OfficialAccount.objects.get()
    page = f"{DESK}{account.id}/"
    client.post(page, {"step": "operator", "position": position.id, "since": "2026-11-30"})
    client.post(page, {"step": "attest", "is_sure": "on"})
    operator = AccountOperator.objects.get()
    early = {"step": "handover", "operator": operator.id, "last": "2026-11-01"}
    refused = client.post(page, early)
    assert refused.status_code == 422
    assert "tidak boleh sebelum hari pertama" in refused.content.decode()
    account.refresh_from_db()
    assert account.second_factor_at is not None
    client.post(page, {"step": "state", "state": "closed"})
    shown = client.get(page).content.decode()
    assert "Didaftarkan" in shown
    assert "Ditutup" in shown
    assert "Serah terima" not in shown


def test_the_desk_gives_and_ends_a_mandate_on_forms(client):
    sign_in(client, make_officer(Role.PPID))
    topics = "/petugas/topik-informasi/"
    told = {"code": "banjir", "name": "Banjir", "office": make_office().code}
    assert client.post(topics, told).status_code == 302
    assert client.post(topics, told | {"name": "Banjir dan rob"}).status_code == 302
    topic = PublicTopic.objects.get()
    assert topic.name == "Banjir dan rob"
    desk, today = "/petugas/juru-bicara/", day_of(timezone.now()).isoformat()
    told = {"position": make_position().id, "topics": [topic.id], "valid_from": today}
    assert client.post(desk, told).status_code == 422
    assert client.post(desk, told | {"decree_number": "800/7"}).status_code == 302
    mandate = SpokespersonMandate.objects.get()
    assert client.post(f"{desk}{mandate.id}/akhiri/").status_code == 302
    assert "berakhir" in client.get(desk).content.decode()
    assert client.post(f"{desk}{make_account().id}/akhiri/").status_code == 404
