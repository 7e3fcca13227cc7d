"""Those above take over, remind or explain; each is on record and nothing more than that."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.factories.cases import facts_since
from tests.factories.escalation import make_institution, make_late

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import rules
from pendopo.journey.cases.escalation import acting
from pendopo.journey.cases.escalation.errors import EscalationNotFound, RemindedAlready
from pendopo.journey.cases.escalation.raising import escalate
from pendopo.journey.cases.escalation.selectors import raised_to
from pendopo.journey.cases.models import Assignment, Clock, Escalation, Message
from pendopo.journey.cases.selectors import timeline
from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_institution()


def raised(hall, **values):
    """A case whose answer is three working days late, and when that is."""
    case = make_late(hall, **values)
    at = Clock.objects.get(case=case, kind="answer").due_at + timedelta(days=3)
    escalate(at=at)
    return case, at


def before(hall, who, case):
    place = next(iter(hall.actor(who).mandates))
    return Escalation.objects.get(
        case=case, clock__kind="answer", office_id=place.office_id, role=place.role.value
    )


def test_each_sees_what_was_put_before_them_alone(hall):
    case, _at = raised(hall)
    seen = {
        who: [each.row.clock.kind for each in raised_to(hall.actor(who)).rows]
        for who in hall.accounts
    }
    assert "answer" in seen["head"]
    assert "answer" in seen["secretary"]
    assert seen["inspector"] == seen["regent"] == seen["head_of_verifiers"] == []
    assert [each.row.case_id for each in raised_to(hall.actor("head")).rows].count(case.id) >= 1


def test_pages_hold_every_row_once(hall):
    for _each in range(3):
        raised(hall)
    actor = hall.actor("secretary")
    whole = [each.row.id for each in raised_to(actor).rows]
    page = raised_to(actor, size=2)
    found = [each.row.id for each in page.rows]
    while page.next_cursor:
        page = raised_to(actor, cursor=page.next_cursor, size=2)
        found += [each.row.id for each in page.rows]
    assert (found, len(whole)) == (whole, len(set(whole)))


def test_a_head_takes_a_late_case_and_becomes_its_handler(hall):
    case, at = raised(hall)
    head = hall.actor("head")
    acting.take_over(
        escalation_id=before(hall, "head", case).id,
        office=hall.offices["dinas-contoh"],
        by=head,
        at=at,
    )
    assert Assignment.objects.get(case=case).person_id == head.person_id
    assert "CaseAssigned" not in facts_since(about=case)[-2:]
    assert timeline(case)[-1].title == "Atasan mengambil alih penanganan"


def test_the_secretary_takes_a_case_to_an_office_below(hall):
    case, at = raised(hall)
    secretary = hall.actor("secretary")
    row = before(hall, "secretary", case)
    acting.take_over(escalation_id=row.id, office=hall.offices["diskominfo"], by=secretary, at=at)
    case.refresh_from_db()
    assert case.office == hall.offices["diskominfo"]
    assert rules.may_handle(hall.actor("head_of_verifiers"), case)


def test_a_head_cannot_take_a_case_to_an_office_beside_or_above(hall):
    case, at = raised(hall)
    row = before(hall, "head", case)
    with pytest.raises(BadInput):
        acting.take_over(
            escalation_id=row.id, office=hall.offices["setda"], by=hall.actor("head"), at=at
        )
    row.refresh_from_db()
    assert row.act == ""


def test_a_secret_case_can_be_urged_but_not_taken(hall):
    case, at = raised(hall, is_secret=True)
    row, secretary = before(hall, "secretary", case), hall.actor("secretary")
    assert not raised_to(secretary).rows[0].is_open
    with pytest.raises(NotAllowed):
        acting.take_over(escalation_id=row.id, office=hall.offices["setda"], by=secretary, at=at)
    acting.remind(escalation_id=row.id, by=secretary, at=at)
    row.refresh_from_db()
    assert (row.act, row.acted_at, row.acted_ref) == ("remind", at, secretary.ref)


def test_a_reminder_reaches_the_responsible_office_once_a_day(hall):
    case, at = raised(hall)
    row, secretary = before(hall, "secretary", case), hall.actor("secretary")
    mail.outbox.clear()
    acting.remind(escalation_id=row.id, by=secretary, at=at)
    while deliver_due(at=at):
        pass
    reminders = [each for each in mail.outbox if each.subject.startswith("Pengingat")]
    assert {each.to[0] for each in reminders} == {"officer@contoh.go.id", "head@contoh.go.id"}
    assert case.number in reminders[0].body
    with pytest.raises(RemindedAlready):
        acting.remind(escalation_id=row.id, by=secretary, at=at + timedelta(hours=23))
    acting.remind(escalation_id=row.id, by=secretary, at=at + timedelta(hours=24))


def test_an_explanation_is_read_inside_and_named_outside(hall):
    case, at = raised(hall)
    text = "Regu perbaikan sedang di lokasi longsor."
    acting.explain(
        escalation_id=before(hall, "head", case).id, text=text, by=hall.actor("head"), at=at
    )
    inside, outside = timeline(case, is_internal_shown=True)[-1], timeline(case)[-1]
    assert (inside.title, inside.text) == ("Atasan mencatat penjelasan keterlambatan", text)
    assert (outside.title, outside.text) == (inside.title, "")
    assert Message.objects.get(case=case, kind="note").text == text


def test_an_explanation_needs_words(hall):
    case, at = raised(hall)
    n_facts = len(facts_since())
    with pytest.raises(BadInput):
        acting.explain(
            escalation_id=before(hall, "head", case).id, text="  ", by=hall.actor("head"), at=at
        )
    assert len(facts_since()) == n_facts


def test_what_was_put_before_others_is_unknown(hall):
    case, at = raised(hall)
    with pytest.raises(EscalationNotFound):
        acting.remind(
            escalation_id=before(hall, "secretary", case).id, by=hall.actor("head"), at=at
        )


def test_an_oversight_complaint_stays_with_the_inspectorate(hall):
    case = make_late(hall, code="inspektorat", case_class=CaseClass.COMPLAINT_OVERSIGHT)
    at = Clock.objects.get(case=case, kind="answer").due_at + timedelta(days=20)
    escalate(at=at)
    row = Escalation.objects.filter(case=case, role=Role.REGENT.value).get()
    found = raised_to(hall.actor("regent")).rows
    assert [(each.row.id, each.is_open, each.acts) for each in found] == [
        (row.id, False, ("remind", "explain"))
    ]


def test_public_words_name_the_rung_and_no_person(hall):
    case, _at = raised(hall)
    titles = [entry.title for entry in timeline(case)]
    assert "Dinaikkan kepada kepala perangkat daerah" in titles
    assert "Dinaikkan kepada Sekretaris Daerah" in titles
