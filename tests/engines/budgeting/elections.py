"""Invented budget votes, small enough to check by hand or by trying everything."""

from hypothesis import strategies as st

from pendopo.engines.budgeting import Project, gather


def approvals(budget, costs, ballots):
    """Projects A, B, ... with these costs; a ballot is a word of their letters."""
    projects = [Project(chr(65 + place), cost) for place, cost in enumerate(costs)]
    return gather(budget, projects, [dict.fromkeys(ballot, 1) for ballot in ballots])


@st.composite
def elections(draw, most_points=1):
    """Few projects and people, with many equal costs and ballots."""
    n = draw(st.integers(1, 6))
    costs = draw(st.lists(st.integers(1, 12), min_size=n, max_size=n))
    budget = draw(st.integers(1, 40))
    names = [chr(65 + place) for place in range(n)]
    ballot = st.dictionaries(st.sampled_from(names), st.integers(1, most_points))
    ballots = draw(st.lists(ballot, min_size=1, max_size=8))
    projects = [Project(name, cost) for name, cost in zip(names, costs, strict=True)]
    return gather(budget, projects, ballots)


def names(election, places):
    """The ids of these projects, as one word."""
    return "".join(election.projects[place].id for place in places)
