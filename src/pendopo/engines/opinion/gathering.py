"""From a stream of vote events to ballots: the latest word of each person counts."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.ballots import PASS, Ballots, canonical_order
from pendopo.engines.opinion.errors import BadVote

VOTES = {"1": 1, "0": 0, "-1": -1}
ALLOWED_VOTES = "1 (setuju), 0 (lewati), -1 (tidak setuju)"

VoteRow = tuple[str, str, int, int]


def gather_votes(rows: Iterable[VoteRow]) -> Ballots:
    """Keep the latest vote of every person on every statement.

    Parameters
    ----------
    rows : iterable of (person id, statement id, vote, time)
        vote is 1 agree, 0 pass, -1 disagree; time is any integer clock that grows.
        The order of rows does not matter. Different votes with one and the same
        latest time count as a pass, because nothing says which came last.

    Raises
    ------
    BadVote
        If a vote is not 1, 0 or -1; ``line`` counts rows from 1.
    """
    people: dict[str, int] = {}
    statements: dict[str, int] = {}
    events: list[tuple[int, int, int, int]] = []
    for number, (person, statement, vote, time) in enumerate(rows, start=1):
        if vote not in VOTES.values():
            raise BadVote(line=number, column="vote", value=vote, allowed=ALLOWED_VOTES)
        i_person = people.setdefault(person, len(people))
        i_statement = statements.setdefault(statement, len(statements))
        events.append((i_person, i_statement, time, vote))
    table = np.array(events, dtype=np.int64).reshape(-1, 4)
    return _ballots(list(people), list(statements), table)


def _ballots(people: list[str], statements: list[str], table: NDArray[np.int64]) -> Ballots:
    person_ids, statement_ids = canonical_order(people), canonical_order(statements)
    cast = table.copy()
    cast[:, 0] = _places(people, person_ids)[table[:, 0]]
    cast[:, 1] = _places(statements, statement_ids)[table[:, 1]]
    final = _latest(cast)
    n_cast = np.bincount(final[:, 0], minlength=len(person_ids))
    return Ballots(
        person_ids=tuple(person_ids),
        statement_ids=tuple(statement_ids),
        indptr=np.concatenate([[0], np.cumsum(n_cast)]),
        indices=final[:, 1].astype(np.int32),
        values=final[:, 3].astype(np.int8),
    )


def _places(found: list[str], ordered: list[str]) -> NDArray[np.int64]:
    place = {name: i for i, name in enumerate(ordered)}
    return np.array([place[name] for name in found], dtype=np.int64)


def _latest(cast: NDArray[np.int64]) -> NDArray[np.int64]:
    ordered = cast[np.lexsort((cast[:, 3], cast[:, 2], cast[:, 1], cast[:, 0]))]
    if len(ordered) == 0:
        return ordered
    is_last = np.ones(len(ordered), dtype=bool)
    is_last[:-1] = (ordered[1:, :2] != ordered[:-1, :2]).any(axis=1)
    is_first_of_time = np.ones(len(ordered), dtype=bool)
    is_first_of_time[1:] = (ordered[1:, :3] != ordered[:-1, :3]).any(axis=1)
    # Votes of one moment lie side by side, lowest first and highest last.
    lowest = ordered[is_first_of_time][np.cumsum(is_first_of_time) - 1, 3]
    final = ordered.copy()
    final[ordered[:, 3] != lowest, 3] = PASS
    kept: NDArray[np.int64] = final[is_last]
    return kept
