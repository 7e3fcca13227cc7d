"""Ranked votes by the method of Schulze (2011, doi:10.1007/s00355-010-0475-4), winning votes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.norms.errors import NormError

Ranking = tuple[tuple[str, ...], ...]
Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ballot:
    """Candidates from most to least wanted, equals together; those left out stand last, as equals."""

    ranking: Ranking
    n: int = 1


class Duel(NamedTuple):
    """Two candidates: ballots with each ahead, and the strength of the strongest path each way."""

    one: str
    other: str
    n_one: int
    n_other: int
    there: int
    back: int


@dataclass(frozen=True)
class Outcome:
    """How a ranked vote came out, with all that is needed to check it by hand.

    ``preferred[i, j]`` is the number of ballots with i ahead of j; ``strongest[i, j]`` the strength of
    the strongest path from i to j: its weakest victory. ``lot`` decides where ``tied`` pairs stand.
    """

    candidates: tuple[str, ...]
    preferred: Table
    strongest: Table
    through: NDArray[np.intp]
    order: tuple[str, ...]
    lot: tuple[str, ...]
    tied: tuple[tuple[str, str], ...]
    seed: str

    def beats(self, one: str, other: str) -> bool:
        """Return whether the strongest path leads from ``one`` to ``other`` and not back."""
        i, j = self.candidates.index(one), self.candidates.index(other)
        return bool(self.strongest[i, j] > self.strongest[j, i])

    def duels(self) -> list[Duel]:
        """Return every pair, the better placed first."""
        at = {name: n for n, name in enumerate(self.candidates)}
        pairs = ((at[one], at[other]) for one, other in combinations(self.order, 2))
        return [
            Duel(
                self.candidates[i],
                self.candidates[j],
                int(self.preferred[i, j]),
                int(self.preferred[j, i]),
                int(self.strongest[i, j]),
                int(self.strongest[j, i]),
            )
            for i, j in pairs
        ]

    def path(self, one: str, other: str) -> tuple[str, ...]:
        """Return a strongest path, both ends included; nothing if there is none."""
        i, j = self.candidates.index(one), self.candidates.index(other)
        if i == j or not self.strongest[i, j]:
            return ()
        steps = [j]
        while steps[-1] != i:
            steps.append(int(self.through[i, steps[-1]]))
        return tuple(self.candidates[n] for n in reversed(steps))

    def sentences(self) -> list[str]:
        """Explain the order in Indonesian, each candidate against the next."""
        said = []
        for one, other in zip(self.order, self.order[1:], strict=False):
            i, j = self.candidates.index(one), self.candidates.index(other)
            there, back = int(self.strongest[i, j]), int(self.strongest[j, i])
            if there > back:
                way = " → ".join(self.path(one, other))
                said.append(
                    f"{one} di atas {other}: jalur terkuat {way} berkekuatan {there}, "
                    f"jalur baliknya {back}."
                )
            elif there == back:
                said.append(f"{one} di atas {other} karena undian (benih '{self.seed}').")
            else:
                said.append(f"{one} mendahului {other} karena yang mengalahkannya sudah di atas.")
        return said


def schulze(
    ballots: Iterable[Ballot],
    candidates: Sequence[str],
    seed: str,
    *,
    incumbent: str | None = None,
) -> Outcome:
    """Rank the candidates.

    Parameters
    ----------
    seed : str
        Published before the vote. Equals stand in the order of SHA-256 of ``seed:candidate``.
    incumbent : str, optional
        The state of things, which stands ahead of its equals: a change must win, not draw.

    Raises
    ------
    NormError
        A ballot names an unknown candidate or one twice, or counts less than nothing.
    """
    names = tuple(sorted(set(candidates)))
    if len(names) < len(candidates) or not names:
        message = "Daftar pilihan kosong atau memuat pilihan yang sama dua kali."
        raise NormError(message)
    preferred = _pairwise(ballots, names)
    strongest, through = _strongest(preferred)
    lot = tuple(sorted(names, key=lambda name: (name != incumbent, _drawn(seed, name))))
    return Outcome(
        candidates=names,
        preferred=preferred,
        strongest=strongest,
        through=through,
        order=_ordered(names, strongest, lot),
        lot=lot,
        tied=_tied(names, strongest),
        seed=seed,
    )


def _drawn(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def _tied(names: tuple[str, ...], strongest: Table) -> tuple[tuple[str, str], ...]:
    pairs = combinations(range(len(names)), 2)
    return tuple((names[i], names[j]) for i, j in pairs if strongest[i, j] == strongest[j, i])


def _pairwise(ballots: Iterable[Ballot], names: tuple[str, ...]) -> Table:
    number = {name: n for n, name in enumerate(names)}
    preferred = np.zeros((len(names), len(names)), dtype=np.int64)
    for ballot in ballots:
        said = [name for tier in ballot.ranking for name in tier]
        unknown = [name for name in said if name not in number]
        if unknown or len(set(said)) < len(said) or ballot.n < 0:
            what = f"pilihan '{unknown[0]}' tidak dikenal" if unknown else "isinya berulang"
            message = f"Surat suara tidak sah: {what}."
            raise NormError(message)
        place = np.full(len(names), len(ballot.ranking))
        for n, tier in enumerate(ballot.ranking):
            place[[number[name] for name in tier]] = n
        preferred += ballot.n * (place[:, None] < place[None, :])
    return preferred


def _strongest(preferred: Table) -> tuple[Table, NDArray[np.intp]]:
    """Widest paths over victories, after Floyd and Warshall; ``through`` is the last step before j."""
    n = len(preferred)
    strength = np.where(preferred > preferred.T, preferred, 0)
    through = np.repeat(np.arange(n), n).reshape(n, n)
    for k in range(n):
        wider = np.minimum(strength[:, k, None], strength[None, k, :])
        better = wider > strength
        np.fill_diagonal(better, val=False)
        strength = np.where(better, wider, strength)
        through = np.where(better, through[None, k, :], through)
    return strength, through


def _ordered(names: tuple[str, ...], strongest: Table, lot: tuple[str, ...]) -> tuple[str, ...]:
    """Return again and again the first by lot of those whom nobody left beats."""
    beats = strongest > strongest.T
    left = [names.index(name) for name in lot]
    order: list[str] = []
    while left:
        chosen = next(i for i in left if not beats[left, i].any())
        left.remove(chosen)
        order.append(names[chosen])
    return tuple(order)
