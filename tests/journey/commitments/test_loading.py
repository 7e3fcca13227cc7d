"""Promises with their past: the same rules, facts at their own instants, nothing delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories.commitments import AT, PROOF, day, make_draft
from tests.factories.people import make_office

from pendopo.foundation.ledger.models import Delivery, FactRow
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.journey.commitments import selectors, services
from pendopo.journey.commitments.errors import MilestonesOpen, ProofMissing
from pendopo.journey.commitments.models import Commitment
from pendopo.journey.commitments.types import CommitmentStory, Done, Proof, Report
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db


def make_story(**changes):
    values = {
        "draft": make_draft(starts_on=day(-90), due_on=day(-10)),
        "made_at": AT - timedelta(days=95),
        "done": (Done(1, day(-30), PROOF), Done(2, day(-12), PROOF)),
        "reports": (Report(AT - timedelta(days=20), 80, "Tinggal satu ruas."),),
        "fulfilled_at": AT - timedelta(days=11),
    }
    return CommitmentStory(**(values | changes))


def test_a_story_becomes_what_live_work_would_have_left():
    (made,) = services.load_commitments([make_story()], at=AT)

    read = selectors.commitment_by_number(made.number, at=AT)
    assert (read.number, read.standing, read.percent) == ("K-2025-001", "fulfilled", 80)
    assert [(type(f).__name__, f.at) for f in facts_about(made.id)] == [
        ("CommitmentMade", AT - timedelta(days=95)),
        ("MilestoneDone", AT.replace(month=2, day=14, hour=5)),
        ("ProgressReported", AT - timedelta(days=20)),
        ("MilestoneDone", AT.replace(month=3, day=4, hour=5)),
        ("CommitmentFulfilled", AT - timedelta(days=11)),
    ]
    assert Delivery.objects.count() == 0


def test_numbers_follow_the_order_of_making_and_go_on_after_those_there():
    make_office()
    first = make_story(made_at=AT - timedelta(days=2), done=(), reports=(), fulfilled_at=None)
    second = replace(first, made_at=AT - timedelta(days=1))

    services.load_commitments([second, first], at=AT)
    (third,) = services.load_commitments([replace(first, made_at=AT)], at=AT)

    rows = Commitment.objects.order_by("made_at").values_list("number", flat=True)
    assert list(rows) == ["K-2026-001", "K-2026-002", "K-2026-003"]
    assert third.number == "K-2026-003"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"done": (Done(1, day(-30), PROOF),)}, MilestonesOpen),
        ({"done": (Done(1, day(-30), Proof("")),)}, ProofMissing),
        ({"fulfilled_at": AT + timedelta(days=1)}, BadInput),
        ({"reports": (Report(AT, 120, "Selesai."),)}, BadInput),
    ],
)
def test_an_impossible_story_leaves_nothing_behind(changes, error):
    with pytest.raises(error):
        services.load_commitments([make_story(), make_story(**changes)], at=AT)

    assert Commitment.objects.count() == 0
    assert FactRow.objects.filter(subject_type="commitment").count() == 0
