"""What may be told of a tally: cells with enough devices, rounded, and nothing to subtract from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pendopo.engines.network.plan import Privacy
from pendopo.engines.network.tally import Cell, Count, Tally


@dataclass(frozen=True, slots=True)
class Row:
    """One shown cell; ``hour`` is None for the whole day.

    Attributes
    ----------
    requests, refused, closed
        Rounded counts: all, those refused, those for what was closed to the asker then.
    """

    office: str
    category: str
    day: date
    hour: int | None
    requests: int
    refused: int
    closed: int


def rows(tally: Tally) -> tuple[Row, ...]:
    """Return the cells that may be shown, in order; of the others not even a trace is left.

    A cell is shown if it has at least ``k`` devices and none of them makes most of it. Hours of
    a day that is not shown are not shown; if a single hour would be missing from a shown
    day, the smallest other one goes with it, because subtraction would tell it.
    """
    rule = tally.plan.privacy
    days: dict[tuple[str, str, int], dict[Cell, Count]] = defaultdict(dict)
    for cell, count in tally.cells.items():
        days[cell.office, cell.category, cell.ordinal][cell] = count
    shown = (cell for cells in days.values() for cell in _shown(cells, rule))
    return tuple(_row(cell, tally.cells[cell], rule) for cell in sorted(shown, key=_order))


def _shown(cells: dict[Cell, Count], rule: Privacy) -> Iterator[Cell]:
    whole = next(cell for cell in cells if cell.hour is None)
    if not _is_safe(cells[whole], rule):
        return
    yield whole
    hours = {cell: count for cell, count in cells.items() if cell.hour is not None}
    safe = [cell for cell, count in hours.items() if _is_safe(count, rule)]
    yield from _without_subtraction(safe, hours)


def _without_subtraction(safe: list[Cell], hours: dict[Cell, Count]) -> Iterable[Cell]:
    if len(hours) - len(safe) != 1 or not safe:
        return safe
    smallest = min(safe, key=lambda cell: (hours[cell].requests, _order(cell)))
    return [cell for cell in safe if cell != smallest]


def _is_safe(count: Count, rule: Privacy) -> bool:
    if len(count.devices) < rule.k:
        return False
    return max(count.devices.values()) <= rule.most_of_one * count.requests


def _row(cell: Cell, count: Count, rule: Privacy) -> Row:
    told = (_rounded(n, rule.round_to) for n in (count.requests, count.refused, count.closed))
    return Row(cell.office, cell.category, date.fromordinal(cell.ordinal), cell.hour, *told)


def _rounded(number: int, step: int) -> int:
    return (number + step // 2) // step * step


def _order(cell: Cell) -> tuple[str, int, str, int]:
    return cell.office, cell.ordinal, cell.category, -1 if cell.hour is None else cell.hour


def days_of(tally: Tally) -> tuple[date, ...]:
    """Return the days on which anything was seen, shown or not."""
    ordinals = {cell.ordinal for cell in tally.cells}
    return tuple(date.fromordinal(each) for each in sorted(ordinals))
