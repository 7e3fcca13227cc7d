"""The order of purchases by whole numbers that enclose the exact fractions.

Completion asks for the outcome with hundreds of sizes of the purse. Here each purse is
kept as a lower bound and a width, in units so small that all money still fits 64 bits. A
comparison is decided only when the enclosures leave no doubt; otherwise ``Unsure`` is
raised and the exact ledger decides. So the outcome is always that of exact fractions.

A purse that is known only as a range runs through the same code: if nothing is unsure,
every purse of the range has this one outcome.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.budgeting.election import MOST_POINTS, Election, Utility

BITS = 62
# Prices are compared per unit of utility, with so many further binary digits.
FINER = 64

Whole = NDArray[np.int64]


class Unsure(ArithmeticError):
    """The enclosures overlap; the exact ledger must decide."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The supporters of one project as arrays of equal length."""

    cost: int
    points: int
    weight: int
    ballots: NDArray[np.intp]
    given: Whole
    heads: Whole
    heavy: Whole
    """Points of all people with the same ballot together."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one point pays: ``low < price <= high`` in units, and exactly if all can pay it."""

    low: int
    high: int
    weight: int
    exact: Fraction | None

    @property
    def least(self) -> int:
        """The price per utility, rounded down."""
        return (self.low << FINER) // self.weight

    @property
    def most(self) -> int:
        """The price per utility, rounded up."""
        return -((-self.high << FINER) // self.weight)


class SwiftSearch:
    """Finds the order of purchases of one election for any size of purse."""

    def __init__(self, election: Election, utility: Utility) -> None:
        """Lay the supporters of each eligible project out as arrays."""
        self.election = election
        self.crowds = {place: _crowd(election, place, utility) for place in election.eligible}

    def order(self, smallest: Fraction, largest: Fraction) -> tuple[int, ...]:
        """Give the places in the order of buying, the same for all purses from one to the other.

        Raises
        ------
        Unsure
            If it may depend on the purse, or the whole numbers are too coarse to tell.
        """
        scale = BITS - self._ceiling(largest).bit_length()
        if scale < 1:
            raise Unsure
        unit = 1 << scale
        low = int(smallest * unit)
        width = -int(-largest * unit // 1) - low
        ballots = len(self.election.ballots)
        purses, widths = np.full(ballots, low), np.full(ballots, width)
        bounds = {
            place: ((crowd.cost * unit // crowd.points) << FINER) // crowd.weight
            for place, crowd in self.crowds.items()
        }
        chosen: list[int] = []
        while (next_ := self._cheapest(purses, widths, bounds, unit)) is not None:
            place, offer = next_
            del bounds[place]
            chosen.append(place)
            _pay(self.crowds[place], offer, purses, widths)
        return tuple(chosen)

    def _ceiling(self, purse: Fraction) -> int:
        """Above every product that is formed: all purses, or one cost times points."""
        money = int(purse) * self.election.voters + self.election.budget
        most = max((int(crowd.given.max()) for crowd in self.crowds.values()), default=1)
        return 2 * (money + MOST_POINTS) * most

    def _cheapest(
        self, purses: Whole, widths: Whole, bounds: dict[int, int], unit: int
    ) -> tuple[int, Offer] | None:
        offers: dict[int, Offer] = {}
        best: int | None = None
        for place in sorted(bounds, key=bounds.__getitem__):
            if best is not None and bounds[place] > best:
                break
            offer = _offer(self.crowds[place], purses, widths, unit)
            if offer is None:
                del bounds[place]
                continue
            offers[place] = offer
            bounds[place] = max(bounds[place], offer.least)
            best = offer.most if best is None else min(best, offer.most)
        if best is None:
            return None
        place = self._decided({p: each for p, each in offers.items() if each.least <= best})
        return place, offers[place]

    def _decided(self, finalists: dict[int, Offer]) -> int:
        if len(finalists) == 1:
            return next(iter(finalists))
        exact = [
            (offer.exact / offer.weight, self.election.precedence(place))
            for place, offer in finalists.items()
            if offer.exact is not None
        ]
        if len(exact) < len(finalists):
            raise Unsure
        return min(exact)[1][-1]


def _crowd(election: Election, place: int, utility: Utility) -> Crowd:
    who = np.array([each for each, _ in election.supporters[place]], dtype=np.intp)
    given = np.array([points for _, points in election.supporters[place]], dtype=np.int64)
    heads = np.array([election.heads(each) for each, _ in election.supporters[place]])
    return Crowd(
        cost=election.projects[place].cost,
        points=election.points[place],
        weight=election.weight(place, utility),
        ballots=who,
        given=given,
        heads=heads,
        heavy=heads * given,
    )


def _offer(crowd: Crowd, purses: Whole, widths: Whole, unit: int) -> Offer | None:
    """Enclose the price; None if the supporters surely lack the money.

    The smallest whole price at which the lower bounds pay the cost is found as in
    ``ledger.price_of``. What the widths of those who cannot pay it add is spread over the
    points of those who can: so much lower the true price may be, and one unit for rounding.
    """
    have, missing, points = purses[crowd.ballots], crowd.cost * unit, crowd.points
    poor = np.zeros(len(have), dtype=np.bool_)
    price = -(-missing // points)
    while (unable := (have < price * crowd.given)).sum() > poor.sum():
        poor = unable
        held = int(have[poor] @ crowd.heads[poor])
        points = crowd.points - int(crowd.heavy[poor].sum())
        if points == 0:
            _check_penniless(crowd, purses, widths, unit)
            return None
        price = -(-(crowd.cost * unit - held) // points)
    if not poor.any():
        return Offer(price - 1, price, crowd.weight, Fraction(crowd.cost, crowd.points))
    slack = int(widths[crowd.ballots][poor] @ crowd.heads[poor])
    return Offer(max(0, price - 1 - -(-slack // points)), price, crowd.weight, None)


def _check_penniless(crowd: Crowd, purses: Whole, widths: Whole, unit: int) -> None:
    most = int((purses + widths)[crowd.ballots] @ crowd.heads)
    if most >= crowd.cost * unit:
        raise Unsure


def _pay(crowd: Crowd, offer: Offer, purses: Whole, widths: Whole) -> None:
    have = purses[crowd.ballots]
    upper = have + widths[crowd.ballots]
    least = np.maximum(0, have - offer.high * crowd.given)
    purses[crowd.ballots] = least
    widths[crowd.ballots] = np.maximum(0, upper - offer.low * crowd.given) - least
