"""Equal shares with completion, beside pabutools.

Real votes if a Pabulib file is given, else an invented town. Prints one line of JSON:

    PYTHONPATH=src .venv-benchmark/bin/python benchmarks/bench_budgeting.py [FILE.pb ...]

The peer lives in an environment of its own (see bench_privacy.py); where it is not
installed the line says so. Times are from ballots in memory to the funded projects; purses
grow by one unit of money at a time, as the peer does it.
"""

import argparse
import importlib.util
import json
import platform
import random
import tempfile
import time
from pathlib import Path

from pendopo.engines.budgeting import Pabulib, Utility, equal_shares, read_pabulib, write_pabulib

RUNS = 5
PEOPLE, PROJECTS, BUDGET = 6_000, 60, 1_000_000
SEED = 20_261_201


def main():
    options = argparse.ArgumentParser(description="time equal shares")
    options.add_argument("files", nargs="*", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        invented = Path(folder) / "invented.pb"
        invented.write_text(write_pabulib(town()), encoding="utf-8")
        for path in asked.files or [invented]:
            for utility in Utility:
                print(json.dumps(measured(path, utility)), flush=True)


def town():
    """People of six districts, who mostly want what is near and cheap projects everywhere."""
    rng = random.Random(SEED)
    homes = [rng.randrange(6) for _ in range(PROJECTS)]
    costs = [rng.choice([5, 10, 20, 35, 50, 80, 100]) * 1_000 for _ in range(PROJECTS)]
    votes = []
    for _ in range(PEOPLE):
        home = rng.choices(range(6), [6, 5, 4, 3, 2, 1])[0]
        appeal = [(4 if near == home else 1) * rng.random() for near in homes]
        best = sorted(range(PROJECTS), key=appeal.__getitem__, reverse=True)
        votes.append({"vote": ",".join(str(each) for each in best[: rng.randint(1, 8)])})
    projects = [{"project_id": str(i), "cost": str(cost)} for i, cost in enumerate(costs)]
    meta = {"budget": str(BUDGET), "vote_type": "approval"}
    return Pabulib(meta, tuple(projects), tuple(votes))


def measured(path, utility):
    election = read_pabulib(path).election()
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        outcome = equal_shares(election, utility=utility, step=1)
        seconds.append(round(time.perf_counter() - began, 3))
    shared = sorted(election.projects[place].id for place in outcome.ledger.chosen)
    return {
        "file": path.name,
        "python": platform.python_version(),
        "voters": election.voters,
        "ballots": len(election.ballots),
        "projects": len(election.projects),
        "utility": str(utility),
        "steps": outcome.steps,
        "spent": outcome.spent / election.budget,
        "seconds": sorted(seconds),
        "peer": peer(path, utility, shared),
    }


def peer(path, utility, shared):
    """The same purchases by pabutools, with its time; None where it is not installed."""
    if importlib.util.find_spec("pabutools") is None:
        return None
    from pabutools import election as votes  # noqa: PLC0415 -- only where it is installed
    from pabutools.rules import method_of_equal_shares  # noqa: PLC0415 -- only where installed

    instance, profile = votes.parse_pabulib(str(path))
    worth = votes.Cost_Sat if utility is Utility.COST else votes.Cardinality_Sat
    if instance.meta["vote_type"] in {"cumulative", "scoring"}:
        if utility is Utility.COST:
            return None
        worth = votes.Additive_Cardinal_Sat
    began = time.perf_counter()
    found = method_of_equal_shares(
        instance, profile.as_multiprofile(), sat_class=worth, voter_budget_increment=1
    )
    seconds = round(time.perf_counter() - began, 2)
    return {"seconds": seconds, "same": sorted(str(each) for each in found) == shared}


if __name__ == "__main__":
    main()
