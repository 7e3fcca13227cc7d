"""How far a share may stray from the common one by chance, at a given size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from scipy.special import bdtr, bdtrik

TAIL_95 = 0.025
TAIL_998 = 0.001


@dataclass(frozen=True)
class Limits:
    """The bounds of a share expected at size ``n``; each lies within 0..1."""

    n: int
    low95: float
    high95: float
    low998: float
    high998: float


def limits_at(n: int, theta: float, tau2: float = 0.0) -> Limits:
    """Return the 95 % and 99.8 % bounds of a share among ``n`` when the true share is ``theta``.

    Exact binomial with interpolation between the steps: with k the smallest count for
    which F(k) >= p, the lower bound is (k - a) / n, a = (F(k) - p) / (F(k) - F(k - 1)).
    The upper bound is the lower one of the misses, mirrored, so that success and failure
    are treated alike. Without ``tau2`` a count lies outside a bound exactly when its own
    tail is thinner than the level.

    Source: Spiegelhalter (2005), doi:10.1002/sim.1970, appendix A.1.

    Parameters
    ----------
    n
        Number of units counted, at least 1.
    theta
        Common share, 0..1.
    tau2
        Variance between offices that no size explains; widens each bound in proportion.

    Raises
    ------
    ValueError
        For values outside these ranges.
    """
    if n < 1 or not 0 <= theta <= 1 or tau2 < 0:
        message = f"need n >= 1, 0 <= theta <= 1 and tau2 >= 0, got {n=}, {theta=}, {tau2=}"
        raise ValueError(message)
    stretch = _stretch(n, theta, tau2)
    low95, low998 = (_low(n, theta, tail, stretch) for tail in (TAIL_95, TAIL_998))
    high95, high998 = (1 - _low(n, 1 - theta, tail, stretch) for tail in (TAIL_95, TAIL_998))
    return Limits(n, low95, high95, low998, high998)


def limits_curve(sizes: Sequence[int], theta: float, tau2: float = 0.0) -> tuple[Limits, ...]:
    """Return the bounds at each of ``sizes``, for drawing."""
    return tuple(limits_at(n, theta, tau2) for n in sizes)


def _stretch(n: int, theta: float, tau2: float) -> float:
    variance = theta * (1 - theta) / n
    return sqrt((variance + tau2) / variance) if variance > 0 else 1.0


def _low(n: int, theta: float, tail: float, stretch: float) -> float:
    if theta in {0.0, 1.0}:
        return theta
    k = max(0, ceil(float(bdtrik(tail, n, theta))))
    # The inverse may land one step off where F(k) equals the level to the last digit.
    if k > 0 and _at_most(k - 1, n, theta) >= tail:
        k -= 1
    above, below = _at_most(k, n, theta), _at_most(k - 1, n, theta)
    bound = (k - (above - tail) / (above - below)) / n
    return max(0.0, theta + (bound - theta) * stretch)


def _at_most(k: int, n: int, theta: float) -> float:
    return float(bdtr(k, n, theta)) if k >= 0 else 0.0
