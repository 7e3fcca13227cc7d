"""Intervals for proportions and medians; never the Wald interval, which fails when rare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Literal

from scipy.special import betaincinv

Z_95 = 1.959964
SMALL_N = 40
Kind = Literal["wilson", "jeffreys", "order_statistics"]


@dataclass(frozen=True)
class Interval:
    """Where the true value may lie, with the name of the method that says so."""

    low: float
    high: float
    kind: Kind


def wilson(x: int, n: int, z: float = Z_95) -> Interval:
    """Return the Wilson score interval of ``x`` in ``n``.

    Source: Wilson (1927), doi:10.1080/01621459.1927.10502953.

    Raises
    ------
    ValueError
        Unless 0 <= x <= n and n >= 1.
    """
    _check(x, n)
    p, shrink = x / n, 1 + z * z / n
    centre = (p + z * z / (2 * n)) / shrink
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / shrink
    return Interval(max(0.0, centre - half), min(1.0, centre + half), "wilson")


def jeffreys(x: int, n: int, level: float = 0.95) -> Interval:
    """Return the equal-tailed Jeffreys interval, Beta(x + 1/2, n - x + 1/2).

    The lower end is 0 when x = 0 and the upper end 1 when x = n. Source: Brown, Cai and
    DasGupta (2001), doi:10.1214/ss/1009213286.

    Raises
    ------
    ValueError
        Unless 0 <= x <= n and n >= 1.
    """
    _check(x, n)
    tail = (1 - level) / 2
    low = 0.0 if x == 0 else float(betaincinv(x + 0.5, n - x + 0.5, tail))
    high = 1.0 if x == n else float(betaincinv(x + 0.5, n - x + 0.5, 1 - tail))
    return Interval(low, high, "jeffreys")


def proportion_interval(x: int, n: int) -> Interval | None:
    """Return the 95 % interval of ``x`` in ``n``; None when there is nothing to divide by.

    Jeffreys for fewer than 40 or at most one hit or miss, otherwise Wilson.
    """
    if n == 0 and x == 0:
        return None
    if n < SMALL_N or x <= 1 or x >= n - 1:
        return jeffreys(x, n)
    return wilson(x, n)


def median_interval(values: Sequence[float], z: float = Z_95) -> Interval | None:
    """Return the interval of the median from order statistics; None for no values.

    The ranks are floor(n/2 - z*sqrt(n)/2) and ceil(n/2 + z*sqrt(n)/2) + 1, kept within
    1..n, so the ends are values that occurred.
    """
    n = len(values)
    if n == 0:
        return None
    ordered, spread = sorted(values), z * sqrt(n) / 2
    low = max(1, floor(n / 2 - spread))
    high = min(n, ceil(n / 2 + spread) + 1)
    return Interval(ordered[low - 1], ordered[high - 1], "order_statistics")


def _check(x: int, n: int) -> None:
    if n < 1 or not 0 <= x <= n:
        message = f"x and n must satisfy 0 <= x <= n and n >= 1, got x={x}, n={n}"
        raise ValueError(message)
