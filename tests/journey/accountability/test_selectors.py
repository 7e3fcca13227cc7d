"""Figures by hand, open cases counted like the cases room counts them, and secrets kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories.accountability import AT, CODE, MONTH, publish_counts, publish_one_low
from tests.factories.commitments import day, make_commitment
from tests.factories.evidence import LATER, NOON, load_limits, make_case
from tests.factories.evidence import answer as answer_case
from tests.factories.people import make_office

from pendopo.foundation.people.types import Contact
from pendopo.journey.accountability import selectors
from pendopo.journey.accountability.errors import OfficeNotFound
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.selectors import open_cases_past_due
from pendopo.journey.cases.types import CaseClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def _limits(db):
    load_limits()


def test_a_tally_by_hand():
    make_office("dinas-satu")
    months = {f"2025-{n:02d}": (5, 10) for n in range(1, 13)} | {"2026-01": (9, 10)}
    publish_counts({"dinas-satu": months}, exclusions={"archived": 2, "merged": 1})

    page = selectors.office_page("dinas-satu", at=AT)

    # The window leaves January 2025 out: eleven times 5 of 10, then 9 of 10.
    assert (page.tally.hits, page.tally.due) == (64, 120)
    assert page.tally.share == pytest.approx(64 / 120)
    # Wilson at 64 of 120 by hand: (.5333 + .016006)/1.032012 -+ .0886 = .4443 to .6202.
    assert page.tally.interval.low == pytest.approx(0.4443, abs=2e-4)
    assert page.tally.interval.high == pytest.approx(0.6202, abs=2e-4)
    assert page.tally.exclusions == {"archived": 24, "merged": 12}
    assert [cell.month for cell in page.months] == sorted(months)


def test_an_office_with_nothing_due_has_no_share():
    publish_one_low()
    make_office("dinas-baru", name="Dinas Baru")

    page = selectors.office_page("dinas-baru", at=AT)

    assert (page.tally.hits, page.tally.due, page.tally.share, page.tally.interval) == (
        0,
        0,
        None,
        None,
    )
    assert page.standings.of("dinas-baru") is None
    assert page.standings.shown_state("dinas-baru") == ""


def test_an_unknown_office_is_not_found():
    with pytest.raises(OfficeNotFound):
        selectors.office_page("tidak-ada", at=AT)


@pytest.mark.usefixtures("_limits")
def test_open_cases_past_their_limit_secret_ones_only_counted():
    office = make_office()
    secret = make_case(office=office, is_secret=True, title="Rahasia sekali jangan terbaca")
    older = make_case(office=office, at=NOON + timedelta(days=1), title="Lampu mati di gang kami")
    newer = make_case(
        office=office,
        at=NOON + timedelta(days=2),
        title="Jalan rusak di depan Siti Contoh, hubungi 081234567890 saja",
        contact=Contact(name="Siti Contoh"),
        is_anonymous=True,
    )
    answer_case(make_case(office=office), at=NOON + timedelta(days=3))

    found = selectors.past_limit(office.id, at=LATER)

    assert (found.count, found.n_public, found.n_secret) == (3, 2, 1)
    assert [case.id for case in found.rows] == [older.id, newer.id]
    covered = "Jalan rusak di depan [nama disamarkan], hubungi [telepon disamarkan] saja"
    assert found.rows[1].title == covered
    # The secret case fell due first; its date is not told.
    due = dict(Case.objects.values_list("id", "due_at"))
    assert due[secret.id] < due[older.id] == found.oldest_due_at
    assert selectors.past_limit(office.id, at=NOON).count == 0


@pytest.mark.usefixtures("_limits")
def test_the_list_counts_open_cases_as_the_cases_room_does():
    one, two = make_office(), make_office("dinas-lain", name="Dinas Lain")
    make_case(office=one)
    make_case(office=one, is_secret=True)
    make_case(office=two, case_class=CaseClass.ASPIRATION)
    make_office("dinas-sepi", name="Dinas Sepi")

    lines = selectors.office_lines(at=LATER)

    assert {line.id: line.n_past_limit for line in lines} == {
        line.id: open_cases_past_due(line.id, at=LATER).count() for line in lines
    }
    assert {line.code: line.n_past_limit for line in lines} == {
        "dinas-contoh": 2,
        "dinas-lain": 1,
        "dinas-sepi": 0,
    }


def test_the_list_is_by_name_whatever_the_figures():
    publish_one_low()
    make_office("aa", name="Dinas Zamrud")
    make_commitment(make_office("dinas-satu"), due_on=day(-1), starts_on=day(-90))

    lines = selectors.office_lines(at=AT)

    assert [line.name for line in lines] == [
        "Dinas Dua",
        "Dinas Lambat",
        "Dinas Satu",
        "Dinas Zamrud",
    ]
    assert [(line.hits, line.due) for line in lines] == [(45, 50), (10, 50), (45, 50), (0, 0)]
    assert lines[2].commitments == {"late": 1}
    assert [line.name for line in selectors.office_lines(at=AT, text=" zamR ")] == ["Dinas Zamrud"]


def test_before_any_publication_the_offices_are_there():
    make_office()

    (line,) = selectors.office_lines(at=AT)
    page = selectors.office_page(line.code, at=AT)

    assert (line.hits, line.due, line.state) == (0, 0, "")
    assert (page.standings, page.tally, page.months) == (None, None, [])
    assert selectors.standings(at=AT, code=CODE) is None


def test_one_month_is_a_window_of_one():
    make_office("dinas-satu")
    publish_counts({"dinas-satu": {MONTH: (1, 2)}})

    assert selectors.standings(at=AT).window.months == (MONTH,)
