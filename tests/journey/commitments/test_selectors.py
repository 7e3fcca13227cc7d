"""Standing from dates, pages by cursor, and who sees which desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories.commitments import (
    AT,
    EXPLAINED,
    PROOF,
    day,
    finish,
    head_of,
    make_commitment,
    make_response,
)
from tests.factories.deliberation import make_actor
from tests.factories.people import make_office

from pendopo.foundation.people.types import Role
from pendopo.journey.commitments import selectors, services
from pendopo.journey.commitments.errors import CommitmentNotFound
from pendopo.journey.deliberation.types import ResponseOutcome

pytestmark = pytest.mark.django_db


def standing_of(commitment, at=AT):
    return selectors.commitment_by_number(commitment.number, at=at).standing


def test_late_follows_from_the_dates_alone():
    made = make_commitment(due_on=day(20))  # milestones on day 10 and 20

    assert standing_of(made) == "on_track"
    assert standing_of(made, AT + timedelta(days=10)) == "on_track"
    assert standing_of(made, AT + timedelta(days=11)) == "late"
    finish(made, 1)
    assert standing_of(made, AT + timedelta(days=20)) == "on_track"
    assert standing_of(made, AT + timedelta(days=21)) == "late"
    finish(made, 2)
    # Everything is done, but nobody has said so: past its date it stays late.
    assert standing_of(made, AT + timedelta(days=21)) == "late"


def test_a_day_ends_at_midnight_in_the_offices_zone():
    made = make_commitment(due_on=day(0), n_milestones=1)

    # 16.59 and 17.00 UTC are 23.59 and 00.00 in Jakarta.
    assert standing_of(made, AT.replace(hour=16, minute=59)) == "on_track"
    assert standing_of(made, AT.replace(hour=17, minute=0)) == "late"


def test_pages_hold_everything_once_newest_first():
    made = [make_commitment(at=AT + timedelta(minutes=n // 2)) for n in range(7)]
    seen, cursor = [], ""
    while True:
        page = selectors.public_commitments(at=AT, cursor=cursor, size=3)
        seen += [row.id for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break

    expected = sorted(made, key=lambda one: (one.made_at, one.id), reverse=True)
    assert seen == [one.id for one in expected]


def test_public_list_by_office_and_standing():
    office = make_office("dinas-lain")
    late = make_commitment(office, due_on=day(-1), starts_on=day(-90))
    make_commitment(office)
    make_commitment(due_on=day(-1), starts_on=day(-90))

    found = selectors.public_commitments(at=AT, office_id=office.id, standing="late")

    assert [row.number for row in found.rows] == [late.number]


@pytest.mark.parametrize("cursor", ["apa saja", "2026-03-16~bukan", "bukan~" + "0" * 32, "~"])
def test_a_cursor_nobody_wrote_shows_the_first_page(cursor):
    made = make_commitment()

    assert [row.id for row in selectors.public_commitments(at=AT, cursor=cursor).rows] == [made.id]
    by = head_of(made.office)
    assert [row.id for row in selectors.own_commitments(by=by, at=AT, cursor=cursor).rows] == [
        made.id
    ]


def test_the_desk_shows_own_running_promises_those_due_first():
    office, elsewhere = make_office(), make_office("dinas-lain")
    far, near, same = (make_commitment(office, due_on=day(n)) for n in (90, 10, 10))
    stopped = make_commitment(office)
    services.stop_commitment(
        commitment_id=stopped.id, reason="law", text=EXPLAINED, by=head_of(office), at=AT
    )
    other = make_commitment(elsewhere)
    officer = make_actor(Role.OFFICER, office=office)

    first = selectors.own_commitments(by=officer, at=AT, size=2)
    second = selectors.own_commitments(by=officer, at=AT, size=2, cursor=first.next_cursor)

    assert [row.id for row in first.rows] == sorted([near.id, same.id])
    assert [row.id for row in second.rows] == [far.id]
    ended = selectors.own_commitments(by=officer, at=AT, is_ended=True)
    assert [row.id for row in ended.rows] == [stopped.id]
    regent = make_actor(Role.REGENT, office=make_office("setda"))
    assert {row.id for row in selectors.own_commitments(by=regent, at=AT).rows} == {
        far.id,
        near.id,
        same.id,
        other.id,
    }
    assert selectors.own_commitment(other.number, by=regent, at=AT) == other
    with pytest.raises(CommitmentNotFound):
        selectors.own_commitment(other.number, by=officer, at=AT)


def test_timeline_tells_everything_newest_first():
    made = make_commitment()
    by = head_of(made.office)
    later = [AT + timedelta(hours=n) for n in range(1, 5)]
    services.report_progress(
        commitment_id=made.id, percent=30, text="Alat tiba.", proof=PROOF, by=by, at=later[0]
    )
    services.move_commitment(
        commitment_id=made.id,
        due_on=day(90),
        reason="disaster",
        text=EXPLAINED,
        by=by,
        at=later[1],
    )
    finish(made, 1, at=later[2])
    finish(made, 2, at=later[2])
    services.fulfil_commitment(commitment_id=made.id, by=by, at=later[3])
    made.refresh_from_db()

    titles = [entry.title for entry in selectors.timeline(made)]

    assert titles == [
        "Terpenuhi",
        "Tonggak 1 selesai: Tahap 1",
        "Tonggak 2 selesai: Tahap 2",
        "Tenggat dipindah dari 15 Mei 2026 ke 14 Juni 2026",
        "Laporan pemilik: 30%",
        "Komitmen dibuat",
    ]
    moved = selectors.timeline(made)[3]
    assert moved.text == f"Bencana atau keadaan darurat. {EXPLAINED}"


def test_only_responses_that_accepted_something_wait_for_a_promise():
    office = make_office()
    accepted = make_response(office)
    make_response(office, outcome=ResponseOutcome.REJECTED)
    elsewhere = make_response(make_office("dinas-lain"))

    assert selectors.responses_without_commitment(by=head_of(office)) == [accepted]
    regent = make_actor(Role.REGENT, office=make_office("setda"))
    assert selectors.responses_without_commitment(by=regent) == [accepted, elsewhere]
    assert selectors.responses_without_commitment(by=make_actor(Role.OFFICER, office=office)) == []


def test_counts_by_office():
    office = make_office()
    make_commitment(office)
    make_commitment(office)
    make_commitment(office, due_on=day(-1), starts_on=day(-90))

    assert selectors.counts_by_office(AT) == {office.id: {"on_track": 2, "late": 1}}
