"""The textbook way to the opinion map: fill every gap with the mean, then a full SVD."""

import numpy as np


def filled_table(ballots):
    """Write votes in a table, one cell at a time, and gaps as the mean of their column."""
    table = np.full((ballots.n_people, ballots.n_statements), np.nan)
    for person in range(ballots.n_people):
        for at in range(ballots.indptr[person], ballots.indptr[person + 1]):
            table[person, ballots.indices[at]] = ballots.values[at]
    for column in table.T:
        gaps = np.isnan(column)
        column[gaps] = column[~gaps].mean() if not gaps.all() else 0.0
    return table


def dense_positions(ballots):
    """Place people by the two first right singular vectors of the centred table."""
    table = filled_table(ballots)
    centred = table - table.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:2].T
    scale = np.sqrt(ballots.n_statements / np.maximum(np.diff(ballots.indptr), 1))
    return scale[:, None] * (centred @ axes), axes


def dense_explained(ballots):
    """Share of variance on the two first axes."""
    table = filled_table(ballots)
    singular = np.linalg.svd(table - table.mean(axis=0), compute_uv=False)
    return singular[:2] ** 2 / (singular**2).sum()
