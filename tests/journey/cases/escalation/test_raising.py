"""A late limit reaches those above, once, and never those whom the case accuses."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import (
    AT,
    facts_since,
    make_actor,
    make_case,
    make_verified,
    make_waiting,
    wib,
)
from tests.factories.escalation import make_institution, make_late
from tests.factories.people import make_office, make_officer

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import rules, services
from pendopo.journey.cases.escalation.raising import Escalated, escalate
from pendopo.journey.cases.escalation.selectors import breaches_by_office, ladder_gaps
from pendopo.journey.cases.models import Case, Clock, Escalation
from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.models import ClosedDay

pytestmark = pytest.mark.django_db
# The answer to a complaint of 17 March 2026 is due on 14 April; holidays and weekends do not count.
DUE = wib("2026-04-14 12:00")


def put_before(case=None):
    rows = Escalation.objects.filter(is_void=False).select_related("office")
    rows = rows.filter(clock__kind="answer")
    if case is not None:
        rows = rows.filter(case=case)
    return [
        (row.level, row.target, row.office and row.office.code, row.role)
        for row in rows.order_by("level")
    ]


def late_days(n):
    return DUE + timedelta(days=n)


def test_the_limit_used_here_is_the_one_of_the_law():
    hall = make_institution()
    case = make_late(hall)
    assert Clock.objects.get(case=case, kind="answer").due_at.date() == DUE.date()


def test_nothing_is_raised_while_there_is_time():
    make_late(make_institution())
    assert escalate(at=wib("2026-04-09 10:00")) == Escalated()


def test_officers_are_told_two_working_days_before():
    make_late(make_institution())
    # Friday: Monday and Tuesday are left.
    escalate(at=wib("2026-04-10 08:00"))
    assert put_before() == [(1, "officers", "dinas-contoh", "officer")]


def test_each_rung_is_reached_on_its_working_day():
    hall = make_institution()
    make_late(hall)
    for day, rung in [
        ("2026-04-15", (2, "head", "dinas-contoh", "head")),
        ("2026-04-17", (3, "secretary", "setda", "head")),
        ("2026-04-28", (4, "inspectorate", "inspektorat", "inspector")),
    ]:
        escalate(at=wib(f"{day} 00:30"))
        assert put_before()[-1] == rung, day


def test_a_reminder_before_the_limit_is_not_given_after_it():
    make_late(make_institution())
    escalate(at=late_days(1))
    assert put_before() == [(2, "head", "dinas-contoh", "head")]


def test_a_second_run_changes_nothing():
    make_late(make_institution())
    first = escalate(at=late_days(3))
    n_facts = len(facts_since())
    assert (first.n_raised, escalate(at=late_days(3))) == (2, Escalated())
    assert len(facts_since()) == n_facts


def test_an_empty_rung_is_climbed_over_and_told_to_the_health_page():
    make_late(make_institution("secretary", "verifier"))
    escalate(at=late_days(1))
    assert put_before() == [(2, "parent_head", "setda", "head")]
    assert (ladder_gaps().n_unplaced, ladder_gaps().n_passed_by) == (0, 1)


def test_nobody_at_all_is_on_record_and_made_good_once_somebody_is_there():
    hall = make_institution("verifier")
    case = make_late(hall)
    assert escalate(at=late_days(1)) == Escalated(0, 1, 1)
    assert put_before() == [(2, "head", None, "")]
    assert ladder_gaps().n_unplaced == 1

    make_officer(Role.HEAD, hall.offices["dinas-contoh"], at=AT)
    assert escalate(at=late_days(1)).n_raised == 1
    assert put_before() == [(2, "head", "dinas-contoh", "head")]
    assert facts_since(about=case).count("CaseEscalated") == 2


def test_an_account_that_cannot_sign_in_holds_no_rung():
    hall = make_institution()
    make_late(hall)
    hall.accounts["head"].is_active = False
    hall.accounts["head"].save()
    escalate(at=late_days(1))
    assert put_before()[0][2:] == ("setda", "head")


def test_the_accused_office_is_passed_by_without_being_called_empty():
    hall = make_institution()
    case = make_late(hall)
    Case.objects.filter(id=case.id).update(accused_office=hall.offices["dinas-contoh"])
    escalate(at=late_days(1))
    row = Escalation.objects.get(case=case)
    assert (row.office.code, row.n_empty) == ("setda", 0)


def test_an_oversight_complaint_keeps_to_its_own_ladder():
    hall = make_institution()
    case = make_late(hall, code="inspektorat", case_class=CaseClass.COMPLAINT_OVERSIGHT)
    due = Clock.objects.get(case=case, kind="answer").due_at
    escalate(at=due - timedelta(days=2))
    escalate(at=due + timedelta(days=30))
    found = put_before()
    assert found[0] == (1, "officers", "inspektorat", "inspector")
    assert found[-1] == (3, "regent", "setda", "regent")
    assert [level for level, *_rest in found] == [1, 2, 3]


def test_the_verifiers_limit_climbs_from_the_office_of_the_verifiers():
    make_institution()
    case = make_case(at=AT)
    due = Clock.objects.get(case=case).due_at
    escalate(at=due + timedelta(days=8))
    rows = Escalation.objects.filter(case=case).order_by("level")
    assert [(row.target, row.office.code) for row in rows] == [
        ("head", "diskominfo"),
        ("secretary", "setda"),
    ]


def test_a_late_decision_on_competence_climbs_from_the_verifiers():
    hall = make_institution()
    case = make_late(hall)
    clock = Clock.objects.get(case=case, kind="answer")
    Clock.objects.filter(id=clock.id).update(kind="bounce")
    escalate(at=late_days(1))
    row = Escalation.objects.get(case=case)
    assert (row.target, row.office.code, row.of_office) == ("head", "diskominfo", None)
    assert escalate(at=late_days(1)) == Escalated()


def test_a_head_above_may_read_the_case_from_then_on_but_not_a_secret_one():
    hall = make_institution()
    case, secret = make_late(hall), make_late(hall, is_secret=True)
    secretary = hall.actor("secretary")
    assert not rules.may_see(secretary, case)
    escalate(at=late_days(3))
    case.refresh_from_db()
    secret.refresh_from_db()
    assert case.raised_to == ["dinas-contoh", "setda"]
    assert rules.may_see(secretary, case)
    assert not rules.may_see(secretary, secret)
    assert not rules.may_handle(secretary, case)


def test_an_answer_ends_what_waited():
    hall = make_institution()
    case = make_late(hall)
    escalate(at=late_days(1))
    at = late_days(2)
    Clock.objects.filter(case=case, stopped_at=None).update(stopped_at=at, stop_reason="answered")
    assert escalate(at=at).n_ended == Escalation.objects.filter(case=case).count()
    row = Escalation.objects.filter(case=case).first()
    assert (row.end_reason, row.is_void, row.ended_at) == ("stopped", False, at)


def test_a_paused_limit_is_left_alone():
    hall = make_institution()
    case = make_waiting(office=hall.offices["dinas-contoh"])
    assert Clock.objects.get(case=case, kind="answer").pauses[-1][1] is None
    escalate(at=late_days(30))
    assert put_before(case) == []


def test_another_office_gets_the_ladder_anew():
    hall = make_institution()
    case = make_late(hall)
    escalate(at=late_days(1))
    other = make_office("dinas-lain", name="Dinas Lain", parent=hall.offices["setda"])
    make_officer(Role.HEAD, other, at=AT)
    services.assign_case(case_id=case.id, office=other, by=make_actor(), at=late_days(1))
    escalate(at=late_days(2))
    assert put_before(case) == [(2, "head", "dinas-lain", "head")]
    case.refresh_from_db()
    assert case.raised_to == ["dinas-lain"]


def test_a_limit_recomputed_into_the_future_takes_the_escalation_back():
    hall = make_institution()
    case = make_late(hall)
    escalate(at=late_days(1))
    for day in ("2026-04-13", "2026-04-14"):
        ClosedDay.objects.create(
            date=day,
            kind="lokal",
            name="Banjir",
            legal_basis="SK",
            confidence="verified",
            source="uji",
            valid_from="2026-01-01",
        )
    services.recompute_clocks(case_id=case.id, at=late_days(1))
    escalate(at=late_days(1))
    assert put_before(case) == [(1, "officers", "dinas-contoh", "officer")]
    case.refresh_from_db()
    assert case.raised_to == []
    escalate(at=late_days(6))
    assert put_before(case)[-1] == (2, "head", "dinas-contoh", "head")


def test_one_message_tells_of_everything_and_of_no_person():
    hall = make_institution()
    cases = [make_late(hall, title="Rahasia Pak Budi"), make_late(hall)]
    at = late_days(1)
    escalate(at=at)
    while deliver_due(at=at):
        pass
    sent = [message for message in mail.outbox if message.to == ["head@contoh.go.id"]]
    assert len(sent) == 1
    assert sent[0].subject == "2 batas waktu perlu tindakan Anda"
    assert all(case.number in sent[0].body for case in cases)
    assert "Budi" not in sent[0].body
    assert "Jawaban, batas Selasa, 14 April 2026" in sent[0].body


def test_the_number_of_questions_does_not_grow_with_the_cases():
    hall = make_institution()
    counts = []
    for n in (1, 3):
        for _each in range(n):
            make_late(hall)
        with CaptureQueriesContext(connection) as queries:
            assert escalate(at=late_days(1)).n_raised == n
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_breaches_are_counted_by_office():
    hall = make_institution()
    make_late(hall)
    make_late(hall, is_secret=True)
    make_case(at=AT)
    found = breaches_by_office(at=late_days(1))
    kinds = {each.name: (each.n_late, each.n_secret) for each in found}
    assert kinds["Verifikasi"] == (1, 0)
    assert kinds["Dinas-Contoh"] == (2, 1)
    assert Office.objects.count() == 4


def test_a_verified_case_without_limit_raises_nothing():
    hall = make_institution()
    case = make_verified(office=hall.offices["dinas-contoh"])
    Clock.objects.filter(case=case).update(stopped_at=AT, stop_reason="archived")
    assert escalate(at=late_days(40)) == Escalated()
