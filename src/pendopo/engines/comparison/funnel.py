"""Places each office against the common share; nobody gets a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pendopo.engines.comparison.dispersion import Dispersion, dispersion
from pendopo.engines.comparison.limits import Limits, limits_at

State = Literal["inside", "beyond_95", "beyond_998"]
Side = Literal["above", "below", ""]


class CountInvalid(ValueError):
    """A count is negative, exceeds its size, or an office comes twice."""


@dataclass(frozen=True)
class Count:
    """One office: ``k`` hits among ``n``."""

    code: str
    k: int
    n: int


@dataclass(frozen=True)
class Placed:
    """One office with its share, the bounds at its size, and where it lies."""

    code: str
    k: int
    n: int
    share: float
    limits: Limits
    state: State
    side: Side


@dataclass(frozen=True)
class Comparison:
    """All offices that have anything to compare, in the order they came.

    Attributes
    ----------
    theta
        Common share: all hits over all sizes; None if there is nothing to divide by.
    """

    theta: float | None
    spread: Dispersion
    offices: tuple[Placed, ...]

    def of(self, code: str) -> Placed | None:
        """Return one office; None if it had nothing to compare."""
        return next((office for office in self.offices if office.code == code), None)


def compare(counts: Iterable[Count]) -> Comparison:
    """Place each office: within the expected variation, beyond 95 %, or beyond 99.8 %.

    Offices with nothing to divide by are left out. Both directions are treated alike.

    Raises
    ------
    CountInvalid
        Unless 0 <= k <= n for every office, and every code comes once.
    """
    given = tuple(counts)
    _check(given)
    used = [count for count in given if count.n]
    total = sum(count.n for count in used)
    if not total:
        return Comparison(None, Dispersion(0, None, 0.0, is_estimated=False), ())
    theta = sum(count.k for count in used) / total
    spread = dispersion([count.k for count in used], [count.n for count in used], theta)
    return Comparison(theta, spread, tuple(_placed(count, theta, spread.tau2) for count in used))


def _check(counts: tuple[Count, ...]) -> None:
    seen: set[str] = set()
    for count in counts:
        if not 0 <= count.k <= count.n or count.code in seen:
            message = f"need 0 <= k <= n and each code once, got {count}"
            raise CountInvalid(message)
        seen.add(count.code)


def _placed(count: Count, theta: float, tau2: float) -> Placed:
    share, limits = count.k / count.n, limits_at(count.n, theta, tau2)
    state: State = "inside"
    if share < limits.low998 or share > limits.high998:
        state = "beyond_998"
    elif share < limits.low95 or share > limits.high95:
        state = "beyond_95"
    side: Side = "" if state == "inside" else ("above" if share > theta else "below")
    return Placed(count.code, count.k, count.n, share, limits, state, side)
