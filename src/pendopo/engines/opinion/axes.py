"""The two directions along which people differ most, found without filling gaps.

After a missing vote is replaced by the mean of its statement and the mean is
subtracted, the missing vote is exactly 0. Principal components of the mean-imputed
table are therefore those of a sparse matrix, with no approximation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, eigsh

from pendopo.engines.opinion.ballots import Ballots

N_AXES = 2
# Below this a dense matrix of n_statements squared is quicker than Lanczos, and it
# also serves the tables too narrow for it.
DENSE_STATEMENTS = 64
NOTHING = 1e-12


@dataclass(frozen=True, eq=False, slots=True)
class Axes:
    """Centre and main directions of the votes.

    Parameters
    ----------
    centre : float64 ndarray of shape (n_statements,)
        Mean vote per statement, -1..1; 0 where nobody with weight voted.
    loadings : float64 ndarray of shape (n_statements, 2)
        Unit columns, or a column of zeros where no variation is left. The entry of
        largest size in a column is positive.
    explained : float64 ndarray of shape (2,)
        Share of the variance along each axis, 0..1; 0 when all agree on everything.
    """

    centre: NDArray[np.float64]
    loadings: NDArray[np.float64]
    explained: NDArray[np.float64]


def centred(ballots: Ballots, centre: NDArray[np.float64]) -> sparse.csr_array:
    """Subtract the centre from the votes cast and leave all other pairs at 0."""
    return ballots.matrix(ballots.values - centre[ballots.indices])


def mean_votes(ballots: Ballots, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average the votes on each statement; shape (n_statements,), 0 if no weight."""
    shape = ballots.n_statements
    weight = weights[ballots.rows()]
    total = np.bincount(ballots.indices, weight * ballots.values, minlength=shape)
    mass = np.bincount(ballots.indices, weight, minlength=shape)
    return np.divide(total, mass, out=np.zeros(shape), where=mass > 0)


def principal_axes(ballots: Ballots, weights: NDArray[np.float64] | None = None) -> Axes:
    """Find the first two principal components of the mean-imputed votes.

    Parameters
    ----------
    ballots : Ballots
        Not modified.
    weights : float64 ndarray of shape (n_people,), optional
        How often each person counts, 0 or more; 1 for everyone if left out.
    """
    mass = np.ones(ballots.n_people) if weights is None else weights
    centre = mean_votes(ballots, mass)
    scaled = ballots.matrix(
        np.sqrt(mass)[ballots.rows()] * (ballots.values - centre[ballots.indices])
    )
    total = float(scaled.data @ scaled.data)
    values, loadings = _leading(scaled)
    is_real = values > NOTHING * max(total, NOTHING)
    loadings = np.where(is_real, upright(loadings), 0.0)
    share = values / total if total > 0 else np.zeros(N_AXES)
    return Axes(centre, loadings, np.where(is_real, share, 0.0))


def _leading(
    table: sparse.csr_array,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if table.shape[1] <= DENSE_STATEMENTS:
        values, vectors = np.linalg.eigh((table.T @ table).toarray())
    else:
        values, vectors = _lanczos(table)
    found = min(N_AXES, values.size)
    strongest = np.argsort(-values, kind="stable")[:found]
    missing = N_AXES - found
    return (
        np.pad(values[strongest], (0, missing)),
        np.pad(vectors[:, strongest], ((0, 0), (0, missing))),
    )


def _lanczos(
    table: sparse.csr_array,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    n_statements = table.shape[1]
    if table.nnz == 0 or not table.data.any():
        return np.zeros(N_AXES), np.zeros((n_statements, N_AXES))
    transposed = table.T.tocsr()
    gram = LinearOperator(
        (n_statements, n_statements),
        matvec=lambda x: transposed @ (table @ x),
        dtype=np.float64,
    )
    # Fixed chance, not the caller's: it only starts the search and must not move
    # the result, so that equal votes give equal axes.
    start = np.random.default_rng(0)
    values, vectors = eigsh(gram, k=N_AXES, v0=start.standard_normal(n_statements), rng=start)
    return values, vectors


def upright(loadings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn columns so that their entry of largest size is positive; same shape."""
    size = np.abs(loadings)
    # The first of nearly equal sizes, lest the last bit decide which way is up.
    decisive = np.argmax(size >= size.max(axis=0) * (1 - 1e-9), axis=0)
    return loadings * np.where(loadings[decisive, range(N_AXES)] < 0, -1.0, 1.0)
