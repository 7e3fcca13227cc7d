"""Counting sights by office, category and hour; addresses and names are dropped at once.

A device is told from another by a keyed digest of its address and the day. The key is made
for one reading and never written down, so a day cannot be tied to the next, nor to anybody.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from pendopo.engines.clock import Calendar
from pendopo.engines.network.domains import DomainTable
from pendopo.engines.network.logs import Sight
from pendopo.engines.network.plan import EVERYONE, Plan
from pendopo.engines.network.ranges import Range, RangeTable
from pendopo.engines.network.windows import Window, window_at

DAY, HOUR, MINUTE = 86_400, 3_600, 60
# Sites that no category lists; what they are is not kept.
OTHER = "lain"
# Offices too small to be shown by themselves are shown together.
SMALL = "gabungan"
_MOST_CACHED = 100_000
_EPOCH = date(1970, 1, 1).toordinal()


class Cell(NamedTuple):
    """One place in the report; ``hour`` is local, None for the whole day."""

    office: str
    category: str
    ordinal: int
    hour: int | None


@dataclass
class Count:
    """What a cell has seen.

    Attributes
    ----------
    devices
        Requests by device digest; only their number and the largest share are ever used.
    closed
        Requests for what the plan closes to that asker at that moment.
    """

    requests: int = 0
    refused: int = 0
    closed: int = 0
    devices: Counter[bytes] = field(default_factory=Counter)

    def see(self, sight: Sight, device: bytes, *, is_closed: bool) -> None:
        """Count one sight in."""
        self.refused += sight.is_refused
        if sight.is_new:
            self.requests += 1
            self.closed += is_closed
            self.devices[device] += 1

    def add(self, other: Count) -> None:
        """Count another part of the same cell in."""
        self.requests += other.requests
        self.refused += other.refused
        self.closed += other.closed
        self.devices.update(other.devices)


class Tally:
    """Counts of all cells, of one or more logs read with the same key.

    Parameters
    ----------
    key
        At least sixteen bytes of chance that nobody keeps.
    """

    def __init__(self, plan: Plan, calendar: Calendar, key: bytes) -> None:
        self.plan, self._calendar, self._key = plan, calendar, key
        self.cells: dict[Cell, Count] = {}
        self.n_elsewhere = 0
        self._offices = RangeTable(_shown(plan))
        self._groups = RangeTable({group.code: group.ranges for group in plan.groups})
        self._sites = DomainTable({each.code: each.domains for each in plan.categories})
        self._closed = {
            (window, audience): frozenset(each.code for each in plan.closed(window, audience))
            for window in Window
            for audience in plan.audiences
        }
        self._whose: dict[str, tuple[str | None, str]] = {}
        self._kinds: dict[str, str] = {}
        self._windows: dict[int, Window] = {}

    def count(self, seen: Iterable[Sight]) -> None:
        """Count sights in; what comes from no office of the plan is only numbered."""
        for sight in seen:
            office, audience = self._who(sight.address)
            if office is None:
                self.n_elsewhere += 1
                continue
            self._count(sight, office, audience)

    def add(self, other: Tally) -> None:
        """Count in what another tally with the same plan and key has seen."""
        self.n_elsewhere += other.n_elsewhere
        for cell, count in other.cells.items():
            self.cells.setdefault(cell, Count()).add(count)

    def _count(self, sight: Sight, office: str, audience: str) -> None:
        category = self._kind(sight.name)
        days, second = divmod(sight.epoch + self._calendar.offset_seconds, DAY)
        ordinal = days + _EPOCH
        window = self._window(sight.epoch)
        is_closed = category in self._closed[window, audience]
        device = self._device(sight.address, ordinal)
        for hour in (second // HOUR, None):
            cell = Cell(office, category, ordinal, hour)
            count = self.cells.get(cell)
            if count is None:
                count = self.cells[cell] = Count()
            count.see(sight, device, is_closed=is_closed)

    def _who(self, address: str) -> tuple[str | None, str]:
        found = self._whose.get(address)
        if found is None:
            _limit(self._whose)
            group = self._groups.owner(address)
            found = self._whose[address] = self._offices.owner(address), group or EVERYONE
        return found

    def _kind(self, name: str) -> str:
        found = self._kinds.get(name)
        if found is None:
            _limit(self._kinds)
            found = self._kinds[name] = self._sites.category(name) or OTHER
        return found

    def _window(self, epoch: int) -> Window:
        # Hours begin and end on whole minutes, so a minute has one window.
        minute = epoch // MINUTE
        found = self._windows.get(minute)
        if found is None:
            _limit(self._windows)
            at = datetime.fromtimestamp(minute * MINUTE, UTC)
            found = self._windows[minute] = window_at(at, self._calendar)
        return found

    def _device(self, address: str, ordinal: int) -> bytes:
        told = f"{ordinal} {address}".encode()
        return hashlib.blake2b(told, key=self._key, digest_size=8).digest()


def _limit(known: dict[Any, Any]) -> None:
    if len(known) >= _MOST_CACHED:
        known.clear()


def _shown(plan: Plan) -> dict[str, list[Range]]:
    """Return the ranges by the office under which they are shown."""
    found: dict[str, list[Range]] = {}
    for office in plan.offices:
        is_small = office.people is not None and office.people < plan.privacy.k
        found.setdefault(SMALL if is_small else office.code, []).extend(office.ranges)
    return found
