"""Where a running clock stands: days used, days left, days late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pendopo.engines.clock.calendar import Calendar
from pendopo.engines.clock.deadline import Due, Unit, is_counted, receipt_ordinal
from pendopo.engines.clock.pauses import Pause, Span, paused_spans

UNIT_WORDS = {Unit.WORK_DAYS: "hari kerja", Unit.CALENDAR_DAYS: "hari"}


@dataclass(frozen=True, slots=True)
class Remaining:
    """How far a clock is from its end.

    Parameters
    ----------
    days
        Counted days after today up to the deadline, or, when late, counted days
        after the deadline up to today. Zero on the last day itself.
    """

    days: int
    is_late: bool
    is_paused: bool
    unit: Unit

    @property
    def text(self) -> str:
        """Say it in Indonesian: *sisa 3 hari kerja*, *lewat 2 hari kerja*."""
        if self.is_paused:
            return f"berhenti sementara, sisa {self.days} {UNIT_WORDS[self.unit]}"
        if not self.days:
            return "lewat waktu" if self.is_late else "hari terakhir"
        return f"{'lewat' if self.is_late else 'sisa'} {self.days} {UNIT_WORDS[self.unit]}"


def elapsed_work_days(
    start: datetime, end: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> int:
    """Count the working days used: after the legal receipt, up to the day of `end`."""
    received = receipt_ordinal(calendar.local(start), calendar)
    until = calendar.local(end, "end").toordinal()
    spans = paused_spans(pauses, calendar)
    return _count(received, until, Unit.WORK_DAYS, calendar, spans)


def remaining(
    deadline: Due, at: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> Remaining:
    """Say how many days of the unit are left, or how late it is, at an instant."""
    today = calendar.local(at, "at").toordinal()
    if deadline.at is None:
        left = deadline.amount - len(deadline.counted)
        return Remaining(left, is_late=False, is_paused=True, unit=deadline.unit)
    if at <= deadline.at:
        left = sum(day.toordinal() > today for day in deadline.counted)
        return Remaining(left, is_late=False, is_paused=False, unit=deadline.unit)
    last = calendar.local(deadline.at).toordinal()
    spans = paused_spans(pauses, calendar)
    late = _count(last, today, deadline.unit, calendar, spans)
    return Remaining(late, is_late=True, is_paused=False, unit=deadline.unit)


def _count(after: int, until: int, unit: Unit, calendar: Calendar, spans: Sequence[Span]) -> int:
    days = range(after + 1, until + 1)
    return sum(is_counted(day, unit, calendar, spans) for day in days)
