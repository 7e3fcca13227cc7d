"""The end of a legal period: when it is, which days counted, which did not and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from pendopo.engines.clock.calendar import Calendar, DayKind, SkippedDay
from pendopo.engines.clock.doubts import doubts
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.hourly import HourlyEnd, hourly_end, round_the_clock_end
from pendopo.engines.clock.months import add_months
from pendopo.engines.clock.pauses import (
    PAUSE_NAME,
    Pause,
    Span,
    is_paused,
    paused_seconds,
    paused_spans,
)
from pendopo.engines.clock.seconds import day_of
from pendopo.engines.clock.table import LAST_ORDINAL

MAX_AMOUNT = 10_000


class Unit(StrEnum):
    """What a legal period counts."""

    HOURS = "hours"
    WORK_HOURS = "work_hours"
    WORK_DAYS = "work_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Due:
    """The answer of :func:`due`.

    Parameters
    ----------
    at
        UTC instant of the last second of the last counted local day, or the second at
        which the last working hour is used up; None while an open pause keeps it
        unknown.
    received_on
        Legal day of receipt, day 0.
    counted
        The counted days, in order; fewer than `amount` while an open pause runs. For
        hours the days on which some were used.
    skipped
        The days up to the last one known that were not counted.
    delayed
        The days between the real arrival and the legal day of receipt.
    unsure
        True if an unconfirmed holiday or a year without a known decree is touched;
        `reason` then says which, in Indonesian.
    """

    at: datetime | None
    received_on: date
    counted: tuple[date, ...]
    skipped: tuple[SkippedDay, ...]
    delayed: tuple[SkippedDay, ...]
    amount: int
    unit: Unit
    unsure: bool
    reason: str
    calendar_version: str
    # Working seconds still to go when an open pause began; of use for hours alone.
    left_seconds: int = 0


def due(
    start: datetime,
    amount: int,
    unit: Unit,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Compute when a legal period that starts with an arrival ends.

    Day 0 is the legal day of receipt: the day of arrival, or the next working day
    when the arrival is on a closed day or after closing time. Counting starts on the
    next day of the unit. A period of calendar days or months may end on a closed
    day: the law that counts *hari* does not move its end. Working hours run from the
    arrival itself, inside opening hours; hours run on by day and night (*3 x 24 jam*).

    Raises
    ------
    ClockError
        If an instant has no zone, the amount is not from 0 to 10,000, a pause ends
        before it starts, or the period leaves the calendar's years.

    Source: UU 25/2009 (hari), PermenPANRB 62/2018 (hari kerja), UU 27/2022 (3 x 24 jam).
    """
    unit = require_unit(unit)
    require_amount(amount)
    arrival = calendar.local(start)
    compute = _COMPUTED.get(unit, _in_days)
    return compute(arrival, amount, unit, calendar, pauses)


def _in_days(
    arrival: datetime, amount: int, unit: Unit, calendar: Calendar, pauses: Sequence[Pause]
) -> Due:
    received = receipt_ordinal(arrival, calendar)
    spans = paused_spans(pauses, calendar)
    last = _last_ordinal(received, amount, unit, calendar, spans)
    shown = _last_known(received, spans) if last is None else last
    counted, skipped = _explain(received, shown, unit, calendar, spans)
    reason = doubts(arrival, received, shown, calendar)
    return Due(
        at=None if last is None else calendar.end_of(last).astimezone(UTC),
        received_on=date.fromordinal(received),
        counted=counted,
        skipped=skipped,
        delayed=_delayed(arrival, received, calendar),
        amount=amount,
        unit=unit,
        unsure=bool(reason),
        reason=reason,
        calendar_version=calendar.version,
    )


def _in_hours(
    arrival: datetime, amount: int, unit: Unit, calendar: Calendar, pauses: Sequence[Pause]
) -> Due:
    received = receipt_ordinal(arrival, calendar)
    begin = calendar.local_second(arrival)
    found = hourly_end(begin, amount, calendar, paused_seconds(pauses, calendar))
    reason = doubts(arrival, received, day_of(found.until), calendar, by_hours=True)
    return Due(
        at=_instant(found, calendar),
        received_on=date.fromordinal(received),
        counted=found.counted,
        skipped=tuple(day for day in found.skipped if day.date.toordinal() >= received),
        delayed=_delayed(arrival, received, calendar),
        amount=amount,
        unit=unit,
        unsure=bool(reason),
        reason=reason,
        calendar_version=calendar.version,
        left_seconds=found.left,
    )


