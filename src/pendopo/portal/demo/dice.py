"""Seeded chance, drawn in blocks because one draw at a time is slow."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from statistics import NormalDist
from typing import TypeVar

import numpy as np

T = TypeVar("T")
BLOCK = 1 << 15
_NORMAL = NormalDist()


class Dice:
    """A stream of chance from one generator; the same seed gives the same stream."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._block: list[float] = []
        self._at = 0

    def roll(self) -> float:
        """Return a number in [0, 1)."""
        if self._at == len(self._block):
            self._block, self._at = self._rng.random(BLOCK).tolist(), 0
        self._at += 1
        return self._block[self._at - 1]

    def chance(self, probability: float) -> bool:
        """Return True with the given probability."""
        return self.roll() < probability

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely as the others."""
        return options[int(self.roll() * len(options))]

    def between(self, low: float, high: float) -> float:
        """Return a number spread evenly from ``low`` to ``high``."""
        return low + (high - low) * self.roll()

    def share(self, median: float, sigma: float) -> float:
        """Return a log-normal number with the given median and sigma."""
        return median * exp(sigma * _NORMAL.inv_cdf(max(self.roll(), 1e-12)))
