"""Real votes on budgets: what a city funded, and what pabutools 1.2.3 computed.

The files are from Pabulib (pabulib.org, CC BY 4.0) and not part of this repository: set
PENDOPO_PABULIB_DATA to a folder of them to run these tests. The peer's results were
recorded with benchmarks/bench_budgeting.py.
"""

import os
from pathlib import Path

import pytest

from pendopo.engines.budgeting import Utility, equal_shares, read_pabulib, write_pabulib
from pendopo.engines.budgeting.pabulib import parse_pabulib

BESIDE = Path(__file__).parents[4] / "shared" / "data" / "pabulib"
FOLDER = Path(os.environ.get("PENDOPO_PABULIB_DATA", BESIDE))
WIELICZKA, TOULOUSE = "poland_wieliczka_2023.pb", "france_toulouse_2019_.pb"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no folder of Pabulib files beside this checkout or in PENDOPO_PABULIB_DATA",
)

PLAIN = {
    (WIELICZKA, Utility.COST): "17 20 24 25 26 29 34 36 39 41 43 56 58 60 62 66 69 70 71 74 88",
    (WIELICZKA, Utility.COUNT): "17 20 24 25 26 29 32 33 34 36 39 43 56 58 60 62 66 69 70 71 88",
    (TOULOUSE, Utility.COUNT): "1 3 6 7 10 12 13 14 16 18 20 24 26 27 30",
}
SHARED = {
    (WIELICZKA, Utility.COST): (
        "6 7 9 17 19 20 24 25 26 29 32 33 34 36 39 40 41 42 43 56 58 60 61 62 66 67 69 70 71 74 88"
    ),
    (WIELICZKA, Utility.COUNT): (
        "6 7 8 9 16 17 19 20 24 25 26 29 32 33 34 36 39 41 42 43 56 58 60 61 62 66 67 69 70 71 74 88"
    ),
    (TOULOUSE, Utility.COUNT): "1 3 5 6 7 10 12 13 14 16 18 20 23 24 25 26 27 28 29 30",
}
FILLED = {
    (WIELICZKA, Utility.COST): "",
    (WIELICZKA, Utility.COUNT): "54",
    (TOULOUSE, Utility.COUNT): "11 17",
}


def ids(election, places):
    return " ".join(sorted((election.projects[place].id for place in places), key=int))


@pytest.mark.parametrize(("name", "utility"), PLAIN)
def test_equal_shares_alone_agree_with_the_peer(name, utility):
    election = read_pabulib(FOLDER / name).election()

    outcome = equal_shares(election, utility=utility, complete=False)

    assert ids(election, outcome.funded) == PLAIN[name, utility]


@pytest.mark.parametrize(("name", "utility"), SHARED)
def test_completed_equal_shares_agree_with_the_peer(name, utility):
    election = read_pabulib(FOLDER / name).election()

    outcome = equal_shares(election, utility=utility, step=1)

    assert ids(election, outcome.ledger.chosen) == SHARED[name, utility]
    assert ids(election, outcome.filled) == FILLED[name, utility]


def test_wieliczka_funded_what_we_find_but_for_three_of_one_village():
    file = read_pabulib(FOLDER / WIELICZKA)
    election = file.election()

    outcome = equal_shares(election)

    # All three lie in Czarnochowice; the peer funds the two as well.
    funded = {row["project_id"] for row in file.projects if row["selected"] == "1"}
    ours = {election.projects[place].id for place in outcome.funded}
    assert (ours - funded, funded - ours) == ({"66", "67"}, {"46"})
    assert outcome.spent == 984_579


@pytest.mark.parametrize("name", [WIELICZKA, TOULOUSE])
def test_public_files_are_written_back_unchanged(name):
    file = read_pabulib(FOLDER / name)

    assert parse_pabulib(write_pabulib(file)) == file
