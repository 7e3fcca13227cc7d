"""An arbiter is appointed for an area; what they settle binds, and without one verifiers settle."""

from datetime import timedelta

import pytest
from tests.factories.cases import AT, everything, make_actor, make_verified
from tests.factories.people import actor_for, make_office, make_officer, sign_in
from tests.factories.voice import VILLAGE, make_regency

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Position
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import selectors
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.escalation.directory import directory
from pendopo.journey.cases.escalation.types import Target
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing import services
from pendopo.journey.cases.services import assign_case
from pendopo.journey.cases.types import CaseFilter
from pendopo.journey.voice.types import Place
from pendopo.kernel.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def offices(law):
    return [make_office(code, name=code.upper()) for code in ("dpupr", "dishub", "perkim")]


@pytest.fixture
def setda():
    return make_office("setda", name="Sekretariat Daerah")


def appointed(office, *, area="", email=""):
    account = make_officer(Role.ARBITER, office, at=AT, email=email)
    Position.objects.filter(person=account.person).update(region_code=area)
    return account


def disputed(office, *, by=None, **submission):
    case = make_verified(office=office, **submission)
    return services.bounce_case(
        case_id=case.id,
        text="Jalan provinsi.",
        by=by or make_actor(Role.OFFICER, office),
        at=LATER,
    )


def decide(case, office, by):
    return services.decide_case(
        case_id=case.id, office=office, text="Perda 4/2021.", by=by, at=LATER
    )


def decides_queue(by):
    return [row.number for row in selectors.queue(CaseFilter(queue="decide"), by=by, at=LATER).rows]


def test_a_disputed_case_waits_for_the_arbiter_alone_and_their_word_binds(offices, setda):
    arbiter, verifier = actor_for(appointed(setda), AT), make_actor()
    case = disputed(offices[0])
    assert decides_queue(arbiter) == [case.number]
    before = everything()
    with pytest.raises(NotAllowed, match="arbiter"):
        decide(case, offices[1], verifier)
    with pytest.raises(NotAllowed, match="arbiter"):
        assign_case(case_id=case.id, office=offices[1], by=verifier, at=LATER)
    assert everything() == before

    decided = decide(case, offices[1], arbiter)
    assert (decided.office, decided.is_decided, decided.is_disputed) == (offices[1], True, False)
    fact = FactRow.objects.get(name="CaseArbitrated")
    assert (fact.payload["role"], fact.by) == ("arbiter", arbiter.ref)
    with pytest.raises(Refused, match="mengikat"):
        services.bounce_case(
            case_id=case.id, text="Bukan.", by=make_actor(Role.OFFICER, offices[1]), at=LATER
        )
    assert decides_queue(arbiter) == []
    assert selectors.staff_case(case.number, by=arbiter) == case


def test_without_an_arbiter_the_verifiers_settle_it_and_the_fact_says_so(offices):
    decided = decide(disputed(offices[0]), offices[1], make_actor())
    assert decided.office == offices[1]
    assert FactRow.objects.get(name="CaseArbitrated").payload["role"] == "verifier"


@pytest.mark.parametrize("ending", ["position", "account"])
def test_an_arbiter_who_is_gone_leaves_it_to_the_verifiers(offices, setda, ending):
    account = appointed(setda)
    if ending == "position":
        Position.objects.update(valid_to=AT.date() - timedelta(days=1))
    else:
        type(account).objects.update(is_active=False)
    assert decide(disputed(offices[0]), offices[1], make_actor()).is_decided


def test_an_arbiter_settles_what_lies_in_their_area(offices, setda):
    make_regency()
    here = actor_for(appointed(setda, area="99.01.01"), AT)
    there = actor_for(appointed(setda, area="99.01.02"), AT)
    case = disputed(offices[0], place=Place(VILLAGE))
    assert (decides_queue(here), decides_queue(there)) == ([case.number], [])
    with pytest.raises(CaseNotFound):
        decide(case, offices[1], there)
    assert decide(case, offices[1], here).is_decided


def test_an_arbiter_of_another_area_does_not_keep_the_verifiers_from_it(offices, setda):
    make_regency()
    appointed(setda, area="99.01.02")
    case = disputed(offices[0], place=Place(VILLAGE))
    assert decide(case, offices[1], make_actor()).is_decided


def test_an_arbiter_who_spoke_for_a_side_leaves_it_to_the_verifiers(offices):
    account = appointed(offices[0])
    Position.objects.create(
        person=account.person, office=offices[0], role=Role.OFFICER.value, valid_from=AT.date()
    )
    partial = actor_for(account, AT)
    case = disputed(offices[0], by=partial)
    with pytest.raises(NotAllowed, match="salah satu pihak"):
        decide(case, offices[1], partial)
    assert decide(case, offices[1], make_actor()).is_decided


def test_an_arbiter_reads_nothing_else_and_opens_nobody(offices, setda, client):
    account = appointed(setda)
    arbiter = actor_for(account, AT)
    plain, secret = make_verified(office=offices[0]), disputed(offices[0], is_secret=True)
    with pytest.raises(CaseNotFound):
        selectors.staff_case(plain.number, by=arbiter)
    assert selectors.staff_case(secret.number, by=arbiter) == secret
    decide(secret, offices[1], arbiter)
    with pytest.raises(CaseNotFound):
        selectors.staff_case(secret.number, by=arbiter)


def test_the_arbiters_queue_shows_the_clock_of_the_decision(offices, setda, client):
    account = appointed(setda)
    case = disputed(offices[0])
    page = sign_in(client, account).get("/petugas/laporan/").content.decode()
    due = case.clocks.get(kind="bounce").due_at
    assert case.number in page
    assert f'datetime="{due:%Y-%m-%d}' in page or f"{due.day}" in page
    one = client.get(f"/petugas/laporan/{case.number}/kewenangan/").content.decode()
    assert "Putuskan kewenangan" in one
    answer = client.post(
        f"/petugas/laporan/{case.number}/kewenangan/",
        {"step": "decide", "office": "dishub", "text": "Perda 4/2021."},
    )
    assert answer.status_code == 302
    assert Case.objects.get(id=case.id).office == offices[1]


def test_a_late_decision_is_put_before_the_arbiter(offices, setda):
    appointed(setda)
    case = disputed(offices[0])
    found = directory(at=LATER).find(case, None, Target.OFFICERS, 0)
    assert (found.rung.office_code, found.rung.role) == ("setda", "arbiter")


def test_a_settled_or_answered_case_is_not_disputed(offices):
    case = disputed(offices[0])
    moved = assign_case(case_id=case.id, office=offices[1], by=make_actor(), at=LATER)
    assert not Case.objects.get(id=moved.id).is_disputed
