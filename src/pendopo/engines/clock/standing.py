"""Where a running clock stands: time used, time left, time late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pendopo.engines.clock.calendar import Calendar
from pendopo.engines.clock.deadline import Due, Unit, is_counted, receipt_ordinal
from pendopo.engines.clock.hourly import HOUR, passed_seconds, working_seconds
from pendopo.engines.clock.months import add_months
from pendopo.engines.clock.pauses import Pause, Span, paused_seconds, paused_spans

UNIT_WORDS = {
    Unit.HOURS: "jam",
    Unit.WORK_HOURS: "jam kerja",
    Unit.WORK_DAYS: "hari kerja",
    Unit.CALENDAR_DAYS: "hari",
    Unit.MONTHS: "hari",
}
HOURLY = (Unit.HOURS, Unit.WORK_HOURS)


@dataclass(frozen=True, slots=True)
class Remaining:
    """How far a clock is from its end.

    Parameters
    ----------
    days
        Counted days after today up to the deadline, or, when late, counted days
        after the deadline up to today. Zero on the last day itself. For hours:
        begun ones up to the deadline, or full ones since.
    unit
        What `days` counts: a period of months is told in calendar days.
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
            last = "jam terakhir" if self.unit in HOURLY else "hari terakhir"
            return "lewat waktu" if self.is_late else last
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
    """Say how much of the unit is left, or how late it is, at an instant."""
    if deadline.unit in HOURLY:
        return _hours(deadline, at, calendar, pauses)
    unit = Unit.CALENDAR_DAYS if deadline.unit is Unit.MONTHS else deadline.unit
    today = calendar.local(at, "at").toordinal()
    if deadline.at is None:
        left = _length(deadline) - len(deadline.counted)
        return Remaining(left, is_late=False, is_paused=True, unit=unit)
    if at <= deadline.at:
        left = sum(day.toordinal() > today for day in deadline.counted)
        return Remaining(left, is_late=False, is_paused=False, unit=unit)
    last = calendar.local(deadline.at).toordinal()
    spans = paused_spans(pauses, calendar)
    late = _count(last, today, unit, calendar, spans)
    return Remaining(late, is_late=True, is_paused=False, unit=unit)


def _length(deadline: Due) -> int:
    """Give the days of the whole period."""
    if deadline.unit is not Unit.MONTHS:
        return deadline.amount
    received = deadline.received_on.toordinal()
    return add_months(received, deadline.amount) - received


def _hours(deadline: Due, at: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> Remaining:
    unit = deadline.unit
    if deadline.at is None:
        left = -(-deadline.left_seconds // HOUR)
        return Remaining(left, is_late=False, is_paused=True, unit=unit)
    spans = paused_seconds(pauses, calendar)
    now, end = calendar.local_second(at, "at"), calendar.local_second(deadline.at)
    if at <= deadline.at:
        left = -(-_seconds(unit, now, end, calendar, spans) // HOUR)
        return Remaining(left, is_late=False, is_paused=False, unit=unit)
    late = _seconds(unit, end, now, calendar, spans) // HOUR
    return Remaining(late, is_late=True, is_paused=False, unit=unit)


def _seconds(unit: Unit, first: int, last: int, calendar: Calendar, spans: Sequence[Span]) -> int:
    if unit is Unit.HOURS:
        return passed_seconds(first, last, spans)
    return working_seconds(first, last, calendar, spans)


def _count(after: int, until: int, unit: Unit, calendar: Calendar, spans: Sequence[Span]) -> int:
    days = range(after + 1, until + 1)
    return sum(is_counted(day, unit, calendar, spans) for day in days)
