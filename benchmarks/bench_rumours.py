"""How well a rumour is known again, on invented ones, by the share that is joined or shown.

    PYTHONPATH=src:benchmarks python benchmarks/bench_rumours.py [--each 50]

Thresholds were chosen on every other rumour (part 0) and are reported on the rest (part 1).
Beside us stands what tells reports apart: Jaccard of plain words.
"""

import argparse
import json
import time
from pathlib import Path

import yaml
from rumours.corpus import pairs

from pendopo.engines.matching import retelling, terms_of, words_of

SEED = 20_261_201
KINDS = ("passed on", "retold", "denied", "same subject", "another")
RULES = Path(__file__).parents[1] / "data" / "rules" / "clarification.yaml"


def main():
    parser = argparse.ArgumentParser(description="recognising rumours")
    parser.add_argument("--each", type=int, default=50)
    asked = parser.parse_args()
    join, suggest = thresholds()
    for part in (0, 1):
        found = list(pairs(n_each=asked.each, seed=SEED + part, part=part))
        began = time.perf_counter()
        scores = [
            (kind, 100 * retelling(terms_of(known), terms_of(new))) for known, new, kind in found
        ]
        took = time.perf_counter() - began
        report(f"part {part}, ours", scores, join, suggest)
        plain = [(kind, 100 * jaccard(known, new)) for known, new, kind in found]
        report(f"part {part}, words", plain, join, suggest)
        print(
            json.dumps({"pairs": len(found), "microseconds_each": round(1e6 * took / len(found))})
        )


def thresholds():
    rows = yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]
    amounts = {row["code"]: row["amount"] for row in rows}
    return amounts["clarification.join_percent"], amounts["clarification.suggest_percent"]


def jaccard(known, new):
    one, other = set(words_of(known)), set(words_of(new))
    return len(one & other) / len(one | other) if one | other else 0.0


def report(name, scores, join, suggest):
    for kind in KINDS:
        values = sorted(score for each, score in scores if each == kind)
        line = {
            "set": name,
            "kind": kind,
            "joined": round(share(values, join), 3),
            "shown": round(share(values, suggest), 3),
            "median": round(values[len(values) // 2]),
            "p10": round(values[len(values) // 10]),
            "p90": round(values[len(values) * 9 // 10]),
        }
        print(json.dumps(line))


def share(values, least):
    return sum(value >= least for value in values) / len(values)


if __name__ == "__main__":
    main()
