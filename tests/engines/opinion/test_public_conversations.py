"""Real public conversations: the exported consensus, and the dense table, as oracles.

Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed
under CC BY 4.0 with attribution to The Computational Democracy Project. It is not part of
this repository: set PENDOPO_POLIS_DATA to a folder of conversations to run these tests.
"""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from tests.engines.oracles.opinion_dense import dense_positions

from pendopo.engines.opinion import (
    count_votes,
    group_informed_consensus,
    opinion_map,
    people_positions,
    principal_axes,
    read_votes,
)

BESIDE = Path(__file__).parents[4] / "shared" / "data" / "polis"
FOLDER = Path(os.environ.get("PENDOPO_POLIS_DATA", BESIDE))
CONVERSATIONS = {
    "bg2050-volunteers": (126, 371, 14_283),
    "brexit-consensus": (204, 50, 5_303),
    "scoop-hivemind.biodiversity": (536, 314, 29_719),
    "vtaiwan.uberx": (1_921, 197, 49_443),
}

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no folder of public conversations beside this checkout or in PENDOPO_POLIS_DATA",
)


def column(name, table, key, value):
    """Read one column of a table by the key of its row."""
    with (FOLDER / name / table).open(encoding="utf-8", newline="") as rows:
        return {row[key]: row[value] for row in csv.DictReader(rows)}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_the_latest_votes_are_as_many_as_published(name):
    ballots = read_votes(FOLDER / name / "votes.csv")

    counted = (ballots.n_people, ballots.n_statements, ballots.n_votes)
    assert counted == CONVERSATIONS[name]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_positions_are_within_a_ten_thousandth_of_the_dense_table(name):
    ballots = read_votes(FOLDER / name / "votes.csv")

    found = people_positions(ballots, principal_axes(ballots))
    expected, _ = dense_positions(ballots)

    for axis in range(2):
        side = np.sign(found[:, axis] @ expected[:, axis])
        assert np.abs(found[:, axis] - side * expected[:, axis]).max() < 1e-4


def test_group_informed_consensus_equals_the_public_export():
    name = "bg2050-volunteers"
    ballots = read_votes(FOLDER / name / "votes.csv")
    groups = column(name, "participants-votes.csv", "participant", "group-id")
    exported = column(name, "comments.csv", "comment-id", "group-informed-consensus")
    labels = np.array([int(groups.get(person) or -1) for person in ballots.person_ids])

    found = group_informed_consensus(count_votes(ballots, labels))

    assert len(found) == 371
    expected = [float(exported[statement]) for statement in ballots.statement_ids]
    assert np.abs(found - expected).max() < 1e-9


def test_brexit_has_two_stable_groups_although_three_are_clearer():
    ballots = read_votes(FOLDER / "brexit-consensus" / "votes.csv")

    found = opinion_map(ballots, stability=50).grouping

    assert max(found.candidates, key=lambda each: each.silhouette).k == 3
    assert found.n_groups == 2
    assert found.chosen.stability.median == pytest.approx(0.82, abs=0.03)
