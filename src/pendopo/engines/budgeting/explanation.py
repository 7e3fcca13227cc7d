"""Why each project is funded or not, in figures and in one Indonesian sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from pendopo.engines.budgeting.completion import Outcome
from pendopo.engines.budgeting.ledger import Purchase


class Fate(StrEnum):
    """How it went for one project."""

    SHARED = "shared"
    """Bought by its supporters with equal purses."""
    FILLED = "filled"
    """Added from what remained of the budget."""
    MISSED = "missed"
    """Supporters and rest of the budget were short of money."""
    TOO_DEAR = "too_dear"
    """It costs more than the whole budget."""
    UNWANTED = "unwanted"
    """Nobody voted for it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be told of one project; money in the smallest unit.

    Attributes
    ----------
    project : int
        Place of the project.
    fate : Fate
    supporters : int
        People who gave it points.
    rank : int or None
        1 for the first purchase; None if not funded.
    price : Fraction or None
        What one point paid at most, if bought.
    emptied : int
        How many supporters paid all they had left, less than their points ask.
    held : Fraction
        What the supporters still had together at the end.
    missing : int
        How much that is short of the cost, rounded up; 0 if funded.
    over : int
        How much the cost exceeds the rest of the real budget; 0 if funded or it fits.
    """

    project: int
    fate: Fate
    supporters: int
    rank: int | None
    price: Fraction | None
    emptied: int
    held: Fraction
    missing: int
    over: int


def explain(outcome: Outcome) -> tuple[Reading, ...]:
    """Read all projects: funded ones in the order of funding, then others by support."""
    bought = {each.project: each for each in outcome.ledger.purchases}
    ranks = {place: rank for rank, place in enumerate(outcome.funded, start=1)}
    election = outcome.election
    order = sorted(
        range(len(election.projects)),
        key=lambda place: (ranks.get(place, len(ranks) + 1), election.precedence(place)),
    )
    return tuple(_read(outcome, place, bought.get(place), ranks.get(place)) for place in order)


def _read(outcome: Outcome, place: int, purchase: Purchase | None, rank: int | None) -> Reading:
    election, left = outcome.election, outcome.ledger.left
    held = sum(
        (election.heads(who) * left[who] for who, _ in election.supporters[place]), Fraction(0)
    )
    cost, funded = election.projects[place].cost, rank is not None
    return Reading(
        project=place,
        fate=_fate(outcome, place, purchase, funded=funded),
        supporters=election.votes[place],
        rank=rank,
        price=purchase.price if purchase else None,
        emptied=_emptied(outcome, place, purchase),
        held=held,
        missing=0 if funded else max(0, ceil(cost - held)),
        over=0 if funded else max(0, cost - (election.budget - outcome.spent)),
    )


def _fate(outcome: Outcome, place: int, purchase: Purchase | None, *, funded: bool) -> Fate:
    election = outcome.election
    if funded:
        return Fate.SHARED if purchase else Fate.FILLED
    if not election.supporters[place]:
        return Fate.UNWANTED
    dear = election.projects[place].cost > election.budget
    return Fate.TOO_DEAR if dear else Fate.MISSED


def _emptied(outcome: Outcome, place: int, purchase: Purchase | None) -> int:
    if purchase is None:
        return 0
    election = outcome.election
    given = dict(election.supporters[place])
    return sum(
        election.heads(who) for who, paid in purchase.payments if paid < purchase.price * given[who]
    )


def sentence(outcome: Outcome, reading: Reading, unit: int = 1) -> str:
    """Say it in one Indonesian sentence; money divided by ``unit`` (1 or 100)."""
    return SENTENCES[reading.fate](outcome, reading, unit)


def money(amount: Fraction | int, unit: int = 1) -> str:
    """Write money as Indonesians do, to two decimals (rounded up) unless it is whole."""
    cents = ceil(Fraction(amount) * 100 / unit)
    whole = f"{cents // 100:,}".replace(",", ".")
    return f"{whole},{cents % 100:02d}" if cents % 100 else whole


def _shared(outcome: Outcome, reading: Reading, unit: int) -> str:
    per = "per orang" if _approvals(outcome) else "untuk tiap angka nilai"
    told = (
        f"Didanai: {reading.supporters} pendukung membayarnya bersama, "
        f"paling banyak {money(reading.price or 0, unit)} {per}"
    )
    if reading.emptied:
        told += f"; {reading.emptied} orang membayar semua yang masih mereka punya"
    return told + "."


def _filled(outcome: Outcome, reading: Reading, unit: int) -> str:
    cost = outcome.election.projects[reading.project].cost
    return (
        f"Didanai dari sisa anggaran: {reading.supporters} pendukung masih memegang "
        f"{money(reading.held, unit)} dari biaya {money(cost, unit)}."
    )


def _missed(_outcome: Outcome, reading: Reading, unit: int) -> str:
    told = (
        f"Tidak didanai: {reading.supporters} pendukung masih memegang "
        f"{money(reading.held, unit)}, kurang {money(reading.missing, unit)}"
    )
    if reading.over:
        told += f"; sisa anggaran pun kurang {money(reading.over, unit)}"
    return told + "."


def _too_dear(outcome: Outcome, reading: Reading, unit: int) -> str:
    over = outcome.election.projects[reading.project].cost - outcome.election.budget
    return f"Tidak didanai: biayanya melebihi seluruh anggaran sebesar {money(over, unit)}."


def _unwanted(_outcome: Outcome, _reading: Reading, _unit: int) -> str:
    return "Tidak didanai: tidak ada yang memilihnya."


SENTENCES: dict[Fate, Callable[[Outcome, Reading, int], str]] = {
    Fate.SHARED: _shared,
    Fate.FILLED: _filled,
    Fate.MISSED: _missed,
    Fate.TOO_DEAR: _too_dear,
    Fate.UNWANTED: _unwanted,
}


def _approvals(outcome: Outcome) -> bool:
    return outcome.election.points == outcome.election.votes
