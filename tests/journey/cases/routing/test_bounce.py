"""Not ours: counted, decided on a clock, and binding after that."""

from datetime import date, timedelta

import pytest
from tests.factories.cases import (
    AT,
    everything,
    facts_since,
    make_actor,
    make_case,
    make_verified,
    make_waiting,
)
from tests.factories.people import make_office
from tests.factories.voice import VILLAGE, make_regency, make_topics

from pendopo.foundation.people.types import Role
from pendopo.journey.cases import selectors
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import CaseOffice
from pendopo.journey.cases.routing import services
from pendopo.journey.cases.routing.offices import find_offices, may_read
from pendopo.journey.cases.routing.services import RuleDraft
from pendopo.journey.cases.services import assign_case, verify_case
from pendopo.journey.cases.types import CaseClass, CaseFilter, Part
from pendopo.journey.voice.types import Place
from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed, Refused

LATER = AT + timedelta(hours=1)
WHY = "Jalan ini jalan provinsi, bukan jalan kabupaten."


@pytest.fixture
def offices(law):
    return [make_office(code, name=code.upper()) for code in ("dpupr", "dishub", "perkim")]


def at_office(office, role=Role.OFFICER):
    return make_actor(role, office)


def bounce(case, office, *, to=None, at=LATER):
    return services.bounce_case(case_id=case.id, text=WHY, office=to, by=at_office(office), at=at)


def running(case, kind):
    return case.clocks.filter(kind=kind, stopped_at=None).first()


def test_a_first_bounce_moves_the_case_to_the_office_proposed(offices):
    case = make_verified(office=offices[0])
    n_facts, due_at = len(facts_since(about=case)), running(case, "answer").due_at

    moved = bounce(case, offices[0], to=offices[1])

    assert (moved.n_bounces, moved.office, moved.number) == (1, offices[1], case.number)
    assert running(moved, "answer").due_at == due_at
    assert running(moved, "answer").office == offices[1]
    assert facts_since(n_facts, about=case)[:2] == ["CaseBounced", "CaseAssigned"]
    assert running(moved, "bounce") is None


def test_a_bounce_without_a_name_starts_the_clock_of_the_decision(offices):
    case = make_verified(office=offices[0])
    due_at = case.due_at
    waiting = bounce(case, offices[0])

    assert (waiting.n_bounces, waiting.office) == (1, offices[0])
    # Two working days after Tuesday 17 March 2026, past Nyepi and Idulfitri.
    assert running(waiting, "bounce").policy.amount == 2
    waiting.refresh_from_db()
    assert waiting.due_at == due_at


def test_the_second_bounce_goes_to_the_arbiter_whoever_is_proposed(offices):
    case = bounce(make_verified(office=offices[0]), offices[0], to=offices[1])
    case = bounce(case, offices[1], to=offices[2])

    assert (case.n_bounces, case.office) == (2, offices[1])
    assert running(case, "bounce") is not None
    queue = selectors.queue(CaseFilter(queue="decide"), by=make_actor(), at=LATER)
    assert [row.number for row in queue.rows] == [case.number]


def test_a_decision_binds(offices):
    case = bounce(make_verified(office=offices[0]), offices[0])
    n_facts = len(facts_since(about=case))
    decided = services.decide_case(
        case_id=case.id, office=offices[2], text="Perda 4/2021.", by=make_actor(), at=LATER
    )

    assert (decided.office, decided.is_decided) == (offices[2], True)
    assert decided.clocks.get(kind="bounce").stop_reason == "decided"
    assert facts_since(n_facts, about=case)[:2] == ["CaseArbitrated", "ClockStopped"]
    before = everything()
    with pytest.raises(Refused, match="mengikat"):
        bounce(decided, offices[2])
    assert everything() == before


def test_assigning_settles_a_bounce_as_well(offices):
    case = bounce(make_verified(office=offices[0]), offices[0])
    assign_case(case_id=case.id, office=offices[1], by=make_actor(), at=LATER)
    assert case.clocks.get(kind="bounce").stop_reason == "decided"


def test_refusals_leave_nothing_behind(offices):
    case = make_verified(office=offices[0])
    before = everything()
    with pytest.raises(CaseNotFound):
        bounce(case, offices[1])
    with pytest.raises(BadInput, match="perangkat daerah lain"):
        bounce(case, offices[0], to=offices[0])
    with pytest.raises(BadInput, match="penjelasannya"):
        services.bounce_case(case_id=case.id, text=" ", by=at_office(offices[0]), at=LATER)
    with pytest.raises(Refused, match="Tidak ada perangkat daerah"):
        services.decide_case(
            case_id=case.id, office=offices[1], text="x", by=make_actor(), at=LATER
        )
    assert everything() == before


