"""Promises of offices, made through the real services; all invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.factories.deliberation import make_actor, make_deliberation
from tests.factories.people import make_office

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.commitments import services
from pendopo.journey.commitments.models import Commitment
from pendopo.journey.commitments.types import CommitmentDraft, MilestoneDraft, Proof
from pendopo.journey.deliberation.models import OfficialResponse
from pendopo.journey.deliberation.services import issue_response
from pendopo.journey.deliberation.types import Answer, ResponseOutcome, State

AT = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 16)
PROOF = Proof("Berita acara serah terima nomor 12, dapat dibaca di kantor.")
EXPLAINED = "Lelang gagal dua kali karena tidak ada penawar yang memenuhi syarat."


def day(offset: int) -> date:
    """Return the day this many days from ``TODAY``."""
    return TODAY + timedelta(days=offset)


def make_draft(office=None, *, n_milestones=2, **changes) -> CommitmentDraft:
    """Return a promise due in 60 days whose last milestone falls on its due date."""
    due_on = changes.get("due_on", day(60))
    steps = tuple(
        MilestoneDraft(f"Tahap {n}", due_on - timedelta(days=10 * (n_milestones - n)), "Foto")
        for n in range(1, n_milestones + 1)
    )
    values = {
        "title": "Menambal semua lubang di Jalan Contoh",
        "expected_result": "Tidak ada lubang lebih dalam dari lima sentimeter.",
        "office_id": (office or make_office()).id,
        "position_title": "Kepala Dinas Contoh",
        "starts_on": day(-30),
        "due_on": due_on,
        "milestones": steps,
        "source_text": "RPJMD 2025–2029",
    }
    return CommitmentDraft(**(values | changes))


def head_of(office=None) -> Actor:
    """Return the head of an office."""
    return make_actor(Role.HEAD, office=office)


def make_commitment(office=None, *, at=AT, by=None, **draft) -> Commitment:
    """Return a promise made by the head of its office."""
    office = office or make_office()
    return services.make_commitment(
        draft=make_draft(office, **draft), by=by or head_of(office), at=at
    )


def finish(commitment: Commitment, position: int, *, at=AT, by=None):
    """Mark a milestone as done today, with proof."""
    return services.complete_milestone(
        commitment_id=commitment.id,
        position=position,
        done_on=TODAY,
        proof=PROOF,
        by=by or head_of(commitment.office),
        at=at,
    )


def make_response(office=None, *, outcome=ResponseOutcome.ACCEPTED, at=AT) -> OfficialResponse:
    """Return an official response that gives one outcome to every statement."""
    office = office or make_office()
    closed = make_deliberation(State.CLOSED, at=at, office_id=office.id)
    reason = "Sudah masuk rencana penataan tahun depan."
    return issue_response(
        deliberation_id=closed.id,
        decision="Alun-alun ditata tahun depan.",
        reasons="Sebagian besar peserta menghendakinya dan anggarannya ada.",
        answers=[Answer((1, 2, 3), outcome, reason)],
        by=head_of(office),
        at=at,
    )
