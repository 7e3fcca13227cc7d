"""The map between two full computations: one vote in microseconds, new axes in milliseconds.

Three tables over pairs of statements hold all that the axes need: how many people voted on
both, and the sums of their votes and of the products of their votes. From them the Gram
matrix of the centred votes follows exactly, whatever the centre has become meanwhile.
The canonical map is computed anew from all votes; this one is provisional.
"""

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.axes import N_AXES, NOTHING, Axes, principal_axes, upright
from pendopo.engines.opinion.ballots import Ballots, canonical_order
from pendopo.engines.opinion.errors import BadVote
from pendopo.engines.opinion.gathering import ALLOWED_VOTES, VOTES

_STEPS = 3
_BLOCK = 4_096

Floats = NDArray[np.float64]


class LiveMap:
    """Votes of one conversation with the state that lets its axes follow them.

    Memory is 12 bytes for each pair of statements: 12 MB at 1,000 statements.

    Parameters
    ----------
    ballots : Ballots
        The votes so far; not modified. Statements are those of the ballots, people may
        be added by voting.
    """

    def __init__(self, ballots: Ballots) -> None:
        m = ballots.n_statements
        self.statement_ids = ballots.statement_ids
        self._column = {name: j for j, name in enumerate(ballots.statement_ids)}
        self._votes: dict[str, tuple[NDArray[np.int32], NDArray[np.int8]]] = {}
        # Whole numbers: sums of votes are exact, in whatever order the votes come.
        self._both = np.zeros((m, m), dtype=np.int32)
        self._sums = np.zeros((m, m), dtype=np.int32)
        self._products = np.zeros((m, m), dtype=np.int32)
        for i, name in enumerate(ballots.person_ids):
            mine = slice(ballots.indptr[i], ballots.indptr[i + 1])
            self._votes[name] = (ballots.indices[mine], ballots.values[mine])
        self._fill(ballots)
        self._loadings = principal_axes(ballots).loadings

    @property
    def n_people(self) -> int:
        """Number of people who voted."""
        return len(self._votes)

    def vote(self, person: str, statement: str, vote: int) -> None:
        """Take one vote; a person's later vote on a statement replaces the earlier.

        Raises
        ------
        BadVote
            If the vote is not 1, 0 or -1, or the statement is not in the map.
        """
        if vote not in VOTES.values():
            raise BadVote(line=0, column="vote", value=vote, allowed=ALLOWED_VOTES)
        j = self._column.get(statement)
        if j is None:
            raise BadVote(line=0, column="comment-id", value=statement, allowed="yang ada di peta")
        columns, values = self._votes.get(person, _NONE)
        place = int(np.searchsorted(columns, j))
        if place < len(columns) and columns[place] == j:
            self._change(person, columns, values, place, vote)
        else:
            self._add(person, columns, values, place, j, vote)

    def refresh(self) -> Axes:
        """Turn the axes towards the present votes: three steps of subspace iteration."""
        if len(self.statement_ids) < N_AXES:
            return principal_axes(self.ballots())
        centre, gram = self.centre(), self.gram()
        basis = self._loadings
        if not basis.any():
            basis = np.linalg.eigh(gram)[1][:, -N_AXES:]
        for _ in range(_STEPS):
            basis = np.linalg.qr(gram @ basis)[0]
        # Within the plane the axes are found exactly.
        values, turn = np.linalg.eigh(basis.T @ gram @ basis)
        order = np.argsort(-values, kind="stable")
        total = float(np.trace(gram))
        is_real = values[order] > NOTHING * max(total, NOTHING)
        self._loadings = np.where(is_real, upright(basis @ turn[:, order]), 0.0)
        share = values[order] / total if total > 0 else np.zeros(N_AXES)
        return Axes(centre, self._loadings, np.where(is_real, share, 0.0))

    def centre(self) -> Floats:
        """Mean vote on each statement; shape (n_statements,), 0 without votes."""
        n = np.diagonal(self._both)
        return np.divide(np.diagonal(self._sums), n, out=np.zeros(len(n)), where=n > 0)

    def gram(self) -> Floats:
        """Products of the centred votes; shape (n_statements, n_statements)."""
        c = self.centre()
        crossed = self._sums * c
        return np.asarray(
            self._products - crossed - crossed.T + self._both * np.outer(c, c), dtype=np.float64
        )

    def position(self, person: str, axes: Axes) -> tuple[float, float]:
        """Place one person as ``people_positions`` does; 0, 0 for whoever has not voted."""
        columns, values = self._votes.get(person, _NONE)
        if not len(columns):
            return 0.0, 0.0
        scale = np.sqrt(len(self.statement_ids) / len(columns))
        x, y = scale * ((values - axes.centre[columns]) @ axes.loadings[columns])
        return float(x), float(y)

    def ballots(self) -> Ballots:
        """Return all votes as the canonical computation takes them."""
        names = canonical_order(self._votes)
        rows = [self._votes[name] for name in names]
        return Ballots(
            person_ids=tuple(names),
            statement_ids=self.statement_ids,
            indptr=np.cumsum([0, *(len(columns) for columns, _values in rows)]),
            indices=np.concatenate([columns for columns, _values in rows]),
            values=np.concatenate([values for _columns, values in rows]),
        )

    def _fill(self, ballots: Ballots) -> None:
        # Dense blocks of people: the products are then one matrix product each.
        cast, shown = ballots.matrix(), ballots.matrix(np.ones(ballots.n_votes))
        for first in range(0, ballots.n_people, _BLOCK):
            rows = slice(first, first + _BLOCK)
            votes = cast[rows].toarray().astype(np.float32)
            seen = shown[rows].toarray().astype(np.float32)
            self._both += (seen.T @ seen).astype(np.int32)
            self._sums += (votes.T @ seen).astype(np.int32)
            self._products += (votes.T @ votes).astype(np.int32)

    def _add(
        self,
        person: str,
        columns: NDArray[np.int32],
        values: NDArray[np.int8],
        place: int,
        j: int,
        vote: int,
    ) -> None:
        self._both[j, columns] += 1
        self._both[columns, j] += 1
        self._sums[j, columns] += vote
        self._sums[columns, j] += values
        self._products[j, columns] += vote * values
        self._products[columns, j] += vote * values
        self._both[j, j] += 1
        self._sums[j, j] += vote
        self._products[j, j] += vote * vote
        self._votes[person] = (
            np.insert(columns, place, j).astype(np.int32),
            np.insert(values, place, vote).astype(np.int8),
        )

    def _change(
        self,
        person: str,
        columns: NDArray[np.int32],
        values: NDArray[np.int8],
        place: int,
        vote: int,
    ) -> None:
        j, old = int(columns[place]), int(values[place])
        step = vote - old
        others = np.delete(columns, place), np.delete(values, place)
        self._sums[j, columns] += step
        self._products[j, others[0]] += step * others[1]
        self._products[others[0], j] += step * others[1]
        self._products[j, j] += vote * vote - old * old
        changed = values.copy()
        changed[place] = vote
        self._votes[person] = (columns, changed)


_NONE = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int8))
