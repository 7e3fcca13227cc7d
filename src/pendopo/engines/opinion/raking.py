"""Weights that make participants as mixed as the population, and what that costs in sureness."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.errors import BadOption

LEAST_PER_CELL = 5
LOWEST, HIGHEST = 0.2, 5.0
NEAR_ENOUGH = 1e-4
MOST_ROUNDS = 200
TRIMS = 10
# Below this share of the people, the weights speak more than they do.
LEAST_EFFICIENCY = 0.5


@dataclass(frozen=True, eq=False, slots=True)
class Margin:
    """One attribute of people, and how the population is divided by it.

    Parameters
    ----------
    cells : intp ndarray of shape (n_people,)
        Cell of each person, -1 where it is not known.
    shares : float64 ndarray of shape (n_cells,)
        Share of the population in each cell; they add up to 1.
    """

    cells: NDArray[np.intp]
    shares: NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Gap:
    """How one cell of a margin stands: shares of the people, weighted, and of the population.

    ``is_weighted`` is False where fewer than five people stand for the cell: nobody speaks
    for thousands.
    """

    n_people: int
    raw: float
    weighted: float
    population: float
    is_weighted: bool


@dataclass(frozen=True, eq=False, slots=True)
class Raking:
    """Weights of mean 1 and what they did.

    Parameters
    ----------
    weights : float64 ndarray of shape (n_people,)
        Within 0.2 and 5.
    n_effective : float
        So many people of equal weight would be as sure.
    gaps : mapping of margin name to tuple of Gap, one for each cell
    rounds : int
        Turns over all margins.
    """

    weights: NDArray[np.float64]
    n_effective: float
    gaps: Mapping[str, tuple[Gap, ...]]
    rounds: int

    @property
    def design_effect(self) -> float:
        """By how much more people would be needed than of a proportional sample."""
        return len(self.weights) / self.n_effective

    @property
    def is_doubtful(self) -> bool:
        """Return whether weighting costs more than half of the people's word."""
        return self.n_effective < LEAST_EFFICIENCY * len(self.weights)


def rake(margins: Mapping[str, Margin], n_people: int) -> Raking:
    """Fit weights to all margins in turn, trim them to 0.2..5, and fit again.

    Iterative proportional fitting (Deming and Stephan 1940). People whose cell is unknown
    or too small keep their share of the whole and are not moved by that margin; the
    remaining cells are fitted to the population's shares among themselves.

    Raises
    ------
    BadOption
        If there are no people, a margin has another number of people, an unknown cell, or
        shares that do not add up to 1.
    """
    _check(margins, n_people)
    fitted = {name: _targets(margin) for name, margin in margins.items()}
    weights, rounds = np.ones(n_people), 0
    for _ in range(TRIMS):
        weights, used = _fitted(weights, margins, fitted)
        rounds += used
        trimmed = np.clip(weights, LOWEST, HIGHEST)
        is_settled = np.allclose(trimmed, weights, rtol=NEAR_ENOUGH)
        weights = trimmed / trimmed.mean()
        if is_settled:
            break
    weights = np.clip(weights, LOWEST, HIGHEST)
    gaps = {name: _gaps(margin, fitted[name], weights) for name, margin in margins.items()}
    n_effective = float(weights.sum() ** 2 / (weights @ weights))
    return Raking(weights, n_effective, gaps, rounds)


def _check(margins: Mapping[str, Margin], n_people: int) -> None:
    if n_people < 1:
        raise BadOption(name="n_people", value=n_people, allowed="mulai 1")
    for name, margin in margins.items():
        shares = margin.shares
        is_whole = len(shares) > 0 and bool((shares >= 0).all()) and abs(shares.sum() - 1) < 1e-6
        if not is_whole:
            raise BadOption(name=name, value=shares.tolist(), allowed="bagian yang berjumlah 1")
        known = margin.cells
        if len(known) != n_people or known.min() < -1 or known.max() >= len(shares):
            raise BadOption(name=name, value=len(known), allowed="satu sel yang ada tiap orang")


def _targets(margin: Margin) -> NDArray[np.float64]:
    """Give the population's shares among the cells that are weighted; 0 for the others."""
    n = np.bincount(margin.cells[margin.cells >= 0], minlength=len(margin.shares))
    kept = np.where(n >= LEAST_PER_CELL, margin.shares, 0.0)
    total = kept.sum()
    return np.asarray(kept / total if total > 0 else kept, dtype=np.float64)


def _fitted(
    weights: NDArray[np.float64],
    margins: Mapping[str, Margin],
    targets: Mapping[str, NDArray[np.float64]],
) -> tuple[NDArray[np.float64], int]:
    weights = weights.copy()
    for used in range(1, MOST_ROUNDS + 1):
        farthest = 1.0
        for name, margin in margins.items():
            factor = _factors(weights, margin, targets[name])
            weights *= factor
            farthest = max(farthest, float(factor.max()), float(1 / factor.min()))
        if farthest - 1 <= NEAR_ENOUGH:
            return weights, used
    return weights, MOST_ROUNDS


def _factors(
    weights: NDArray[np.float64], margin: Margin, target: NDArray[np.float64]
) -> NDArray[np.float64]:
    moved = (margin.cells >= 0) & (target[margin.cells] > 0)
    cells = margin.cells[moved]
    mass = np.bincount(cells, weights[moved], minlength=len(target))
    factor = np.divide(target * mass.sum(), mass, out=np.ones(len(target)), where=mass > 0)
    by_person = np.ones(len(weights))
    by_person[moved] = factor[cells]
    return by_person


def _gaps(
    margin: Margin, target: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[Gap, ...]:
    known = margin.cells >= 0
    n = np.bincount(margin.cells[known], minlength=len(target))
    mass = np.bincount(margin.cells[known], weights[known], minlength=len(target))
    everyone = max(int(n.sum()), 1)
    return tuple(
        Gap(
            n_people=int(n[cell]),
            raw=float(n[cell] / everyone),
            weighted=float(mass[cell] / max(mass.sum(), np.finfo(float).tiny)),
            population=float(margin.shares[cell]),
            is_weighted=bool(target[cell] > 0),
        )
        for cell in range(len(target))
    )
