"""What the map shows: cells of a grid, districts, the part that is looked at."""

from __future__ import annotations

from dataclasses import dataclass

# Thousandths of a degree: about 110 m, 550 m, 2 km.
STEPS = (1, 5, 20)
COARSEST = STEPS[-1]


@dataclass(frozen=True)
class Cell:
    """Cases that lie together; ``north`` and ``east`` in thousandths of a degree, its middle."""

    north: float
    east: float
    n_cases: int
    n_open: int
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """How many cases lie in a district; without a code, how many name none."""

    code: str
    name: str
    n_cases: int
    n_open: int


@dataclass(frozen=True)
class Box:
    """The part of the map that is looked at, in thousandths of a degree."""

    south: int
    west: int
    north: int
    east: int


@dataclass(frozen=True)
class Grid:
    """Cells of one step; ``is_cut`` where only the newest that match are in them."""

    step: int
    cells: tuple[Cell, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class Overview:
    """Everything that matches, by district and on a grid."""

    areas: tuple[Area, ...]
    n_cases: int
    n_pointed: int
    grid: Grid
    is_cut: bool = False
