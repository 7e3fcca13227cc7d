"""The fairest lottery by trying every panel, every person a row of the program."""

from itertools import combinations

import numpy as np
from scipy.optimize import linprog


def all_panels(pool):
    """Every panel that keeps the quotas."""
    return [lots for lots in combinations(range(len(pool.ids)), pool.size) if pool.keeps(lots)]


def leximin(pool):
    """The sorted chances of all people in the leximin lottery.

    At each level the smallest chance is raised as far as possible; then whoever cannot rise
    above it, tried one by one, is fixed.
    """
    panels = all_panels(pool)
    sits = np.array([[lot in panel for panel in panels] for lot in range(len(pool.ids))], float)
    fixed = {}
    while len(fixed) < len(pool.ids):
        level = _raise(sits, fixed, [lot for lot in range(len(pool.ids)) if lot not in fixed])
        floor = {lot: level for lot in range(len(pool.ids)) if lot not in fixed}
        for lot in floor:
            if _raise(sits, {**floor, **fixed}, [lot]) <= level + 1e-6:
                fixed[lot] = level
    return [fixed[lot] for lot in range(len(pool.ids))]


def _raise(sits, at_least, free):
    """The most that the smallest chance of ``free`` can be."""
    n = sits.shape[1]
    rows = [np.append(-sits[lot], 1.0) for lot in free]
    rows += [np.append(-sits[lot], 0.0) for lot in at_least]
    limits = [0.0] * len(free) + [1e-9 - chance for chance in at_least.values()]
    found = linprog(
        np.append(np.zeros(n), -1.0),
        A_ub=np.array(rows),
        b_ub=limits,
        A_eq=np.append(np.ones(n), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[(0, None)] * n + [(0, 1)],
    )
    return found.x[-1]
