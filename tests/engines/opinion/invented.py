"""Invented votes: random ones for properties, planted groups for quality."""

import numpy as np
from hypothesis import strategies as st

from pendopo.engines.opinion import gather_votes


@st.composite
def vote_rows(draw, *, max_people=12, max_statements=7):
    """Draw rows (person, statement, vote, time), each pair possibly several times."""
    n_people = draw(st.integers(1, max_people))
    n_statements = draw(st.integers(1, max_statements))
    row = st.tuples(
        st.integers(0, n_people - 1).map(str),
        st.integers(0, n_statements - 1).map(str),
        st.sampled_from([1, 0, -1]),
        st.integers(0, 5),
    )
    return draw(st.lists(row, min_size=1, max_size=60))


def random_ballots(n_people, n_statements, *, density=0.5, seed=0):
    """Draw independent votes with a leaning per statement."""
    rng = np.random.default_rng(seed)
    leaning = rng.normal(0, 1, n_statements)
    votes = np.sign(np.round(leaning + rng.normal(0, 1, (n_people, n_statements)))).astype(int)
    seen = rng.random(votes.shape) < density
    return gather_votes((f"p{i}", f"s{j}", int(votes[i, j]), 0) for i, j in np.argwhere(seen))


def planted_rows(sizes=(40, 30, 20), n_statements=24, *, noise=0.03, density=0.7, seed=1):
    """Draw rows of groups that answer by a pattern of their own, and who is in which."""
    rng = np.random.default_rng(seed)
    patterns = rng.choice([-1, 1], (len(sizes), n_statements))
    truth = np.repeat(np.arange(len(sizes)), sizes)
    rows = []
    for person, group in enumerate(truth):
        for statement in np.flatnonzero(rng.random(n_statements) < density):
            flips = rng.random() < noise
            vote = int(patterns[group, statement]) * (-1 if flips else 1)
            rows.append((f"{person}", f"{statement}", vote, 0))
    return rows, truth


def as_csv(rows):
    """Write rows as a Polis-style table."""
    lines = ["timestamp,datetime,comment-id,voter-id,vote"]
    lines += [f"{time},-,{statement},{person},{vote}" for person, statement, vote, time in rows]
    return "\n".join(lines) + "\n"
