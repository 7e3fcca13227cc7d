"""A thousand slips, one panel on each: odds that anybody can count.

Odds become whole slips by rounding down and giving the rest where the volunteers miss
most; then slips are exchanged while that brings the chances nearer to the wished ones.
On every slip the seats of a type go to its volunteers in turn, so that two volunteers of
one type differ by one slip at most.
"""

from itertools import count

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.sortition.fairness import FairLottery
from pendopo.engines.sortition.pool import Pool

SLIPS = 1_000
MOST_EXCHANGES = 2_000
# An exchange must help by more than rounding.
ENOUGH = 1e-6

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def print_slips(pool: Pool, lottery: FairLottery) -> tuple[tuple[int, ...], ...]:
    """Give the panel of each of the thousand slips, as ascending lot numbers.

    Slips are sorted, and everything is decided by the pool and the lottery alone.
    """
    likely = np.flatnonzero(lottery.odds > 0)
    order = likely[np.lexsort(lottery.panels[likely].T[::-1])]
    panels, odds = lottery.panels[order], lottery.odds[order]
    copies = whole_slips(panels, odds, pool.heads)
    turns = [count() for _ in pool.members]
    slips = [
        _seated(pool, panel, turns)
        for panel, n in zip(panels, copies, strict=True)
        for _ in range(n)
    ]
    return tuple(sorted(slips))


def whole_slips(panels: Counts, odds: Floats, heads: Counts) -> Counts:
    """Round odds to whole slips that add up to 1,000.

    Minimised, by greedy choice and exchange, is the sum over types of the squared gap
    between wished and given seats, divided by the volunteers of the type: the squared gaps
    of all volunteers.
    """
    copies = np.floor(odds * SLIPS + 1e-9).astype(np.int64)
    gap = SLIPS * (odds @ panels) - copies @ panels
    scaled = panels / heads
    squares = (panels * scaled).sum(axis=1)
    for _ in range(SLIPS - int(copies.sum())):
        place = int(np.argmax(2 * scaled @ gap - squares))
        copies[place] += 1
        gap = gap - panels[place]
    apart = squares[:, None] + squares[None, :] - 2 * panels @ scaled.T
    for _ in range(MOST_EXCHANGES):
        pull = 2 * scaled @ gap
        gains = pull[None, :] - pull[:, None] - apart
        gains[copies == 0] = -np.inf
        off, on = np.unravel_index(int(np.argmax(gains)), gains.shape)
        if gains[off, on] <= ENOUGH:
            break
        copies[off] -= 1
        copies[on] += 1
        gap = gap + panels[off] - panels[on]
    return copies


def _seated(pool: Pool, panel: Counts, turns: list["count[int]"]) -> tuple[int, ...]:
    lots = []
    for kind, seats in enumerate(panel):
        members = pool.members[kind]
        lots += [members[next(turns[kind]) % len(members)] for _ in range(seats)]
    return tuple(sorted(lots))
