"""Agree, disagree and pass, per group and statement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.ballots import AGREE, DISAGREE, PASS, Ballots
from pendopo.engines.opinion.errors import BadBallots


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """Three int64 ndarrays of shape (n_groups, n_statements)."""

    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    passed: NDArray[np.int64]

    @property
    def cast(self) -> NDArray[np.int64]:
        """All votes, passes included; shape (n_groups, n_statements)."""
        return self.agree + self.disagree + self.passed

    def everyone(self) -> "Counts":
        """Add all groups up; arrays of shape (1, n_statements)."""
        return Counts(
            *(part.sum(axis=0, keepdims=True) for part in (self.agree, self.disagree, self.passed))
        )

    def others(self) -> "Counts":
        """Add up, for each group, all groups but itself."""
        return Counts(
            *(
                part.sum(axis=0, keepdims=True) - part
                for part in (self.agree, self.disagree, self.passed)
            )
        )


def count_votes(ballots: Ballots, labels: NDArray[np.intp]) -> Counts:
    """Count the votes of each group; people labelled -1 are left out.

    Parameters
    ----------
    ballots : Ballots
        Not modified.
    labels : intp ndarray of shape (n_people,)
        Group 0..n_groups-1 or -1; at least one person has a group. Not modified.

    Raises
    ------
    BadBallots
        If the two disagree on n_people.
    """
    if len(labels) != ballots.n_people:
        raise BadBallots("Jumlah orang pada suara dan pada kelompok berbeda.")
    shape = (int(labels.max()) + 1, ballots.n_statements)
    group = labels[ballots.rows()]
    place = group * ballots.n_statements + ballots.indices

    def count(vote: int) -> NDArray[np.int64]:
        counted = place[(group >= 0) & (ballots.values == vote)]
        flat = np.bincount(counted, minlength=shape[0] * shape[1])
        return flat.astype(np.int64).reshape(shape)

    return Counts(agree=count(AGREE), disagree=count(DISAGREE), passed=count(PASS))
