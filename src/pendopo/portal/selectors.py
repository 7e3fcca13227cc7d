"""What the pages across rooms show: figures of the home page, a followed voice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils.translation import gettext

from pendopo.foundation.ledger import receipts
from pendopo.foundation.ledger import selectors as ledger
from pendopo.foundation.people import selectors as people
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import selectors as cases
from pendopo.journey.cases.errors import NoPolicy
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import Case, Message, Rating
from pendopo.journey.cases.routing.links import listening_target
from pendopo.journey.cases.types import (
    OFFICE_CLOCKS,
    ClockKind,
    MessageKind,
    Status,
    StopReason,
    TimelineEntry,
)
from pendopo.journey.cases.wording import STATUS_TONES
from pendopo.journey.commitments import selectors as commitments
from pendopo.journey.commitments.models import Commitment
from pendopo.journey.deliberation import selectors as deliberations
from pendopo.journey.deliberation.models import Deliberation
from pendopo.journey.voice import selectors as voices
from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.journey.voice.models import Voice
from pendopo.kernel.personal import declarations
from pendopo.portal.wording import PURPOSE_WORDS, UNIT_WORDS, clock_face, data_words, status_words

_SHOWN = 3
# What ends a case for its author: the office's answer, or the superior's on an objection.
_ANSWERS = (MessageKind.ANSWER.value, MessageKind.RULING.value)
_LATE = ("late", "stopped_late")


def newest_public_cases() -> list[tuple[Case, str]]:
    """Return the newest public cases, each with the tone of its status."""
    rows = cases.public_cases(size=_SHOWN).rows
    return [(case, STATUS_TONES[case.status]) for case in rows]


@dataclass(frozen=True)
class Promise:
    """By when a voice must have been verified, and by which rule."""

    due_at: datetime | None
    amount: int
    unit: str
    legal_basis: str
    is_confirmed: bool
    is_unsure: bool


def newest_deliberations() -> list[Deliberation]:
    """Return the newest deliberations for the home."""
    rows, _cursor = deliberations.public_deliberations(size=_SHOWN)
    return rows


def next_commitments(at: datetime) -> list[Commitment]:
    """Return the promises due next, late ones first."""
    return commitments.running_commitments(at=at, most=_SHOWN)


def verify_promise(received_at: datetime) -> Promise | None:
    """Return when the verification of a voice is due; None if the office set no limit."""
    law = law_in_force(at=received_at)
    try:
        policy = law.policy(ClockKind.VERIFY.value, "", received_at)
    except NoPolicy:
        return None
    found = law.due(policy, received_at)
    is_confirmed = policy.confidence == "verified"
    unit = str(UNIT_WORDS.get(policy.unit, policy.unit))
    return Promise(found.at, policy.amount, unit, policy.legal_basis, is_confirmed, found.unsure)


def receipt_of(voice: Voice) -> dict[str, Any]:
    """Return the receipt of a voice.

    Raises
    ------
    VoiceNotFound
        The voice came from elsewhere and has no fact of its own.
    """
    fact_id = receipts.first_fact_of(voice.id, "VoiceReceived")
    if fact_id is None:
        raise VoiceNotFound
    return receipts.receipt_for(fact_id, number=voice.number)


@dataclass(frozen=True)
class Followed:
    """A voice as its holder sees it; without a case while it is being recorded."""

    voice: Voice
    case: Case | None
    status: str
    tone: str
    explanation: str
    clocks: list[dict[str, Any]]
    missed: list[str]
    events: list[dict[str, Any]]
    question: str
    answer: Message | None
    rating: Rating | None
    reopen_ends: datetime | None
    may: frozenset[str]
    has_dispute: bool
    reads: list[dict[str, Any]]
    card: receipts.ReceiptCard

    @property
    def accused(self) -> Office | None:
        """Return the office that is kept from reading it."""
        office: Office | None = (self.case or self.voice).accused_office
        return office


def followed(voice: Voice, *, at: datetime) -> Followed:
    """Return everything that the holder of a voice may know about it."""
    case = cases.case_of_voice(voice.id)
    status, tone, explanation = status_words(case.status if case else "")
    entries = cases.timeline(case) if case else []
    answer = _last_answer(case)
    clocks = cases.clocks_of(case.id, at=at) if case else []
    return Followed(
        voice=voice,
        case=case,
        status=status,
        tone=tone,
        explanation=explanation,
        clocks=[clock_face(clock) for clock in clocks],
        missed=[clock.label for clock in missed_limits(clocks)],
        events=[_event(entry) for entry in entries],
        question=_open_question(case, entries),
        answer=answer,
        rating=_rating_of(answer),
        reopen_ends=cases.reopen_ends(case, at=at) if case else None,
        may=_steps(case, at),
        has_dispute=any(clock.stop_reason == StopReason.DISPUTED for clock in clocks),
        reads=_reads(voice, case),
        card=receipts.receipt_card(receipt_of(voice)),
    )


def missed_limits(clocks: Iterable[cases.ClockView]) -> list[cases.ClockView]:
    """Return the government's own limits that passed, whether they still run or not."""
    kinds = {kind.value for kind in OFFICE_CLOCKS}
    return [clock for clock in clocks if clock.kind in kinds and clock.state in _LATE]


