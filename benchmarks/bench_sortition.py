"""The fairest lottery for a panel, and how near a thousand slips come to it.

    PYTHONPATH=src .venv/bin/python benchmarks/bench_sortition.py [--size 150 | --size 300]

Volunteers are invented: four features with fourteen values, drawn by shares among those who
volunteer that differ from the population's; quotas follow the population, give or take one
seat. With ``--tables FOLDER`` the same pools are written as tables, for a peer to read.
"""

import argparse
import csv
import json
import platform
import random
import time
from pathlib import Path

from pendopo.engines.sortition import Quota, fair_lottery, gather, make_lottery

PANELS = {150: 22, 300: 45, 500: 75}
SEED = 20_261_201
# For each value: share of the population, share of those who volunteer.
TRAITS = {
    "sex": {"f": (0.50, 0.40), "m": (0.50, 0.60)},
    "age": {
        "17-24": (0.18, 0.08),
        "25-39": (0.30, 0.27),
        "40-54": (0.28, 0.35),
        "55+": (0.24, 0.30),
    },
    "district": {"a": (0.3, 0.42), "b": (0.25, 0.2), "c": (0.25, 0.22), "d": (0.2, 0.16)},
    "interest": {
        "resident": (0.45, 0.45),
        "trader": (0.25, 0.33),
        "rider": (0.2, 0.16),
        "disabled": (0.1, 0.06),
    },
}


def main():
    options = argparse.ArgumentParser(description="time the fairest lottery")
    options.add_argument("--size", type=int, choices=PANELS)
    options.add_argument("--tables", type=Path)
    asked = options.parse_args()
    for n in [asked.size] if asked.size else (150, 300):
        people, quotas = volunteers(n), seats(PANELS[n])
        if asked.tables:
            write(asked.tables, n, people, quotas)
        else:
            print(json.dumps(measured(people, quotas, PANELS[n])), flush=True)


def volunteers(n):
    rng = random.Random(SEED)
    return {
        f"p{i:03d}": {
            feature: rng.choices(list(values), [there for _, there in values.values()])[0]
            for feature, values in TRAITS.items()
        }
        for i in range(n)
    }


def seats(size):
    return [
        Quota(feature, value, max(0, int(share * size)), int(share * size) + 1)
        for feature, values in TRAITS.items()
        for value, (share, _) in values.items()
    ]


def measured(people, quotas, size):
    pool = gather(people, quotas, size)
    began = time.perf_counter()
    maximin = fair_lottery(pool, rounds=1)
    halfway = time.perf_counter()
    lottery = make_lottery(pool)
    ended = time.perf_counter()
    return {
        "python": platform.python_version(),
        "people": len(people),
        "panel": size,
        "types": len(pool.heads),
        "maximin_seconds": round(halfway - began, 2),
        "leximin_seconds": round(ended - halfway, 2),
        "levels": lottery.rounds,
        "best_possible": round(maximin.ceiling, 4),
        "maximin": round(float((maximin.odds @ maximin.panels / pool.heads).min()), 4),
        "on_slips": lottery.smallest / 1000,
        "even": round(size / len(people), 4),
        "panels": len(set(lottery.slips)),
    }


def write(folder, n, people, quotas):
    """The tables as sortition-algorithms reads them."""
    with (folder / f"people_{n}.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["nationbuilder_id", *TRAITS])
        rows.writerows([id_, *traits.values()] for id_, traits in people.items())
    with (folder / f"features_{n}.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["feature", "value", "min", "max"])
        rows.writerows([each.feature, each.value, each.least, each.most] for each in quotas)


if __name__ == "__main__":
    main()
