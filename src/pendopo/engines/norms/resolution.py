"""A ranked vote on amendments that exclude one another, the status quo among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.engines.norms.amendments import STATUS_QUO
from pendopo.engines.norms.conflicts import ConflictSet
from pendopo.engines.norms.schulze import Ballot, Outcome, schulze


@dataclass(frozen=True)
class Resolution:
    """What a ranked vote adopts; ``refused`` says why for each amendment that is not."""

    outcome: Outcome
    adopted: tuple[str, ...]
    refused: dict[str, str]


def resolve(conflict_set: ConflictSet, ballots: Iterable[Ballot], seed: str) -> Resolution:
    """Adopt from the top of the ranking what beats the status quo and excludes nothing adopted before.

    Raises
    ------
    NormError
        A ballot that is not valid.
    """
    candidates = (*conflict_set.members, STATUS_QUO)
    outcome = schulze(ballots, candidates, seed, incumbent=STATUS_QUO)
    clashes = conflict_set.clashes()
    adopted: list[str] = []
    refused: dict[str, str] = {}
    for name in outcome.order:
        if name == STATUS_QUO:
            continue
        stronger = [each for each in adopted if each in clashes[name]]
        if not outcome.beats(name, STATUS_QUO):
            refused[name] = "Tidak mengalahkan pilihan “tetap seperti semula”."
        elif stronger:
            refused[name] = (
                f"Tidak dapat bersama usul {stronger[0]}, yang berperingkat lebih tinggi."
            )
        else:
            adopted.append(name)
    return Resolution(outcome, tuple(adopted), refused)
