"""Who fell silent: answers nobody took up, questions nobody replied to."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from pendopo.journey.cases.models import Clock, Reminder
from pendopo.journey.cases.types import AUTHOR_CLOCKS, WINDOWS, ClockKind
from pendopo.journey.voice.types import Kind

_BATCH = 500
# No author's clock that ends later than this is due for a reminder.
_AHEAD = timedelta(days=30)
_REMINDERS, _CHANNELS = 2, 2


def silent_answers(*, at: datetime) -> Iterator[uuid.UUID]:
    """Yield the answered cases whose author's time to respond has run out, in batches."""
    return _run_out((ClockKind.CITIZEN_REPLY, *WINDOWS), at)


def silent_questions(*, at: datetime) -> Iterator[uuid.UUID]:
    """Yield the waiting cases whose author's time to complete has run out, in batches."""
    return _run_out((ClockKind.COMPLETION,), at)


def silent_offices(*, at: datetime) -> Iterator[uuid.UUID]:
    """Yield the requests for information whose limit of an answer has passed, in batches."""
    kinds = [ClockKind.ANSWER.value, ClockKind.OBJECTION_ANSWER.value]
    rows = Clock.objects.filter(
        kind__in=kinds, stopped_at=None, due_at__lt=at, case__kind=Kind.INFORMATION.value
    )
    return _batches(rows.order_by("id"), "case_id")


def clocks_to_remind(*, at: datetime) -> Iterator[uuid.UUID]:
    """Yield the running clocks of authors that end within the next weeks, in batches."""
    kinds = [kind.value for kind in (*AUTHOR_CLOCKS, *WINDOWS)]
    rows = Clock.objects.filter(kind__in=kinds, stopped_at=None, due_at__lt=at + _AHEAD)
    return _batches(rows.order_by("id"), "id")


def was_reminded(clock: Clock) -> bool:
    """Return whether the author of a clock was reminded twice, on two channels at least.

    Who left no contact is reached by one channel only, the page of their case; the
    system never ends such a case over their silence.
    """
    sent = Reminder.objects.filter(clock=clock).values_list("nth", "channel")
    told = {channel: nth for nth, channel in sent}
    return len({nth for nth, _c in sent}) >= _REMINDERS and len(told) >= _CHANNELS


def _run_out(kinds: tuple[ClockKind, ...], at: datetime) -> Iterator[uuid.UUID]:
    names = [kind.value for kind in kinds]
    rows = Clock.objects.filter(kind__in=names, stopped_at=None, due_at__lt=at)
    return _batches(rows.order_by("id"), "case_id")


def _batches(rows: object, field: str) -> Iterator[uuid.UUID]:
    batch = list(rows.values_list("id", field)[:_BATCH])  # type: ignore[attr-defined]
    while batch:
        yield from (found for _id, found in batch)
        batch = list(rows.filter(id__gt=batch[-1][0]).values_list("id", field)[:_BATCH])  # type: ignore[attr-defined]
