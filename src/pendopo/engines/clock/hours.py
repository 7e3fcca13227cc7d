"""Opening hours: at which seconds of a local day an office works, week by week."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Self

from pendopo.engines.clock.errors import ClockError

DAY = 86_400
HALF_PAST_SEVEN, NOON, ONE_O_CLOCK = 27_000, 43_200, 46_800
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_SPAN = re.compile(r"^\s*(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})\s*$")

DaySpan = tuple[int, int]
DayHours = tuple[DaySpan, ...]


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The hours of each weekday, Monday first.

    Parameters
    ----------
    days
        Seven tuples of (first second, second after the last) of the local day, in
        order and apart; 0 is midnight and 86,400 the next one. An empty tuple is a
        day on which the office does not work. A shift over midnight ends at 86,400
        and begins again at 0 on the next weekday.
    """

    days: tuple[DayHours, ...]

    @classmethod
    def of(cls, days: Sequence[DayHours]) -> Self:
        """Check and keep seven days of hours.

        Raises
        ------
        ClockError
            If there are not seven days, none is worked, or hours overlap.
        """
        if len(days) != len(WEEKDAYS) or not any(days):
            message = "Hari kerja harus dipilih dari 0 (Senin) sampai 6 (Minggu)."
            raise ClockError(message)
        for hours in days:
            _require_order(hours)
        return cls(tuple(tuple(hours) for hours in days))

    @classmethod
    def read(cls, texts: Mapping[str, str] | Sequence[str]) -> Self:
        """Read ``{"senin": "07.30-12.00, 13.00-16.00", ...}``, or seven such texts."""
        if isinstance(texts, Mapping):
            unknown = [name for name in texts if name not in WEEKDAYS]
            if unknown:
                message = f"Hari '{unknown[0]}' tidak dikenal; pilih {', '.join(WEEKDAYS)}."
                raise ClockError(message)
            texts = [texts.get(name) or "" for name in WEEKDAYS]
        return cls.of([read_hours(text) for text in texts])

    @classmethod
    def flat(cls, week: frozenset[int], closing: time) -> Self:
        """Give every working weekday the same hours: from 07.30, with an hour at noon."""
        if not week <= frozenset(range(7)):
            message = "Hari kerja harus dipilih dari 0 (Senin) sampai 6 (Minggu)."
            raise ClockError(message)
        hours = _until(closing)
        return cls.of([hours if weekday in week else () for weekday in range(7)])

    @property
    def working(self) -> frozenset[int]:
        """Return the weekdays that are worked, Monday is 0."""
        return frozenset(n for n, hours in enumerate(self.days) if hours)

    @property
    def seconds(self) -> int:
        """Return the seconds worked in a week, without breaks."""
        return sum(end - begin for hours in self.days for begin, end in hours)

    def texts(self) -> list[str]:
        """Write the seven days as :meth:`read` takes them."""
        return [write_hours(hours) for hours in self.days]


@dataclass(frozen=True, slots=True)
class Season:
    """Days, both included, on which other hours hold: Ramadan, a fair, a transition.

    ``confirmed`` is False while the dates or hours wait for their decree; a deadline
    they can move is reported as unsure.
    """

    first: date
    last: date
    hours: WeekHours
    name: str
    confirmed: bool = True


def read_hours(text: str) -> DayHours:
    """Read ``07.30-12.00, 13.00-16.00``; nothing means closed.

    Raises
    ------
    ClockError
        If a part is no pair of times, or runs backwards.
    """
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    hours = tuple(_span(part) for part in parts)
    _require_order(hours)
    return hours


def write_hours(hours: DayHours) -> str:
    """Write hours as :func:`read_hours` reads them."""
    return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in hours)


def _clock(second: int) -> str:
    return f"{second // 3600:02}.{second % 3600 // 60:02}"


def _span(text: str) -> DaySpan:
    found = _SPAN.match(text)
    if found is None:
        message = f"Jam '{text.strip()}' tidak dapat dibaca, contoh: 07.30-12.00."
        raise ClockError(message)
    hour, minute, until_hour, until_minute = map(int, found.groups())
    if minute > 59 or until_minute > 59:
        message = f"Jam '{text.strip()}' tidak dapat dibaca, contoh: 07.30-12.00."
        raise ClockError(message)
    return hour * 3600 + minute * 60, until_hour * 3600 + until_minute * 60


def _require_order(hours: DayHours) -> None:
    last = 0
    for begin, end in hours:
        if not last <= begin < end <= DAY:
            message = "Jam kerja harus berurutan, tidak tumpang tindih, dan paling lambat 24.00."
            raise ClockError(message)
        last = end


def _until(closing: time) -> DayHours:
    # The last minute of the day cannot be told from its end by a time of day.
    shut = DAY if closing >= time(23, 59, 59) else _second_of(closing)
    if shut <= HALF_PAST_SEVEN:
        return ((0, shut),)
    morning = (HALF_PAST_SEVEN, min(NOON, shut))
    return (morning, (ONE_O_CLOCK, shut)) if shut > ONE_O_CLOCK else (morning,)


def _second_of(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
