"""Votes of many people on many statements, sparse and in canonical order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pendopo.engines.opinion.errors import BadBallots

AGREE, PASS, DISAGREE = 1, 0, -1


def canonical_order(ids: Iterable[str]) -> list[str]:
    """Sort ids by length, then by text, so that "2" precedes "10"."""
    return sorted(ids, key=lambda name: (len(name), name))


@dataclass(frozen=True, eq=False, slots=True)
class Ballots:
    """The last vote of each person on each statement, one row per person.

    A passed statement is a stored 0; a pair that is not stored was never voted on.
    The order of people and statements follows from their ids alone, therefore the
    order in which votes arrived cannot change any result.

    Parameters
    ----------
    person_ids, statement_ids : tuple of str
        Unique, in ``canonical_order``.
    indptr : int64 ndarray of shape (n_people + 1,)
        Votes of person i are at indptr[i]:indptr[i + 1].
    indices : int32 ndarray of shape (n_votes,)
        Statement of each vote, increasing within a person.
    values : int8 ndarray of shape (n_votes,)
        1 agree, 0 pass, -1 disagree.

    Raises
    ------
    BadBallots
        If the arrays contradict each other or are not canonical.
    """

    person_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]
    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    values: NDArray[np.int8]

    def __post_init__(self) -> None:
        """Refuse what is not canonical and lock the arrays against writing."""
        self._freeze("indptr", np.int64)
        self._freeze("indices", np.int32)
        self._freeze("values", np.int8)
        _require_ids("orang", self.person_ids)
        _require_ids("pernyataan", self.statement_ids)
        _require_pointers(self)
        _require_votes(self)

    def _freeze(self, name: str, dtype: type[np.generic]) -> None:
        given = np.asarray(getattr(self, name))
        kept = given.astype(dtype)
        if not np.array_equal(kept, given):
            raise BadBallots(f"Isi {name} tidak dapat disimpan tanpa berubah.")
        kept.setflags(write=False)
        object.__setattr__(self, name, kept)

    @property
    def n_people(self) -> int:
        """Number of rows, with or without votes."""
        return len(self.person_ids)

    @property
    def n_statements(self) -> int:
        """Number of columns, with or without votes."""
        return len(self.statement_ids)

    @property
    def n_votes(self) -> int:
        """Number of votes, passes included."""
        return len(self.values)

    def votes_per_person(self) -> NDArray[np.int64]:
        """Count the votes cast, passes included; shape (n_people,)."""
        return np.diff(self.indptr)

    def rows(self) -> NDArray[np.intp]:
        """Name the person of each vote; shape (n_votes,)."""
        return np.repeat(np.arange(self.n_people), self.votes_per_person())

    def matrix(self, data: NDArray[np.float64] | None = None) -> sparse.csr_array:
        """Build a SciPy CSR array of the votes, or of ``data`` in their places."""
        stored = self.values.astype(np.float64) if data is None else data
        shape = (self.n_people, self.n_statements)
        return sparse.csr_array((stored, self.indices, self.indptr), shape=shape)

    def voted(self, statements: Iterable[str] | None = None) -> "Ballots":
        """Keep the given statements, then only people and statements with votes."""
        wanted = set(self.statement_ids if statements is None else statements)
        allowed = np.array([name in wanted for name in self.statement_ids], dtype=bool)
        return _restricted(self, allowed[self.indices])


def _restricted(ballots: Ballots, kept: NDArray[np.bool_]) -> Ballots:
    people, columns = ballots.rows()[kept], ballots.indices[kept]
    n_cast = np.bincount(people, minlength=ballots.n_people)
    n_got = np.bincount(columns, minlength=ballots.n_statements)
    column_of = np.cumsum(n_got > 0) - 1
    return Ballots(
        person_ids=_chosen(ballots.person_ids, n_cast),
        statement_ids=_chosen(ballots.statement_ids, n_got),
        indptr=np.concatenate([[0], np.cumsum(n_cast[n_cast > 0])]),
        indices=column_of[columns].astype(np.int32),
        values=ballots.values[kept],
    )


def _chosen(names: Sequence[str], n_votes: NDArray[np.intp]) -> tuple[str, ...]:
    return tuple(name for name, n in zip(names, n_votes.tolist(), strict=True) if n)


def _require_ids(what: str, names: tuple[str, ...]) -> None:
    if canonical_order(set(names)) != list(names):
        raise BadBallots(f"Daftar {what} harus unik dan berurutan.")


def _require_pointers(ballots: Ballots) -> None:
    indptr = ballots.indptr
    whole = (
        indptr.shape == (ballots.n_people + 1,)
        and indptr[0] == 0
        and indptr[-1] == ballots.values.size
        and bool((np.diff(indptr) >= 0).all())
    )
    if not whole:
        raise BadBallots("Penunjuk baris tidak sesuai dengan jumlah orang dan suara.")


def _require_votes(ballots: Ballots) -> None:
    indices, values = ballots.indices, ballots.values
    if indices.shape != values.shape or indices.ndim != 1:
        raise BadBallots("Jumlah suara dan jumlah pernyataan yang dijawab berbeda.")
    if values.size == 0:
        return
    if indices.min() < 0 or indices.max() >= ballots.n_statements:
        raise BadBallots("Ada suara untuk pernyataan yang tidak terdaftar.")
    starts = np.zeros(values.size + 1, dtype=bool)
    starts[ballots.indptr] = True
    if not (np.diff(indices) > 0)[~starts[1:-1]].all():
        raise BadBallots("Pernyataan tiap orang harus unik dan berurutan.")
    if np.abs(values).max() > AGREE:
        raise BadBallots("Suara hanya boleh 1, 0, atau -1.")
