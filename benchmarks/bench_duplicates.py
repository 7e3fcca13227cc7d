"""How well duplicates are found: the "duplicate of" notes of Boston's public requests as truth.

    PYTHONPATH=src python benchmarks/bench_duplicates.py FILE.csv.gz [--fit]

Every pair counts as (later report, earlier report). Candidates are what the house would
look at when the later one came in: open reports within 250 m and 180 days. Reported on
the half of the pairs that the weights were not fitted on. Beside it the naive rule that
offices use: same service, within 250 m, in the last 30 days, nearest first. ``--fit`` fits
the weights anew on the other half and prints them.
"""

import argparse
import csv
import gzip
import json
import math
import re
import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

from pendopo.engines.matching import WEIGHTS, Item, cell_of, cells_around, metres_between, rank

METRES, DAYS, MOST = 250, 180, 300
NAIVE_DAYS = 30
DAY = 86_400
NOTE = re.compile(r"dup(?:licate|e)?s?\b[^0-9]{0,60}?#?\s*(\d{5,12})", re.IGNORECASE)
# Short numbers in the notes are the last digits of the full ones.
SHORT = 101_000_000_000
THRESHOLDS = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9)


def main():
    asked = arguments()
    rows = read(asked.file)
    truth = pairs(rows)
    later = sorted(truth, key=lambda key: rows[key]["at"])
    city = City(rows)
    if asked.fit:
        fit(city, {key: truth[key] for key in later[::2]})
        return
    report(city, rows, {key: truth[key] for key in later[1::2]})


def arguments():
    parser = argparse.ArgumentParser(
        description="recall and precision of the search for duplicates"
    )
    parser.add_argument("file")
    parser.add_argument("--fit", action="store_true")
    return parser.parse_args()


def read(path):
    rows = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at, end = (moment(row[name]) for name in ("requested_datetime", "updated_datetime"))
            rows[row["service_request_id"]] = {
                "at": at,
                "end": end,
                "note": row["status_notes"],
                "item": Item(
                    key=row["service_request_id"],
                    text=row["description"],
                    at=datetime.fromtimestamp(at, UTC),
                    topic=row["service_code"],
                    latitude=float(row["lat"]),
                    longitude=float(row["long"]),
                ),
            }
    return rows


def moment(text):
    return datetime.fromisoformat(text).timestamp() if text else math.inf


def pairs(rows):
    """Give, for each later report, the earlier ones it is noted to be the same as."""
    found = defaultdict(set)
    for key, row in rows.items():
        note = NOTE.search(row["note"])
        if note is None:
            continue
        digits = note.group(1)
        other = digits if len(digits) == 12 else str(SHORT + int(digits))
        if other != key and other in rows:
            new, old = sorted((key, other), key=lambda each: (rows[each]["at"], each))[::-1]
            found[new].add(old)
    return dict(found)


class City:
    """All reports by grid cell, in order of time."""

    def __init__(self, rows):
        self.rows, self.cells = rows, defaultdict(list)
        for key, row in sorted(rows.items(), key=lambda each: (each[1]["at"], each[0])):
            self.cells[cell_of(row["item"].latitude, row["item"].longitude)].append(
                (row["at"], key)
            )

    def candidates(self, key):
        """Give what is open nearby when a report comes in, the newest first."""
        row, near = self.rows[key], []
        item, at = row["item"], row["at"]
        for cell in cells_around(item.latitude, item.longitude, METRES):
            held = self.cells.get(cell, [])
            first, last = bisect_left(held, (at - DAYS * DAY, "")), bisect_right(held, (at, "~"))
            near += [each for each in held[first:last] if each[1] != key]
        near = [each for each in near if self.rows[each[1]]["end"] > at]
        return [self.rows[key]["item"] for _at, key in sorted(near, reverse=True)[:MOST]]


