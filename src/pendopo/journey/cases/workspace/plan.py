"""A map without tiles: points on a plane with a grid, so that it works where nothing loads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 400, 320, 24
_KM_PER_DEGREE = 111.32
_BAR_LEFT = 20
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Place:
    """Where something is; ``key`` tells the caller what."""

    key: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Dot:
    """A place on the drawing, in its units from the upper left corner."""

    key: str
    number: int
    x: float
    y: float

    @property
    def corner(self) -> tuple[float, float]:
        """Return the upper left corner of a square of 14 units around the place."""
        return round(self.x - 7, 1), round(self.y - 7, 1)


@dataclass(frozen=True)
class Plan:
    """A drawing of ``WIDTH`` by ``HEIGHT`` units; the bar is ``bar`` units long for ``km``."""

    dots: tuple[Dot, ...]
    here: Dot | None
    km: float
    bar: float
    columns: tuple[float, ...]
    lines: tuple[float, ...]

    @property
    def bar_end(self) -> float:
        """Return where the scale bar ends."""
        return round(_BAR_LEFT + self.bar, 1)

    @property
    def foot(self) -> float:
        """Return how deep the scale bar lies."""
        return HEIGHT - 14

    @property
    def foot_text(self) -> float:
        """Return how deep the words of the scale bar stand."""
        return HEIGHT - 20


def drawn(places: Sequence[Place], here: tuple[float, float] | None = None) -> Plan | None:
    """Return the drawing of some places, north up; None without any.

    One kilometre is as long to the east as to the north: degrees of longitude are
    shortened by the cosine of the middle latitude.
    """
    known = [*places, Place("", *here)] if here else list(places)
    if not known:
        return None
    middle = math.cos(math.radians(sum(one.latitude for one in known) / len(known)))
    points = [
        (one.longitude * middle * _KM_PER_DEGREE, one.latitude * _KM_PER_DEGREE) for one in known
    ]
    left, top = min(x for x, _y in points), max(y for _x, y in points)
    width = max(max(x for x, _y in points) - left, 0.2)
    height = max(top - min(y for _x, y in points), 0.2)
    scale = min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN) / height)
    dots = [
        Dot(one.key, number, _at(x - left, scale), _at(top - y, scale))
        for number, (one, (x, y)) in enumerate(zip(known, points, strict=True), 1)
    ]
    km = max((step for step in _STEPS if step * scale <= WIDTH / 4), default=_STEPS[0])
    return Plan(
        dots=tuple(dots[: len(places)]),
        here=dots[-1] if here else None,
        km=km,
        bar=round(km * scale, 1),
        columns=_ticks(km * scale, WIDTH),
        lines=_ticks(km * scale, HEIGHT),
    )


def _at(kilometres: float, scale: float) -> float:
    return round(MARGIN + kilometres * scale, 1)


def _ticks(step: float, end: float) -> tuple[float, ...]:
    return tuple(round(MARGIN + n * step, 1) for n in range(int((end - MARGIN) / step) + 1))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance over the ground between two (latitude, longitude) in degrees.

    >>> round(kilometres((-7.0, 110.0), (-7.0, 110.1)), 2)
    11.04
    """
    (north, east), (other_north, other_east) = one, other
    a, b = math.radians(north), math.radians(other_north)
    turn = math.radians(other_east - east)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))
