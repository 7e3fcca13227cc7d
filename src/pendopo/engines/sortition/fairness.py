"""The lottery in which the least lucky volunteer is as lucky as possible, then the next.

Leximin by column generation, after Flanigan, Gölz, Gupta, Hennig and Procaccia (2021),
*Fair algorithms for selecting citizens' assemblies*. Volunteers of one type share their
chance equally, which can only help the least lucky, so the programs have one row per type.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from pendopo.engines.sortition.panels import PanelFinder, Seats
from pendopo.engines.sortition.pool import Pool

# A tenth of what one of a thousand slips can show.
TOLERANCE = 1e-4
WEIGHTLESS = 1e-7
# Chances already fixed are asked for with so much less, against rounding.
GIVE = 1e-9
MOST_ROUNDS = 400

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FairLottery:
    """Panels by type, and how likely each should be drawn.

    Attributes
    ----------
    panels : int64 ndarray of shape (n_panels, n_types)
        Seats of each type.
    odds : float64 ndarray of shape (n_panels,)
        Adds up to 1.
    ceiling : float
        No lottery whatever gives its least lucky volunteer a greater chance than this
        (to the accuracy of the solver).
    rounds : int
        How many levels of chance were raised one after the other; 1 is maximin alone.
    """

    panels: Seats
    odds: Floats
    ceiling: float
    rounds: int


@dataclass(frozen=True, slots=True)
class _Level:
    """What the master program found: chance, odds, prices of the types, price of a panel."""

    chance: float
    odds: Floats
    prices: Floats
    panel_price: float


def fair_lottery(pool: Pool, rounds: int = MOST_ROUNDS) -> FairLottery:
    """Find the odds of panels.

    Parameters
    ----------
    pool : Pool
        Not modified.
    rounds : int
        Levels to raise: 1 stops after the least lucky (maximin).

    Raises
    ------
    QuotasUnmet
        If no panel keeps the quotas.
    """
    search = _Search(pool)
    fixed = np.full(len(pool.heads), np.nan)
    level, ceiling = search.raise_level(fixed)
    done = 1
    first_ceiling = ceiling
    while done < rounds:
        _fix(fixed, level, search.chances(level.odds))
        if not np.isnan(fixed).any():
            break
        level, _ = search.raise_level(fixed)
        done += 1
    odds = np.clip(level.odds, 0, None)
    return FairLottery(search.panels, odds / odds.sum(), first_ceiling, done)


def _fix(fixed: Floats, level: _Level, chances: Floats) -> None:
    """Keep the chance of those who have a price: nobody can raise them any further."""
    free = np.isnan(fixed)
    bound = free & (level.prices > WEIGHTLESS)
    if not bound.any():
        # Degenerate prices: those at the level itself are the ones who hold it down.
        bound = free & (chances <= chances[free].min() + WEIGHTLESS)
    fixed[bound] = level.chance


class _Search:
    def __init__(self, pool: Pool) -> None:
        self.heads = pool.heads.astype(np.float64)
        self.finder = PanelFinder(pool)
        self._found: dict[bytes, Seats] = {}
        self._cover()

    @property
    def panels(self) -> Seats:
        return np.array(list(self._found.values()))

    def chances(self, odds: Floats) -> Floats:
        """The chance of one volunteer of each type."""
        return odds @ self.panels / self.heads

    def raise_level(self, fixed: Floats) -> tuple[_Level, float]:
        """Raise the smallest chance of those not fixed, adding panels while one helps."""
        while True:
            level = self._master(fixed)
            weights = level.prices / self.heads
            panel = self.finder.best(weights)
            gain = float(weights @ panel) - level.panel_price
            if gain <= TOLERANCE or not self._add(panel):
                return level, level.chance + max(0.0, gain)

    def _add(self, panel: Seats) -> bool:
        key = panel.tobytes()
        new = key not in self._found
        self._found.setdefault(key, panel)
        return new

    def _cover(self) -> None:
        """Begin with various panels: those who sat seldom weigh more in the next."""
        weights = 1 / self.heads
        for _ in range(2 * len(self.heads)):
            panel = self.finder.best(weights)
            self._add(panel)
            weights = weights * np.where(panel > 0, 0.8, 1.0)
            weights /= weights.max()

    def _master(self, fixed: Floats) -> _Level:
        """Solve for the odds of the panels found so far.

        Maximise z with, for each type, chance >= z (or >= its fixed chance), and odds that
        add up to 1. The marginals are how much the goal gains when a row is loosened.
        """
        free = np.isnan(fixed)
        chances = self.panels.T / self.heads[:, None]
        rows = np.hstack([-chances, free[:, None].astype(np.float64)])
        limits = np.where(free, 0.0, GIVE - np.nan_to_num(fixed))
        n = rows.shape[1] - 1
        goal = np.append(np.zeros(n), -1.0)
        found = linprog(
            goal,
            A_ub=rows,
            b_ub=limits,
            A_eq=np.append(np.ones(n), 0.0)[None, :],
            b_eq=[1.0],
            bounds=[(0, None)] * n + [(0, 1)],
            method="highs",
        )
        return _Level(
            chance=float(found.x[-1]),
            odds=found.x[:-1],
            prices=-found.ineqlin.marginals,
            panel_price=-float(found.eqlin.marginals[0]),
        )