def naive(new, others):
    """Rank as offices do: same service, near, recent; the nearest first."""
    found = []
    for other in others:
        metres = metres_between(new.latitude, new.longitude, other.latitude, other.longitude)
        days = (new.at - other.at).total_seconds() / DAY
        if other.topic == new.topic and metres <= METRES and days <= NAIVE_DAYS:
            found.append((metres, other.key))
    return [key for _metres, key in sorted(found)]


def report(city, rows, truth):
    ours, theirs = Tally(), Tally()
    n_candidates, seconds = [], []
    for key, wanted in truth.items():
        new, others = rows[key]["item"], city.candidates(key)
        n_candidates.append(len(others))
        begun = time.perf_counter()
        matches = rank(new, others)
        seconds.append(time.perf_counter() - begun)
        ours.add(wanted, [match.key for match in matches], [match.score for match in matches])
        theirs.add(wanted, naive(new, others)[:10], None)
    n_pairs = sum(len(wanted) for wanted in truth.values())
    reachable = sum(
        len(wanted & {item.key for item in city.candidates(key)}) for key, wanted in truth.items()
    )
    rows_out = {
        "benchmark": "duplicates",
        "n_reports": len(rows),
        "n_pairs_tested": n_pairs,
        "n_new_reports": len(truth),
        "candidates_median": sorted(n_candidates)[len(n_candidates) // 2],
        "candidates_most": max(n_candidates),
        "recall_ceiling": round(reachable / n_pairs, 4),
        **ours.figures("ours", n_pairs),
        **theirs.figures("naive", n_pairs),
        "precision_at_threshold": ours.by_threshold(n_pairs),
        "rank_milliseconds_p95": round(1e3 * sorted(seconds)[int(0.95 * len(seconds))], 2),
    }
    print(json.dumps(rows_out, indent=1))


class Tally:
    """Counts hits by rank, and by score of the first."""

    def __init__(self):
        self.first, self.ten, self.n_first, self.scored = 0, 0, 0, []

    def add(self, wanted, keys, scores):
        self.ten += len(wanted & set(keys[:10]))
        self.n_first += bool(keys)
        self.first += bool(keys) and keys[0] in wanted
        self.scored += [
            (score, key in wanted) for key, score in zip(keys, scores or (), strict=False)
        ]

    def figures(self, name, n_pairs):
        return {
            f"recall_at_10_{name}": round(self.ten / n_pairs, 4),
            f"precision_of_first_{name}": round(self.first / max(1, self.n_first), 4),
        }

    def by_threshold(self, n_pairs):
        told = {}
        for least in THRESHOLDS:
            shown = [is_hit for score, is_hit in self.scored if score >= least]
            told[str(least)] = {
                "precision": round(sum(shown) / max(1, len(shown)), 4),
                "recall": round(sum(shown) / n_pairs, 4),
                "shown_per_report": round(len(shown) / max(1, self.n_first), 2),
            }
        return told


def fit(city, truth):
    """Fit the weights of the score; the forms of distance and age stay."""
    import numpy as np  # noqa: PLC0415 -- needed for fitting alone
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 -- the same

    # One weight at a time gives its feature back: score with that weight at 1, base 0.
    bare = dict.fromkeys(("base", "near", "area", "topic", "words", "words_alone", "fresh"), 0.0)
    names = ("near", "topic", "words", "fresh")
    features, hits = [], []
    for key, wanted in truth.items():
        others = city.candidates(key)
        columns = [
            {
                match.key: math.log(match.score / (1 - match.score))
                for match in rank(
                    city.rows[key]["item"],
                    others,
                    most=len(others),
                    weights=replace(WEIGHTS, **{**bare, name: 1.0}),
                )
            }
            for name in names
        ]
        features += [[column[item.key] for column in columns] for item in others]
        hits += [item.key in wanted for item in others]
    model = LogisticRegression(C=10, max_iter=500).fit(np.array(features), np.array(hits))
    fitted = dict(zip(names, model.coef_[0].round(2), strict=True))
    print(
        {"base": round(float(model.intercept_[0]), 2), **{k: float(v) for k, v in fitted.items()}}
    )


if __name__ == "__main__":
    main()
