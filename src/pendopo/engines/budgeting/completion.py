"""Equal shares to the end: purses grow until the budget is used, then the rest by support."""

from dataclasses import dataclass
from fractions import Fraction

from pendopo.engines.budgeting.election import Election, Utility
from pendopo.engines.budgeting.errors import BadOption
from pendopo.engines.budgeting.ledger import Ledger, keep_ledger, replay
from pendopo.engines.budgeting.swift import SwiftSearch, Unsure


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is funded, and how it came about.

    Attributes
    ----------
    election : Election
    utility : Utility
    step : int
        By how much every purse grew at a time, in the smallest unit of money; 0 if
        nothing was completed.
    steps : int
        How many times it grew.
    ledger : Ledger
        The purchases by equal shares with the last purse that kept within the budget.
    filled : tuple of int
        Projects added from what remained of the budget, in this order.
    """

    election: Election
    utility: Utility
    step: int
    steps: int
    ledger: Ledger
    filled: tuple[int, ...]

    @property
    def funded(self) -> tuple[int, ...]:
        """Places of all funded projects: bought, then filled in."""
        return self.ledger.chosen + self.filled

    @property
    def spent(self) -> int:
        """What the funded projects cost together; never more than the budget."""
        return self.election.cost(self.funded)


def equal_shares(
    election: Election,
    *,
    utility: Utility = Utility.COST,
    complete: bool = True,
    step: int | None = None,
) -> Outcome:
    """Divide the budget among the voters and let them buy projects together.

    The Method of Equal Shares of Peters, Pierczyński and Skowron (2021). Completed by
    *Add1*: all purses grow by ``step`` until a purchase would exceed the real budget, and
    the last outcome within it counts; then, by *utilitarian greedy*, the projects with the
    highest utility per cost that still fit.

    Parameters
    ----------
    election : Election
        Not modified.
    utility : Utility
        By cost (as cities do it) or by count.
    complete : bool
        Without completion much of the budget may stay unused.
    step : int, optional
        1 or more, in the smallest unit of money; by default ``usual_step``.

    Raises
    ------
    BadOption
        If ``step`` is less than 1.
    """
    start = Fraction(election.budget, election.voters)
    if not complete:
        return Outcome(election, utility, 0, 0, keep_ledger(election, start, utility), ())
    step = usual_step(election) if step is None else step
    if step < 1:
        raise BadOption(name="step", value=step, allowed="1 atau lebih")
    steps, order = _Growing(election, utility, step).run()
    ledger = replay(election, start + step * steps, order)
    filled = _greedy(election, utility, order)
    return Outcome(election, utility, step, steps, ledger, filled)


def usual_step(election: Election) -> int:
    """Give a thousandth of the purse, at least the smallest unit of money."""
    return max(1, election.budget // (1_000 * election.voters))


class _Growing:
    """Walks up the sizes of the purse, many at a time where the outcome is surely one."""

    def __init__(self, election: Election, utility: Utility, step: int) -> None:
        self.election, self.utility, self.step = election, utility, step
        self.start = Fraction(election.budget, election.voters)
        self.search = SwiftSearch(election, utility)

    def run(self) -> tuple[int, tuple[int, ...]]:
        """Give the last number of steps within the budget, and its order of purchases."""
        steps, order, stride = 0, self._order(0, 0), 1
        while _fitting(self.election, order):
            try:
                following = self._order(steps + 1, steps + stride)
            except Unsure:
                stride = max(1, stride // 4)
                continue
            if self.election.cost(following) > self.election.budget:
                break
            if not _fitting(self.election, following):
                return steps + 1, following
            steps, order, stride = steps + stride, following, stride * 2
        return steps, order

    def _order(self, first: int, last: int) -> tuple[int, ...]:
        try:
            return self.search.order(self._purse(first), self._purse(last))
        except Unsure:
            if first < last:
                raise
            return keep_ledger(self.election, self._purse(first), self.utility).chosen

    def _purse(self, steps: int) -> Fraction:
        return self.start + self.step * steps


def _fitting(election: Election, chosen: tuple[int, ...]) -> list[int]:
    """Wanted projects that are not chosen and that the rest of the budget could pay."""
    rest = election.budget - election.cost(chosen)
    return [
        place
        for place in election.eligible
        if place not in chosen and election.projects[place].cost <= rest
    ]


def _greedy(election: Election, utility: Utility, chosen: tuple[int, ...]) -> tuple[int, ...]:
    filled: list[int] = []
    while fitting := _fitting(election, (*chosen, *filled)):
        filled.append(min(fitting, key=lambda place: _appeal(election, utility, place)))
    return tuple(filled)


def _appeal(
    election: Election, utility: Utility, place: int
) -> tuple[Fraction, tuple[int, int, int]]:
    worth = election.points[place] * election.weight(place, utility)
    return -Fraction(worth, election.projects[place].cost), election.precedence(place)
