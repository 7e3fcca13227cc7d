"""How much offices differ beyond chance, so that ordinary variety is not called unusual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MIN_UNITS = 10
_TRIM = 0.1


@dataclass(frozen=True)
class Dispersion:
    """Over-dispersion of the offices.

    Attributes
    ----------
    n_units
        Offices with anything to divide by.
    phi
        Mean squared winsorised z-score: 1 if only chance is at work. None if not estimated.
    tau2
        Variance between offices beyond chance, on the scale of shares squared; 0 if none.
    is_estimated
        False with fewer than ten offices or a common share of 0 or 1.
    """

    n_units: int
    phi: float | None
    tau2: float
    is_estimated: bool


def dispersion(hits: Sequence[int], sizes: Sequence[int], theta: float) -> Dispersion:
    """Return the over-dispersion of shares ``hits / sizes`` around ``theta``.

    z-scores are winsorised at the 10th and 90th percentile, so that the very offices in
    question do not widen their own limits. Then phi = mean(z²) and, if I·phi > I - 1,
    tau² = (I·phi - (I - 1)) / (Σw - Σw² / Σw) with w = n / (theta (1 - theta)).

    Source: Spiegelhalter (2005), Handling over-dispersion of performance indicators,
    doi:10.1136/qshc.2005.013755.

    Parameters
    ----------
    hits, sizes
        int sequences of length (n_offices); every size at least 1.
    theta
        Common share, 0..1.
    """
    n_units = len(sizes)
    if n_units < MIN_UNITS or not 0 < theta < 1:
        return Dispersion(n_units, None, 0.0, is_estimated=False)
    n = np.asarray(sizes, dtype=float)
    weights = n / (theta * (1 - theta))
    z = (np.asarray(hits, dtype=float) / n - theta) * np.sqrt(weights)
    phi = float(np.mean(np.clip(z, *np.quantile(z, [_TRIM, 1 - _TRIM])) ** 2))
    surplus = n_units * phi - (n_units - 1)
    total = float(weights.sum())
    spread = total - float((weights**2).sum()) / total
    return Dispersion(n_units, phi, max(0.0, surplus / spread), is_estimated=True)
