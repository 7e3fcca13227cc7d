"""From a voice to a published number, through the services that live work uses."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from tests.factories.calendars import SIX_DAYS, make_rule
from tests.factories.evidence import (
    CODE,
    LATER,
    NOON,
    answer,
    import_case,
    make_actor,
    make_case,
    refresh,
)
from tests.factories.people import make_office

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.history import Action, Step
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.evidence import selectors
from pendopo.journey.evidence.errors import IndicatorNotFound
from pendopo.journey.evidence.models import IndicatorRun
from pendopo.journey.evidence.services import refresh_evidence
from pendopo.journey.voice.types import Channel

SOON = NOON + timedelta(days=2)
# Behind the 14 working days of a complaint, before LATER.
TOO_LATE = NOON + timedelta(days=60)


def total():
    cell = selectors.latest_total(CODE)
    return cell.numerator, cell.denominator


def published():
    return FactRow.objects.filter(name="IndicatorPublished").count()


def test_answer_in_time_raises_the_number():
    case, _silent = make_case(), make_case()
    refresh(at=SOON)
    assert total() == (0, 0)

    answer(case, at=SOON)
    refresh()
    assert total() == (1, 2)


def test_the_days_it_took_are_those_of_the_office_that_had_it():
    hospital, roads = make_office("rsud", name="RSUD"), make_office("dpupr", name="DPUPR")
    make_rule(office=hospital, hours=SIX_DAYS)
    for office in (hospital, roads):
        # Received on Tuesday 17 November 2026, answered on Monday the 23rd.
        answer(make_case(office=office), at=NOON + timedelta(days=6))
    refresh()
    run = IndicatorRun.objects.get(indicator=CODE, is_current=True)
    took = dict(run.cells.filter(month="").values_list("office_code", "median_days"))
    # 18, 19, 20 and 23; where Saturdays are worked also the 21st.
    assert (took["dpupr"], took["rsud"]) == (4, 5)


def test_answer_before_its_limit_is_on_record_at_once_but_not_yet_in_the_number():
    case = make_case()
    before = refresh(at=SOON)
    answer(case, at=SOON)
    after = refresh(at=SOON)

    assert (before.n_answers, after.n_answers) == (0, 1)
    assert total() == (0, 0)


def test_late_answer_changes_the_outcome_but_not_the_number():
    case = make_case()
    refresh(at=TOO_LATE)
    run = refresh(at=TOO_LATE)
    assert [row.outcome for row in selectors.members(run)] == ["unanswered_open"]

    answer(case, at=TOO_LATE)
    run = refresh()
    assert [row.outcome for row in selectors.members(run)] == ["late"]
    assert total() == (0, 1)


def test_case_closed_by_the_system_is_no_answer():
    import_case(Step(SOON, Action.CLOSE, code="system"))
    run = refresh()

    assert total() == (0, 1)
    assert [row.outcome for row in selectors.members(run)] == ["closed_by_system"]


def test_paused_clock_is_no_miss_until_the_citizen_replies():
    case = make_case()
    officer = make_actor(Role.OFFICER, office=case.office)
    cases.ask_reporter(case_id=case.id, text="Di jalan mana?", by=officer, at=SOON)
    refresh()
    assert total() == (0, 0)

    cases.reply_as_reporter(case_id=case.id, text="Jalan Melati.", by=make_actor(), at=LATER)
    refresh(at=LATER + timedelta(days=60))
    assert total() == (0, 1)


def test_archived_case_is_left_out_and_counted_as_such():
    import_case(Step(SOON, Action.ARCHIVE, code="not_ours", text="Jalan provinsi."))
    refresh()

    cell = selectors.latest_total(CODE)
    assert (cell.denominator, cell.exclusions["not_ours"], cell.n_excluded) == (0, 1, 1)
    assert (cell.share, cell.low) == (None, None)


def test_second_refresh_moves_only_the_cut_off():
    answer(make_case(), at=SOON)
    first = refresh()
    before, facts = list(first.cells.values()), published()

    again = refresh(at=LATER + timedelta(days=1))
    assert (again.id, published()) == (first.id, facts)
    assert list(again.cells.values()) == before
    assert IndicatorRun.objects.get(indicator=CODE).cut_off == LATER + timedelta(days=1)
    assert selectors.members_file(again).exists()


def test_new_number_keeps_the_one_before():
    answer(make_case(), at=SOON)
    refresh()
    make_case()
    run = refresh(at=LATER + timedelta(days=1))

    before = selectors.previous_total(run)
    assert (before.numerator, before.denominator) == (1, 1)
    assert total() == (1, 2)
    assert IndicatorRun.objects.filter(is_current=True, indicator=CODE).count() == 1


def test_cells_of_months_and_offices_add_up_to_the_total():
    for number in range(5):
        case = make_case(
            at=NOON + timedelta(days=20 * number), office=make_office(f"dinas-{number % 2}")
        )
        if number % 2:
            answer(case, at=NOON + timedelta(days=20 * number + 2))
    run = refresh(at=LATER + timedelta(days=200))

    cells = list(selectors.cells(run))
    parts = [
        [cell for cell in cells if cell.month and cell.office_code],
        list(selectors.monthly(run)),
        list(selectors.by_office(run)),
    ]
    assert total() == (2, 5)
    sums = [(sum(c.numerator for c in part), sum(c.denominator for c in part)) for part in parts]
    assert sums == [(2, 5)] * 3


def test_list_behind_names_public_cases_and_only_counts_secret_ones():
    public, secret = make_case(), make_case(case_class=CaseClass.COMPLAINT_OVERSIGHT)
    answer(secret, at=SOON)
    run = refresh()

    found = selectors.behind(run)
    assert [row.number for row in found.rows] == [public.number]
    assert (found.public, found.secret) == ({"unanswered_open": 1}, {"within": 1})
    assert [(row.case_id, row.number, row.due_at) for row in selectors.everything_behind(run)][
        1:
    ] == [("", "", None)]


def test_channels_are_those_of_the_reports_received_by_the_cut_off():
    make_case(channel=Channel.WHATSAPP)
    make_case()
    make_case(at=LATER)
    assert refresh(at=TOO_LATE).channels == {"web": 1, "whatsapp": 1}


def test_indicator_without_publication_or_list_is_not_found():
    with pytest.raises(IndicatorNotFound):
        selectors.required_run(CODE)
    with pytest.raises(IndicatorNotFound):
        selectors.required_run("tidak_ada")

    make_case()
    run = refresh()
    selectors.members_file(run).unlink()
    with pytest.raises(IndicatorNotFound, match="disusun ulang"):
        selectors.behind(run)


def test_command_says_the_number(capsys):
    import_case(at=NOON - timedelta(days=700))
    call_command("evidence", "refresh")

    assert f"{CODE}: 0 dari 1 (" in capsys.readouterr().out


def test_an_empty_record_publishes_nothing():
    assert refresh_evidence(at=SOON) == []
    assert (IndicatorRun.objects.count(), published()) == (0, 0)