def test_a_verifier_who_is_not_at_the_office_cannot_bounce_for_it(offices):
    case = make_verified(office=offices[0])
    with pytest.raises(NotAllowed):
        services.bounce_case(case_id=case.id, text=WHY, by=make_actor(), at=LATER)


def test_who_spoke_for_a_side_cannot_decide(offices):
    case = make_verified(office=offices[0])
    both = make_actor(Role.OFFICER, offices[0])
    both = type(both)(ref=both.ref, mandates=(*both.mandates, *make_actor().mandates))
    services.bounce_case(case_id=case.id, text=WHY, by=both, at=LATER)
    with pytest.raises(NotAllowed, match="salah satu pihak"):
        services.decide_case(case_id=case.id, office=offices[1], text="x", by=both, at=LATER)


def test_a_case_that_waits_for_its_author_is_not_bounced(offices):
    with pytest.raises(IllegalTransition):
        bounce(make_waiting(office=offices[0]), offices[0])


def test_oversight_is_always_the_inspectorates(offices):
    case = make_verified(office=offices[0], case_class=CaseClass.COMPLAINT_OVERSIGHT)
    with pytest.raises(Refused, match="Inspektorat"):
        services.bounce_case(
            case_id=case.id, text=WHY, by=at_office(offices[0], Role.INSPECTOR), at=LATER
        )


def draft(office, topic="roads.hole", *, part=Part.RESPONSIBLE, region="", decree="Perbup 12/2025"):
    return RuleDraft(topic, office, part, decree, date(2026, 1, 1), region)


def add(*args, by=None, **kwargs):
    by = by or make_actor()
    return services.add_responsibility(draft=draft(*args, **kwargs), by=by, at=AT)


def test_the_table_answers_by_branch_area_and_day(offices):
    make_topics()
    make_regency()
    add(offices[0], "roads")
    row = add(offices[1], region=VILLAGE)
    assert find_offices("roads.hole", area=VILLAGE, at=AT).office == offices[1]
    assert find_offices("roads.hole", at=AT).office == offices[0]
    assert find_offices("other", at=AT).office is None

    services.end_responsibility(row_id=row.id, valid_to=date(2026, 3, 1), by=make_actor(), at=AT)
    assert find_offices("roads.hole", area=VILLAGE, at=AT).office == offices[0]
    assert facts_since()[-3:] == [
        "ResponsibilityAdded",
        "ResponsibilityAdded",
        "ResponsibilityEnded",
    ]


def test_the_table_refuses_what_makes_no_sense(offices):
    make_topics()
    row = add(offices[0])
    with pytest.raises(BadInput, match="sudah ada"):
        add(offices[0])
    with pytest.raises(BadInput, match="dasar hukum"):
        add(offices[1], decree=" ")
    with pytest.raises(BadInput, match="topik"):
        add(offices[1], "unknown")
    with pytest.raises(BadInput, match="wilayah"):
        add(offices[1], region="12.34")
    with pytest.raises(NotAllowed):
        add(offices[1], by=at_office(offices[0]))
    with pytest.raises(BadInput, match="mendahului"):
        services.end_responsibility(
            row_id=row.id, valid_to=date(2020, 1, 1), by=make_actor(), at=AT
        )


def test_supporting_offices_read_the_case_and_answer_not(offices):
    make_topics()
    add(offices[0])
    add(offices[1], part=Part.SUPPORTING)
    case = make_case(topic="roads.hole", place=Place())
    verify_case(
        case_id=case.id, case_class=CaseClass.COMPLAINT, office=offices[0], by=make_actor(), at=AT
    )
    helper = at_office(offices[1])

    assert list(CaseOffice.objects.values_list("office__code", "part")) == [
        ("dishub", "supporting")
    ]
    assert facts_since(about=case)[-1] == "CaseOfficeAdded"
    assert selectors.staff_case(case.number, by=helper).id == case.id
    rows = selectors.queue(CaseFilter(queue="support"), by=helper, at=AT).rows
    assert [row.id for row in rows] == [case.id]
    assert selectors.desk(case.number, by=helper, at=AT).steps == ()
    assert not may_read(at_office(offices[2]), case)


def test_a_secret_case_has_no_supporting_readers(offices):
    make_topics()
    add(offices[1], part=Part.SUPPORTING)
    case = make_case(topic="roads.hole", is_secret=True)
    verify_case(
        case_id=case.id, case_class=CaseClass.COMPLAINT, office=offices[0], by=make_actor(), at=AT
    )
    assert not CaseOffice.objects.exists()
    # Nor if it becomes secret later.
    CaseOffice.objects.create(case=case, office=offices[1], part="supporting", since=AT)
    case.refresh_from_db()
    assert not may_read(at_office(offices[1]), case)
    assert not selectors.queue(CaseFilter(queue="support"), by=at_office(offices[1]), at=AT).rows
