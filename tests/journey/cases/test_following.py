"""Following by e-mail: nothing before the address confirmed, told once, stopped at a touch."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from tests.factories.cases import AT, make_actor, make_answered, make_case, make_verified
from tests.factories.people import make_citizen
from tests.factories.voice import make_regency

from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import ANONYMOUS, Actor, Contact
from pendopo.journey.cases import services as casework
from pendopo.journey.cases.events import CaseAnswered, CaseNoted
from pendopo.journey.cases.following import rules, services, telling
from pendopo.journey.cases.following.selectors import target
from pendopo.journey.cases.models import Case, Follow, FollowNotice
from pendopo.journey.cases.types import Outcome
from pendopo.journey.voice.types import Place
from pendopo.kernel.errors import BadInput

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
WHO = "warga@contoh.id"
SITE = "https://contoh.go.id/"
LATER = AT + timedelta(hours=2)


def ask(kind, code, address=WHO, *, at=AT, by=ANONYMOUS):
    services.ask_to_follow(target(kind, code), address, site=SITE, by=by, at=at)


def following(kind, code, address=WHO, *, at=AT):
    ask(kind, code, address, at=at)
    row = Follow.objects.order_by("-created_at", "-id").first()
    services.confirm(row.id, at=at)
    mail.outbox.clear()
    return row


def note_all(case):
    return sum(services.note(fact) for fact in facts_about(case.id) if hasattr(fact, "case_id"))


def answered(case, at=LATER):
    return casework.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text="Lubang di Jalan Melati ditambal hari Kamis oleh regu UPT Bina Marga.",
        proof="Berita acara 620/114",
        by=make_actor(),
        at=at,
    )


def path_in(text, part):
    return re.search(rf"https://contoh\.go\.id(/ikuti/{part}/\S+)", text).group(1)


def test_nothing_is_sent_before_the_address_confirmed(client):
    case = make_verified()
    ask("laporan", case.number)
    (sent,) = mail.outbox
    assert (sent.to, Follow.objects.get().confirmed_at) == ([WHO], None)
    answered(case)
    note_all(case)
    assert telling.send_due(at=LATER) == 0
    # Opening the link alone does nothing: mail programs open it too.
    address = path_in(sent.body, "sah")
    assert client.get(address).status_code == 200
    assert Follow.objects.get().confirmed_at is None
    assert "Anda mulai mengikuti" in client.post(address).content.decode()
    assert Follow.objects.get().confirmed_at is not None


def test_an_answer_is_told_once_however_often_the_fact_comes(roads):
    case = make_verified(office=roads, title="Rumah Bu Siti", text="Rahasia dapur.")
    following("laporan", case.number)
    answered(case)
    for _ in range(3):
        note_all(case)
    assert telling.send_due(at=LATER) == 1
    assert telling.send_due(at=LATER + timedelta(days=3)) == 0
    (sent,) = mail.outbox
    assert f"Dinas Pekerjaan Umum menjawab laporan {case.number}" in sent.body
    assert f"https://contoh.go.id/laporan/{case.number}/" in sent.body
    for words in ("Siti", "dapur", "Melati", "Kamis"):
        assert words not in sent.body + sent.subject


def test_every_message_carries_a_way_to_stop(client, roads):
    case = make_verified(office=roads)
    following("laporan", case.number)
    answered(case)
    note_all(case)
    telling.send_due(at=LATER)
    (sent,) = mail.outbox
    address = path_in(sent.body, "henti")
    headers = sent.extra_headers
    assert headers["List-Unsubscribe"] == f"<https://contoh.go.id{address}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Berhenti mengikuti?" in client.get(address).content.decode()
    assert Follow.objects.count() == 1
    # As a mail program posts it: without cookie and token.
    from django.test import Client

    machine = Client(enforce_csrf_checks=True)
    assert machine.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (Follow.objects.count(), FollowNotice.objects.count()) == (0, 0)
    assert "tidak berlaku lagi" in client.get(address).content.decode()


def test_an_area_hears_of_new_cases_once_a_day(roads):
    make_regency()
    following("wilayah", "99.01.01", at=AT - timedelta(hours=1))
    for n in range(3):
        case = make_verified(
            office=roads, place=Place("99.01.01.2001"), at=AT + timedelta(minutes=n)
        )
        note_all(case)
        telling.send_due(at=AT + timedelta(minutes=n, seconds=30))
    assert [message.body.count("Laporan baru") for message in mail.outbox] == [1]
    telling.send_due(at=AT + timedelta(hours=21))
    assert [message.body.count("Laporan baru") for message in mail.outbox] == [1, 2]


def test_an_office_s_followers_hear_of_its_cases_alone(roads, lights):
    following("perangkat", "dpupr", at=AT - timedelta(hours=1))
    note_all(make_verified(office=lights))
    own = make_answered(office=roads)
    note_all(own)
    telling.send_due(at=LATER)
    (sent,) = mail.outbox
    assert sent.body.count(own.number) == 2 * 2
    assert sent.subject == "Kabar tentang Dinas Pekerjaan Umum"


def test_secret_cases_are_told_to_nobody(roads):
    following("perangkat", "dpupr", at=AT - timedelta(hours=1))
    note_all(make_verified(office=roads, is_secret=True))
    public = make_verified(office=roads)
    note_all(public)
    # Closed to the public between noting and telling.
    Case.objects.filter(id=public.id).update(is_public=False)
    telling.send_due(at=LATER)
    assert mail.outbox == []
    assert FollowNotice.objects.filter(sent_at=None).count() == 0


def test_who_follows_later_is_not_told_of_the_past(roads):
    case = make_answered(office=roads)
    following("laporan", case.number, at=LATER)
    assert note_all(case) == 0


def test_internal_facts_are_told_to_nobody(roads):
    case = make_verified(office=roads)
    following("laporan", case.number)
    fact = CaseNoted(case_id=case.id, message_id=case.id, at=LATER)
    assert services.note(fact) == 0


def test_a_message_that_was_not_taken_goes_out_later_and_a_dead_address_is_forgotten(
    roads, settings
):
    case = make_verified(office=roads)
    row = following("laporan", case.number)
    services.note(
        CaseAnswered(case_id=case.id, message_id=case.id, office="dpupr", outcome="done", at=LATER)
    )
    settings.EMAIL_BACKEND = "tests.fakes.mail.ClosedMailbox"
    assert telling.send_due(at=LATER) == 0
    assert Follow.objects.get(id=row.id).n_failed == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert telling.send_due(at=LATER) == 1
    Follow.objects.filter(id=row.id).update(n_failed=rules.MOST_FAILURES - 1)
    FollowNotice.objects.update(sent_at=None)
    settings.EMAIL_BACKEND = "tests.fakes.mail.ClosedMailbox"
    telling.send_due(at=LATER)
    assert not Follow.objects.exists()


def test_the_answer_tells_nothing_about_the_address(client):
    case = make_verified()
    following("laporan", case.number)
    pages = [
        client.post(f"/ikuti/laporan/{case.number}/", {"address": address}).content.decode()
        for address in (WHO, "lain@contoh.id")
    ]
    assert len({re.sub(r'value="[A-Za-z0-9]{64}"', "", page) for page in pages}) == 1
    assert [message.to for message in mail.outbox] == [["lain@contoh.id"]]


def test_limits_keep_strangers_from_being_bothered():
    cases = [make_verified() for _ in range(rules.MOST_UNCONFIRMED + 2)]
    for case in cases:
        ask("laporan", case.number)
    assert len(mail.outbox) == rules.MOST_UNCONFIRMED
    ask("laporan", cases[-1].number, at=AT + rules.CONFIRM_WITHIN + timedelta(hours=1))
    assert len(mail.outbox) == rules.MOST_UNCONFIRMED + 1


def test_a_network_that_asks_too_often_is_refused(client):
    case = make_verified()
    answers = [
        client.post(f"/ikuti/laporan/{case.number}/", {"address": f"a{n}@contoh.id"}).status_code
        for n in range(rules.REQUESTS.most + 1)
    ]
    assert answers == [200] * rules.REQUESTS.most + [429]


@pytest.mark.parametrize("address", ["", "bukan surel", "a@b", "a@contoh.id\nBcc: x@contoh.id"])
def test_what_is_no_address_comes_back_with_a_word(client, address):
    case = make_verified()
    response = client.post(f"/ikuti/laporan/{case.number}/", {"address": address})
    assert response.status_code == 422
    assert (Follow.objects.count(), mail.outbox) == (0, [])
    with pytest.raises(BadInput):
        ask("laporan", case.number, address)


@pytest.mark.parametrize("kind", ["laporan", "wilayah", "perangkat", "apa"])
def test_what_is_not_there_cannot_be_followed(client, kind):
    assert client.get(f"/ikuti/{kind}/tidak-ada/").status_code == 404


def test_a_case_that_is_not_public_cannot_be_followed(client):
    for case in (make_case(), make_verified(is_secret=True)):
        assert client.get(f"/ikuti/laporan/{case.number}/").status_code == 404


@pytest.mark.parametrize("part", ["sah", "henti"])
def test_a_made_up_link_opens_nothing(client, part):
    row = following("laporan", make_verified().number)
    from django.core import signing

    for token in ("x", signing.dumps(str(row.id)), signing.dumps(str(row.id), salt="x")):
        assert "tidak berlaku lagi" in client.post(f"/ikuti/{part}/{token}/").content.decode()
    assert Follow.objects.count() == 1


def test_what_never_confirmed_is_forgotten():
    ask("laporan", make_verified().number)
    assert services.purge(at=AT + timedelta(days=1)) == 0
    assert services.purge(at=AT + timedelta(days=3)) == 1


def test_the_address_is_sealed_and_forgotten_with_the_person():
    from django.db import connection

    account = make_citizen(WHO)
    by = Actor(ref="p:" + "0" * 32, person_id=account.person_id)
    case = make_verified(contact=Contact(name="Warga"))
    following("laporan", case.number)
    ask("laporan", make_verified().number, "lain@contoh.id")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_follow")
        assert WHO not in str(cursor.fetchall())
    erase_person(account.person_id, by=by, at=AT)
    assert [row.address for row in Follow.objects.all()] == ["lain@contoh.id"]
