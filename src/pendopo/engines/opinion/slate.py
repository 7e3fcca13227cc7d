"""A slate of statements on which every group of people finds its share."""

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.ballots import AGREE, Ballots


def proportional_slate(
    ballots: Ballots, most: int = 10, weights: NDArray[np.float64] | None = None
) -> tuple[int, ...]:
    """Choose statements by sequential proportional approval of those who agree.

    Each pick maximises the sum over people who agree of weight / (1 + picks they agree
    with already): whoever is heard already counts less for the next. People who approve
    the same ``l`` of ``most`` statements and are ``l / most`` of all get about ``l`` of
    them. After Thiele (1895).

    Parameters
    ----------
    ballots : Ballots
        Not modified.
    most : int
        Length of the slate, 0 or more; shorter if nobody agrees with anything else.
    weights : float64 ndarray of shape (n_people,), optional
        How much each person counts, 0 or more; divide by the chance of having been shown
        the statement to make up for uneven routing.

    Returns
    -------
    tuple of int
        Columns of the chosen statements, the first pick first; of two alike the one with
        the smaller column.
    """
    mass = np.ones(ballots.n_people) if weights is None else weights
    approves = ballots.matrix((ballots.values == AGREE).astype(np.float64))
    by_statement = approves.T.tocsr()
    by_statement.eliminate_zeros()
    heard = np.zeros(ballots.n_people)
    chosen: list[int] = []
    for _ in range(min(most, ballots.n_statements)):
        gain = by_statement @ (mass / (1 + heard))
        gain[chosen] = 0.0
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        chosen.append(best)
        heard[by_statement.indices[by_statement.indptr[best] : by_statement.indptr[best + 1]]] += 1
    return tuple(chosen)
