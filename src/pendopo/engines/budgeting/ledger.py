"""Equal shares in exact fractions: who pays how much for what, in the order of buying.

Everybody gets the same purse. A project is bought when its supporters can pay for it
together: each pays in proportion to the points given, or all that is left. Bought next is
always the project that asks least for one unit of utility.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from pendopo.engines.budgeting.election import Election, Utility


@dataclass(frozen=True, slots=True)
class Purchase:
    """One project bought by its supporters.

    Attributes
    ----------
    project : int
        Place of the project.
    price : Fraction
        What one point pays, if the purse allows.
    payments : tuple of (int, Fraction)
        (ballot, what each person with this ballot pays).
    """

    project: int
    price: Fraction
    payments: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All purchases with one size of purse, and what is left of it by ballot."""

    purse: Fraction
    purchases: tuple[Purchase, ...]
    left: tuple[Fraction, ...]

    @property
    def chosen(self) -> tuple[int, ...]:
        """Places of the bought projects, in the order of buying."""
        return tuple(each.project for each in self.purchases)


def keep_ledger(election: Election, purse: Fraction, utility: Utility) -> Ledger:
    """Buy by equal shares, searching in exact fractions.

    Parameters
    ----------
    election : Election
        Not modified.
    purse : Fraction
        What each person has to spend, 0 or more, in the smallest unit of money.
    utility : Utility
        What is compared when the next purchase is chosen.

    Notes
    -----
    What a project asks never falls while purses empty, so an old price is a lower bound,
    and only projects whose bound is at most the best price found are asked again.
    """
    left = [purse] * len(election.ballots)
    bounds = {
        place: Fraction(election.projects[place].cost, election.points[place])
        / election.weight(place, utility)
        for place in election.eligible
    }
    purchases: list[Purchase] = []
    while (place := _cheapest(election, left, bounds, utility)) is not None:
        del bounds[place]
        purchases.append(_buy(election, place, left))
    return Ledger(purse, tuple(purchases), tuple(left))


def replay(election: Election, purse: Fraction, order: Iterable[int]) -> Ledger:
    """Write the exact ledger of an order of purchases that is already known."""
    left = [purse] * len(election.ballots)
    purchases = tuple(_buy(election, place, left) for place in order)
    return Ledger(purse, purchases, tuple(left))


def price_of(election: Election, place: int, left: list[Fraction]) -> Fraction | None:
    """Find what one point must pay so that all payments together are the cost.

    The price can only rise while those who cannot pay it are found out, so it is never
    above the true one, and it is the true one once nobody more drops out.

    Returns
    -------
    Fraction or None
        None if the supporters together do not have the money.
    """
    paying = [(election.heads(who), given, left[who]) for who, given in election.supporters[place]]
    missing, points = Fraction(election.projects[place].cost), election.points[place]
    while points:
        price = missing / points
        poor = [each for each in paying if each[2] < price * each[1]]
        if not poor:
            return price
        paying = [each for each in paying if each[2] >= price * each[1]]
        missing -= sum(heads * purse for heads, _, purse in poor)
        points -= sum(heads * given for heads, given, _ in poor)
    return None


def _cheapest(
    election: Election, left: list[Fraction], bounds: dict[int, Fraction], utility: Utility
) -> int | None:
    best: tuple[Fraction, tuple[int, int, int]] | None = None
    for place in sorted(bounds, key=bounds.__getitem__):
        if best is not None and bounds[place] > best[0]:
            break
        price = price_of(election, place, left)
        if price is None:
            del bounds[place]
            continue
        bounds[place] = price / election.weight(place, utility)
        offer = bounds[place], election.precedence(place)
        best = offer if best is None else min(best, offer)
    return None if best is None else best[1][-1]


def _buy(election: Election, place: int, left: list[Fraction]) -> Purchase:
    price = price_of(election, place, left)
    if price is None:
        raise ArithmeticError("A purchase was ordered that its supporters cannot pay.")
    payments = []
    for who, given in election.supporters[place]:
        paid = min(left[who], price * given)
        left[who] -= paid
        payments.append((who, paid))
    return Purchase(place, price, tuple(payments))
