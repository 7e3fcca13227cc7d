"""Finding panels that keep the quotas, as whole-number programs solved by HiGHS.

A panel is written as the number of seats of each type: who of a type sits there is
decided later, in turn.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from pendopo.engines.sortition.errors import QuotasUnmet
from pendopo.engines.sortition.pool import Pool, Quota

Seats = NDArray[np.int64]


class PanelFinder:
    """Finds the panel of the greatest total weight, again and again."""

    def __init__(self, pool: Pool) -> None:
        """Write the quotas and the size as rows of one constraint."""
        self.pool = pool
        kinds = len(pool.counted)
        rows = np.vstack([np.ones((1, kinds)), pool.counted.T])
        low = np.concatenate([[pool.size], pool.least])
        high = np.concatenate([[pool.size], pool.most])
        self._rules = LinearConstraint(rows, low, high)
        self._bounds = Bounds(0, pool.heads)

    def best(self, weights: NDArray[np.float64]) -> Seats:
        """Give the seats by type whose weights add up to the most.

        Raises
        ------
        QuotasUnmet
            If no panel keeps the quotas.
        """
        found = milp(
            -weights,
            integrality=np.ones(len(weights)),
            bounds=self._bounds,
            constraints=self._rules,
            options={"mip_rel_gap": 1e-6},
        )
        if found.x is None:
            raise QuotasUnmet(relaxations(self.pool))
        return np.rint(found.x).astype(np.int64)


def relaxations(pool: Pool, seated: Seats | None = None) -> tuple[str, ...]:
    """Say which quotas to change so that a panel becomes possible, by the fewest seats.

    Parameters
    ----------
    pool : Pool
    seated : int64 ndarray of shape (n_quotas,), optional
        Seats of each quota already taken and not counted in it: they are added to what is
        said, so that quotas are told as they were set.

    Returns
    -------
    tuple of str
        One Indonesian sentence for each quota to change; empty if the quotas can be kept.
    """
    kinds, rules = len(pool.counted), len(pool.quotas)
    zero, one = np.zeros((rules, rules)), np.eye(rules)
    size = np.concatenate([np.ones(kinds), np.zeros(2 * rules)])[None, :]
    at_least = np.hstack([pool.counted.T, one, zero])
    at_most = np.hstack([pool.counted.T, zero, -one])
    found = milp(
        np.concatenate([np.zeros(kinds), np.ones(2 * rules)]),
        integrality=np.ones(kinds + 2 * rules),
        bounds=Bounds(0, np.concatenate([pool.heads, np.full(2 * rules, np.inf)])),
        constraints=[
            LinearConstraint(size, pool.size, pool.size),
            LinearConstraint(at_least, pool.least, np.inf),
            LinearConstraint(at_most, -np.inf, pool.most),
        ],
    )
    lowered, raised = np.rint(found.x[kinds:]).astype(int).reshape(2, rules)
    there = pool.counted.T @ pool.heads
    taken = np.zeros(rules, dtype=np.int64) if seated is None else seated
    return tuple(
        _advice(_as_set(quota, int(seats)), int(down), int(up), int(volunteers))
        for quota, seats, down, up, volunteers in zip(
            pool.quotas, taken, lowered, raised, there, strict=True
        )
        if down or up
    )


def _as_set(quota: Quota, seated: int) -> Quota:
    return replace(quota, least=quota.least + seated, most=quota.most + seated)


def _advice(quota: Quota, down: int, up: int, volunteers: int) -> str:
    name = f"{quota.feature} = {quota.value}"
    there = f"sukarelawan yang ada {volunteers} orang"
    if down:
        return f"{name}: turunkan batas bawah {quota.least} menjadi {quota.least - down} ({there})."
    return f"{name}: naikkan batas atas {quota.most} menjadi {quota.most + up} ({there})."
