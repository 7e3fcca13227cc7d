"""Why a deadline may still move: years without a decree, dates and hours not yet confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pendopo.engines.clock.calendar import Calendar
from pendopo.engines.clock.hours import Season

# A date that waits for the sighting of the moon may move by one day.
NEAR = timedelta(days=1)


def doubts(
    arrival: datetime, received: int, last: int, calendar: Calendar, *, by_hours: bool = False
) -> str:
    """Say in Indonesian why the end may still move; nothing if it is sure."""
    first_day, last_day = date.fromordinal(received), date.fromordinal(last)
    years = range(first_day.year, last_day.year + 1)
    unknown = [str(year) for year in years if year not in calendar.known_years]
    if unknown:
        return (
            f"Daftar libur dan cuti bersama tahun {', '.join(unknown)} belum dipastikan"
            " dengan naskah SKB."
        )
    moving = [
        f"{day.name} ({day.date.isoformat()})"
        for day in calendar.unconfirmed
        # New Year's Day of an undecided year does not make 31 December doubtful.
        if day.date.year in years and first_day - NEAR <= day.date <= last_day + NEAR
    ]
    if moving:
        return f"Tanggal belum dipastikan: {', '.join(moving)}."
    names = sorted(set(_seasons(arrival, last_day, calendar, by_hours=by_hours)))
    return f"Jam kerja belum dipastikan: {', '.join(names)}." if names else ""


def _seasons(
    arrival: datetime, last_day: date, calendar: Calendar, *, by_hours: bool
) -> Iterator[str]:
    """Name the unconfirmed seasons that the end depends on.

    Hours depend on every season they meet; days only on one whose closing time
    decides whether the arrival still counts for its day.
    """
    for season in calendar.seasons:
        begins, ends = season.first - NEAR, season.last + NEAR
        is_met = by_hours and begins <= last_day and arrival.date() <= ends
        is_near = begins <= arrival.date() <= ends and _decides(season, arrival, calendar)
        if not season.confirmed and (is_met or is_near):
            yield season.name


def _decides(season: Season, arrival: datetime, calendar: Calendar) -> bool:
    second = arrival.hour * 3600 + arrival.minute * 60 + arrival.second
    usual = calendar.hours.days[arrival.weekday()]
    other = season.hours.days[arrival.weekday()]
    closings = [hours[-1][1] if hours else 0 for hours in (usual, other)]
    return min(closings) < second <= max(closings)