def _event(entry: TimelineEntry) -> dict[str, Any]:
    return {"title": entry.title, "at": entry.at, "text": entry.text, "by": entry.office}


def _open_question(case: Case | None, entries: list[TimelineEntry]) -> str:
    if case is None or case.status != Status.WAITING.value:
        return ""
    asked = [entry.text for entry in entries if entry.code == "CaseQuestioned"]
    return asked[-1] if asked else ""


def _last_answer(case: Case | None) -> Message | None:
    if case is None or case.status not in {Status.ANSWERED.value, Status.CLOSED.value}:
        return None
    answers = cases.messages_of(case.id).filter(kind__in=_ANSWERS)
    return answers.select_related("office", "rating").order_by("at", "id").last()


def _steps(case: Case | None, at: datetime) -> frozenset[str]:
    if case is None:
        return frozenset()
    if listening_target(case) is not None:
        return frozenset({"reply"})
    ends = cases.reopen_ends(case, at=at)
    return cases.author_steps(case, at=at, reopen_ends=ends)


def _rating_of(answer: Message | None) -> Rating | None:
    return getattr(answer, "rating", None) if answer else None


def _reads(voice: Voice, case: Case | None, most: int = 20) -> list[dict[str, Any]]:
    """Return who opened the reporter's data for this voice, or for no named reason."""
    if voice.reporter_id is None:
        return []
    about = [voice.id] + ([case.id] if case else [])
    rows = people.reads_of_person(voice.reporter_id).filter(
        Q(about_id__in=about) | Q(about_id__isnull=True)
    )
    return [
        {
            "title": PURPOSE_WORDS.get(row.purpose, row.purpose),
            "at": row.at,
            "by": row.office.name if row.office else "",
        }
        for row in rows[:most]
    ]


@dataclass(frozen=True)
class OwnVoice:
    """One line of a person's own voices."""

    voice: Voice
    status: str
    tone: str


def own_voices(person_id: uuid.UUID, *, after: uuid.UUID | None, size: int = 20) -> list[OwnVoice]:
    """Return a person's voices, newest first, at most one more than ``size``."""
    rows = voices.voices_of_person(person_id).order_by("-id").select_related("case")
    if after is not None:
        rows = rows.filter(id__lt=after)
    return [_own(voice) for voice in rows[: size + 1]]


def _own(voice: Voice) -> OwnVoice:
    case = getattr(voice, "case", None)
    status, tone, _explanation = status_words(case.status if case else "")
    return OwnVoice(voice, status, tone)


def may_show_photos(voice_id: uuid.UUID, *, by: Actor) -> bool:
    """Return whether the photos of a voice are public or within the actor's positions."""
    return cases.may_show_photos(voice_id, by=by)


def is_owned(voice: Voice, by: Actor) -> bool:
    """Return whether the actor is the signed-in reporter of a voice."""
    return voice.reporter_id is not None and voice.reporter_id == by.person_id


def kept_data() -> list[tuple[str, str]]:
    """Return what personal data this installation keeps, and for how long."""
    return [(data_words(table), gettext(kept.retention)) for table, kept in declarations().items()]


def health(at: datetime) -> dict[str, object]:
    """Return how the installation is, without anything worth hiding."""
    try:
        connection.ensure_connection()
        n_late = ledger.n_waiting(at - timedelta(minutes=1))
        facts: dict[str, object] = {
            "database": "ok",
            "deliveries_waiting": ledger.n_waiting(at),
            "deliveries_late": n_late,
            "deliveries_given_up": sum(n for _name, n in ledger.dead_letters()),
            "facts_unsealed": ledger.record_size().n_waiting,
        }
    except DatabaseError:
        return {"status": "down", "database": "unreachable"}
    return {"status": "behind" if n_late else "ok", **facts}
