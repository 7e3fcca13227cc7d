"""Instants as counts of working days, so that a delay is one addition."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pendopo.engines.clock import Calendar

DAY = 86_400
OPENS = 7 * 3600 + 30 * 60  # 07.30 local, Perpres 21/2023
OPEN_SECONDS = 8 * 3600 + 30 * 60  # until 16.00
EPOCH = date(1970, 1, 1).toordinal()


class WorkTime:
    """Converts UTC seconds to working days since ``first`` and back.

    Position 3.5 is the middle of the fourth working day. What falls outside office
    hours has the position of the next opening. Positions beyond ``last`` give its
    closing time, so a very slow answer never leaves the calendar.
    """

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        noon = calendar.local(datetime(first.year, first.month, first.day, tzinfo=UTC))
        self._offset = int((noon.utcoffset() or timedelta()).total_seconds())
        self._start = first.toordinal()
        self._days = [day.toordinal() for day in calendar.working_days(first, last)]
        self._working = set(self._days)
        self._rank: list[int] = []
        rank = 0
        for ordinal in range(self._start, last.toordinal() + 2):
            self._rank.append(rank)
            rank += ordinal in self._working

    def position(self, second: float) -> float:
        """Return the working days from the start to a UTC second."""
        day, clock = divmod(second + self._offset, DAY)
        ordinal = int(day) + EPOCH
        rank = self._rank[ordinal - self._start]
        if ordinal not in self._working:
            return float(rank)
        return rank + min(max((clock - OPENS) / OPEN_SECONDS, 0.0), 1.0)

    def second(self, position: float) -> int:
        """Return the UTC second of a position."""
        position = min(position, len(self._days) - 1e-6)
        whole = int(position)
        clock = OPENS + (position - whole) * OPEN_SECONDS
        return int((self._days[whole] - EPOCH) * DAY + clock) - self._offset

    def after(self, second: float, working_days: float) -> int:
        """Return the UTC second ``working_days`` later, inside office hours."""
        return self.second(self.position(second) + working_days)

    def night_after(self, second: float, working_days: int) -> int:
        """Return a quarter past midnight after that many full working days."""
        index = min(int(self.position(second)) + working_days, len(self._days) - 1)
        ordinal = self._days[index]
        return (ordinal + 1 - EPOCH) * DAY + 900 - self._offset

    def local_date(self, second: float) -> date:
        """Return the local calendar date of a UTC second."""
        return date.fromordinal(int((second + self._offset) // DAY) + EPOCH)

    def midnight(self, day: date) -> int:
        """Return the UTC second at which a local day begins."""
        return (day.toordinal() - EPOCH) * DAY - self._offset


def horizon(last: date) -> date:
    """Return how far beyond ``last`` the working days must reach for slow answers."""
    return last + timedelta(days=365)