def _round_the_clock(
    arrival: datetime, amount: int, unit: Unit, calendar: Calendar, pauses: Sequence[Pause]
) -> Due:
    begin = calendar.local_second(arrival)
    found = round_the_clock_end(begin, amount, paused_seconds(pauses, calendar))
    return Due(
        at=_instant(found, calendar),
        received_on=arrival.date(),
        counted=found.counted,
        skipped=found.skipped,
        delayed=(),
        amount=amount,
        unit=unit,
        # No holiday moves it.
        unsure=False,
        reason="",
        calendar_version=calendar.version,
        left_seconds=found.left,
    )


def _instant(found: HourlyEnd, calendar: Calendar) -> datetime | None:
    if found.second is None:
        return None
    return datetime.fromtimestamp(found.second - calendar.offset_seconds, UTC)


_COMPUTED = {Unit.WORK_HOURS: _in_hours, Unit.HOURS: _round_the_clock}


def require_unit(unit: Unit | str) -> Unit:
    """Accept a unit or its code, and refuse any other."""
    if unit in tuple(Unit):
        return Unit(unit)
    message = f"Satuan '{unit}' tidak dikenal; pilih {', '.join(Unit)}."
    raise ClockError(message)


def require_amount(amount: int) -> None:
    """Refuse a period that no rule could mean."""
    if not 0 <= amount <= MAX_AMOUNT:
        message = f"Lama batas waktu harus 0 sampai {MAX_AMOUNT}, bukan {amount}."
        raise ClockError(message)


def receipt_ordinal(arrival: datetime, calendar: Calendar) -> int:
    """Give the legal day of receipt of a local arrival."""
    table = calendar.table
    since_midnight = arrival.hour * 3600 + arrival.minute * 60 + arrival.second
    is_late = since_midnight > table.closing_of(arrival.toordinal())
    return table.working_at(table.position_of(arrival.toordinal() + is_late))


def is_counted(ordinal: int, unit: Unit, calendar: Calendar, spans: Sequence[Span]) -> bool:
    """Say whether a local day after receipt uses up one day of the period."""
    is_open = unit is not Unit.WORK_DAYS or calendar.table.is_working(ordinal)
    return is_open and not is_paused(ordinal, spans)


def _last_ordinal(
    received: int, amount: int, unit: Unit, calendar: Calendar, spans: Sequence[Span]
) -> int | None:
    """Push the end past every pause it meets, in the unit's own numbering of days."""
    table = calendar.table
    by_work = unit is Unit.WORK_DAYS

    def index(ordinal: int) -> int:
        return table.position_of(ordinal) if by_work else ordinal

    begin = index(received) + 1
    end = add_months(received, amount) + 1 if unit is Unit.MONTHS else begin + amount
    for first, last in spans:
        lower = max(index(first), begin)
        if last is None:
            return None if lower < end else _ordinal(end - 1, unit, calendar)
        if lower < end:
            end += max(0, index(last + 1) - lower)
    return _ordinal(end - 1, unit, calendar)


def _ordinal(index: int, unit: Unit, calendar: Calendar) -> int:
    if unit is Unit.WORK_DAYS:
        return calendar.table.working_at(index)
    calendar.table.require(index)
    return min(index, LAST_ORDINAL)


def _last_known(received: int, spans: Sequence[Span]) -> int:
    """Stop the explanation on the eve of the wait, with the pauses that run into it."""
    return max(received, spans[-1][0] - 1)


def _explain(
    received: int, last: int, unit: Unit, calendar: Calendar, spans: Sequence[Span]
) -> tuple[tuple[date, ...], tuple[SkippedDay, ...]]:
    counted: list[date] = []
    skipped: list[SkippedDay] = []
    for ordinal in range(received + 1, last + 1):
        day = date.fromordinal(ordinal)
        if is_counted(ordinal, unit, calendar, spans):
            counted.append(day)
        elif unit is Unit.WORK_DAYS and not calendar.is_working(day):
            skipped.append(calendar.why_closed(day))
        else:
            skipped.append(SkippedDay(day, PAUSE_NAME, DayKind.PAUSE))
    return tuple(counted), tuple(skipped)


def _delayed(arrival: datetime, received: int, calendar: Calendar) -> tuple[SkippedDay, ...]:
    days = (date.fromordinal(n) for n in range(arrival.toordinal(), received))
    return tuple(
        SkippedDay(day, "Lewat jam tutup", DayKind.AFTER_HOURS)
        if calendar.is_working(day)
        else calendar.why_closed(day)
        for day in days
    )
