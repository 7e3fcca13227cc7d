"""The working calendar: which local days count, and the name of those that do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from pendopo.engines.clock.digest import digest
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.hours import Season, WeekHours
from pendopo.engines.clock.table import DayTable, build_table

WORKING_WEEK = frozenset(range(5))
DEFAULT_CLOSING = time(16, 0)
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class DayKind(StrEnum):
    """Why a day is not counted; the first four are the kinds of a closed day.

    A closure is what nobody planned: a flood, an earthquake, a fire in the building.
    """

    NATIONAL = "libur_nasional"
    JOINT_LEAVE = "cuti_bersama"
    LOCAL = "lokal"
    CLOSURE = "penutupan"
    WEEKEND = "akhir_pekan"
    AFTER_HOURS = "lewat_jam"
    PAUSE = "jeda"


CLOSED_KINDS = (DayKind.NATIONAL, DayKind.JOINT_LEAVE, DayKind.LOCAL, DayKind.CLOSURE)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """One day on which the office is closed by a decree.

    Parameters
    ----------
    confirmed
        False for an estimated date or a row nobody has checked against its decree;
        a deadline that touches such a day is reported as unsure.
    """

    date: date
    name: str
    kind: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that was not counted, with the reason a citizen may read."""

    date: date
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """An office's calendar; build it with :meth:`of`.

    ``version`` is a digest of everything that can change a deadline, so a case can
    record under which calendar its deadline was computed.
    """

    zone: str
    closed: tuple[ClosedDay, ...]
    hours: WeekHours
    seasons: tuple[Season, ...]
    known_years: frozenset[int]
    version: str
    table: DayTable = field(compare=False, repr=False)
    by_date: dict[date, ClosedDay] = field(compare=False, repr=False)
    unconfirmed: tuple[ClosedDay, ...] = field(compare=False, repr=False)

    @classmethod
    def of(
        cls,
        zone: str,
        closed: Iterable[ClosedDay],
        week: frozenset[int] = WORKING_WEEK,
        known_years: Iterable[int] | None = None,
        closing: time = DEFAULT_CLOSING,
        *,
        hours: WeekHours | None = None,
        seasons: Iterable[Season] = (),
    ) -> Self:
        """Build the calendar and its table of working days.

        Parameters
        ----------
        zone
            IANA name, for example ``Asia/Makassar``.
        week
            Working weekdays, Monday is 0; not asked when `hours` are given.
        known_years
            Years whose decree on *cuti bersama* is known. Left out, they are the
            years that have at least one confirmed *cuti bersama*.
        closing
            Local closing time of every day; not asked when `hours` are given.
        hours
            The opening hours of each weekday; what arrives after the day's last
            hour counts as the next working day.
        seasons
            Days with other hours; where two overlap the one that begins later holds.

        Raises
        ------
        ClockError
            If the zone is unknown or changes its offset, or the week is empty.
        """
        rows = tuple(closed)
        days = _one_row_per_date(rows)
        years = _confirmed_years(rows) if known_years is None else known_years
        known = frozenset(years)
        worked = WeekHours.flat(frozenset(week), closing) if hours is None else hours
        dated = tuple(sorted(seasons, key=lambda season: (season.first, season.last)))
        return cls(
            zone=zone,
            closed=days,
            hours=worked,
            seasons=dated,
            known_years=known,
            version=_digest(zone, days, worked, dated, known),
            table=build_table(zone, worked, (day.date for day in days), dated),
            by_date={day.date: day for day in days},
            unconfirmed=tuple(day for day in days if not day.confirmed),
        )

    @property
    def week(self) -> frozenset[int]:
        """Return the working weekdays outside every season, Monday is 0."""
        return self.hours.working

    def season_of(self, day: date) -> Season | None:
        """Return the season whose hours hold on a day."""
        found = [season for season in self.seasons if season.first <= day <= season.last]
        return found[-1] if found else None

    def is_working(self, day: date) -> bool:
        """Say whether the office works on this local day."""
        return self.table.is_working(day.toordinal())

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """List the working days from `first` to `last`, both included."""
        numbers = self.table.working_between(first.toordinal(), last.toordinal())
        return tuple(date.fromordinal(int(number)) for number in numbers)

    def why_closed(self, day: date) -> SkippedDay:
        """Name the reason why a day is not a working day."""
        if found := self.by_date.get(day):
            return SkippedDay(day, found.name, found.kind)
        return SkippedDay(day, DAY_NAMES[day.weekday()], DayKind.WEEKEND)

    def local(self, instant: datetime, name: str = "start") -> datetime:
        """Write an aware instant in the calendar's zone, to the second."""
        if instant.tzinfo is None or instant.utcoffset() is None:
            message = f"Waktu '{name}' harus menyebut zona waktu, misalnya +07:00."
            raise ClockError(message)
        self.table.require_year(instant.year)
        return instant.astimezone(self.table.offset).replace(microsecond=0)

    def local_second(self, instant: datetime, name: str = "start") -> int:
        """Count an aware instant in the zone's own seconds since 1970."""
        here = self.local(instant, name)
        return int(here.timestamp()) + self.offset_seconds

    @property
    def offset_seconds(self) -> int:
        """Return the zone's distance from UTC."""
        shift = self.table.offset.utcoffset(None)
        return int(shift.total_seconds())

    def end_of(self, ordinal: int) -> datetime:
        """Give the last second of a local day, in the calendar's zone."""
        day = datetime.fromordinal(ordinal).replace(tzinfo=self.table.offset)
        return day + timedelta(hours=23, minutes=59, seconds=59)


def _one_row_per_date(closed: Iterable[ClosedDay]) -> tuple[ClosedDay, ...]:
    """Sort by date and join rows that share one, the strongest kind first."""
    merged: dict[date, ClosedDay] = {}
    for day in sorted(closed, key=_strength):
        if day.kind not in CLOSED_KINDS:
            allowed = ", ".join(CLOSED_KINDS)
            message = f"Jenis hari '{day.kind}' tidak dikenal; pilih {allowed}."
            raise ClockError(message)
        merged[day.date] = _join(merged.get(day.date), day)
    return tuple(merged[key] for key in sorted(merged))


def _strength(day: ClosedDay) -> tuple[date, int, str]:
    rank = CLOSED_KINDS.index(DayKind(day.kind)) if day.kind in CLOSED_KINDS else 9
    return day.date, rank, day.name


def _join(first: ClosedDay | None, second: ClosedDay) -> ClosedDay:
    """Keep the first row's kind; the date is confirmed if either row confirms it."""
    if first is None:
        return second
    names = first.name if second.name in first.name else f"{first.name}; {second.name}"
    confirmed = first.confirmed or second.confirmed
    return ClosedDay(first.date, names, first.kind, confirmed=confirmed)


def _confirmed_years(days: Iterable[ClosedDay]) -> set[int]:
    return {day.date.year for day in days if day.kind == DayKind.JOINT_LEAVE and day.confirmed}


def _digest(
    zone: str,
    days: tuple[ClosedDay, ...],
    hours: WeekHours,
    seasons: tuple[Season, ...],
    known: frozenset[int],
) -> str:
    rows = [f"{d.date}|{d.kind}|{d.name}|{d.confirmed}" for d in days]
    dated = [f"{s.first}|{s.last}|{s.hours.texts()}|{s.name}|{s.confirmed}" for s in seasons]
    return digest([zone, str(hours.texts()), str(sorted(known)), *dated, *rows])
