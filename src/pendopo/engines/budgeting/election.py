"""One vote on one budget: projects with costs, and ballots with points."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pendopo.engines.budgeting.errors import BadElection

MOST_POINTS = 10_000


class Utility(StrEnum):
    """What one funded project is worth to a person who gave it one point."""

    COST = "cost"
    """As much as it costs: a tenth of the people steer a tenth of the money."""
    COUNT = "count"
    """One: a tenth of the people have a tenth of the wishes granted."""


@dataclass(frozen=True, slots=True)
class Project:
    """Something that can be funded whole or not at all; ``cost`` in the smallest unit of money."""

    id: str
    cost: int
    name: str = ""


@dataclass(frozen=True)
class Election:
    """A budget, the projects, and the ballots that are alike with their number.

    Build it with ``gather``. Money is a whole number of the smallest unit everywhere.

    Attributes
    ----------
    budget : int
        More than 0.
    projects : tuple of Project
        In the order of their ids, numbers by size; all places refer to this order.
    ballots : tuple of (tuple of (int, int), int)
        For each different ballot its (place of the project, points) in order of the
        places, and how many people cast it; in order, so that no ballot comes first by
        arrival.
    """

    budget: int
    projects: tuple[Project, ...]
    ballots: tuple[tuple[tuple[tuple[int, int], ...], int], ...]

    @cached_property
    def voters(self) -> int:
        """How many people cast a ballot, empty ones included."""
        return sum(heads for _, heads in self.ballots)

    @cached_property
    def supporters(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each project the (place of the ballot, points) of those who want it."""
        wanted: list[list[tuple[int, int]]] = [[] for _ in self.projects]
        for place, (points, _) in enumerate(self.ballots):
            for project, given in points:
                wanted[project].append((place, given))
        return tuple(map(tuple, wanted))

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """How many people want each project."""
        return tuple(sum(self.heads(who) for who, _ in each) for each in self.supporters)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """How many points each project got; with approvals the same as votes."""
        return tuple(
            sum(self.heads(who) * given for who, given in each) for each in self.supporters
        )

    @cached_property
    def eligible(self) -> tuple[int, ...]:
        """Places of the projects that somebody wants and the whole budget could pay."""
        return tuple(
            place
            for place, project in enumerate(self.projects)
            if self.supporters[place] and project.cost <= self.budget
        )

    def heads(self, ballot: int) -> int:
        """How many people cast this ballot."""
        return self.ballots[ballot][1]

    def weight(self, project: int, utility: Utility) -> int:
        """How much one point for this project is worth when it is funded."""
        return self.projects[project].cost if utility is Utility.COST else 1

    def cost(self, chosen: Iterable[int]) -> int:
        """What these projects cost together."""
        return sum(self.projects[place].cost for place in chosen)

    def precedence(self, project: int) -> tuple[int, int, int]:
        """Give the order among equals: more supporters, then cheaper, then the earlier id."""
        return -self.votes[project], self.projects[project].cost, project


def gather(
    budget: int, projects: Iterable[Project], ballots: Iterable[Mapping[str, int]]
) -> Election:
    """Bring projects and ballots into the one order that does not depend on their arrival.

    Parameters
    ----------
    budget : int
        In the smallest unit of money, more than 0.
    projects : iterable of Project
        Ids differ; costs are more than 0.
    ballots : iterable of mapping
        For each person the points, 0 to 10,000, by id of project; 1 for an approval.
        No points is the same as not naming the project.

    Raises
    ------
    BadElection
        If one of these does not hold, or nobody voted.
    """
    ordered = tuple(sorted(projects, key=lambda each: natural(each.id)))
    places = {project.id: place for place, project in enumerate(ordered)}
    _check(budget, ordered, places)
    counted = Counter(_canonical(ballot, places) for ballot in ballots)
    if not counted:
        raise BadElection("Belum ada surat suara.")
    return Election(budget, ordered, tuple(sorted(counted.items())))


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Order 9 before 10, and numbers before words."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    key = tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
    return (*key, (-2, name))


def _check(budget: int, projects: tuple[Project, ...], places: Mapping[str, int]) -> None:
    if budget <= 0:
        raise BadElection("Anggaran harus lebih dari nol.")
    if len(places) < len(projects):
        twice = next(id_ for id_, n in Counter(each.id for each in projects).items() if n > 1)
        raise BadElection(f"Usulan {twice} tertulis dua kali.")
    for project in projects:
        if project.cost <= 0:
            raise BadElection(f"Biaya usulan {project.id} harus lebih dari nol.")


def _canonical(ballot: Mapping[str, int], places: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    for project, points in ballot.items():
        if project not in places:
            raise BadElection(f"Surat suara menyebut usulan {project} yang tidak ada.")
        if not 0 <= points <= MOST_POINTS:
            raise BadElection(f"Nilai {points} untuk usulan {project} di luar 0 sampai 10.000.")
    return tuple(sorted((places[id_], points) for id_, points in ballot.items() if points))
