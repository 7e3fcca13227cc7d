"""Time the export, computing and writing of an indicator on a named number of invented facts.

The export goes day by day through one writer, as the evidence room's does; then one day is
written again, as after an ordinary day's work.

Run: python benchmarks/bench_indicators.py [n_facts]
"""

import json
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pendopo.engines.indicators import (
    compute,
    facts_by_day,
    facts_writer,
    load_definition,
    write_result,
)

DEFINITION = Path(__file__).parents[1] / "data/indicators/answered_within_limit.yaml"
START = datetime(2024, 11, 1, tzinfo=UTC)
REASONS = ["answered"] * 14 + ["closed_by_system", "archived", "not_ours", "merged", "withdrawn"]


def facts(n_facts, seed=20261101):
    """Yield ``n_facts`` facts: four of five clocks stop, one in three is moved."""
    chance, made, case = random.Random(seed), 0, 0
    while made < n_facts:
        case += 1
        opened = START + timedelta(minutes=chance.randrange(1_000_000))
        for fact in clock(chance, case, opened)[: n_facts - made]:
            made += 1
            yield {
                "id": f"{made:032x}",
                "version": 1,
                "subject_type": "case",
                "subject_id": f"case-{case}",
                "by_ref": "system",
            } | fact


def clock(chance, case, opened):
    due = opened + timedelta(days=chance.choice([5, 14, 60]))
    own = {"case_id": f"case-{case}", "clock_id": f"clock-{case}", "clock": "answer"}
    office = f"office-{chance.randrange(40)}"
    made = [fact("ClockStarted", opened, own, office=office, policy="p", due_at=iso(due))]
    made.append(fact("CaseAssigned", opened, {"case_id": own["case_id"]}, office=office))
    if chance.random() < 1 / 3:
        due += timedelta(days=7)
        moved = opened + timedelta(days=1)
        made.append(fact("ClockMoved", moved, own, due_at=iso(due), reason="paused"))
    if chance.random() < 0.8:
        end = opened + (due - opened) * chance.lognormvariate(-0.4, 0.6)
        reason = chance.choice(REASONS)
        made.append(fact("ClockStopped", end, own, reason=reason, office=office, due_at=iso(due)))
    return made


def fact(name, at, own, **values):
    return {"name": name, "at": at, "payload": own | values}


def iso(at):
    return at.isoformat().replace("+00:00", "Z")


def text(row):
    """Return a fact as the database gives it: every column as text."""
    return [
        row["id"], row["name"], str(row["version"]), row["subject_type"], row["subject_id"],
        row["at"].isoformat(" "), row["by_ref"], json.dumps(row["payload"]),
    ]  # fmt: skip


def export(folder, days):
    """Write ``days`` and return the seconds it took."""
    started = time.perf_counter()
    with facts_writer(folder) as writer:
        for day, rows in days.items():
            writer.write_day(folder / f"day={day}" / "facts.parquet", rows)
    return time.perf_counter() - started


def main(n_facts):
    definition, days = load_definition(DEFINITION), {}
    for row in facts(n_facts):
        days.setdefault(row["at"].date(), []).append(text(row))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        export_s = export(folder / "facts", days)
        again_s = export(folder / "facts", dict([max(days.items())]))
        started = time.perf_counter()
        held = sum(facts_by_day(folder / "facts").values())
        counted = time.perf_counter()
        at = datetime(2026, 11, 1, tzinfo=UTC)
        result = compute(definition, folder / "facts", at=at, zone="Asia/Jakarta")
        computed = time.perf_counter()
        write_result(result, folder / "out")
        written = time.perf_counter()
    print(
        json.dumps(
            {
                "n_facts": n_facts,
                "n_exported": held,
                "n_days": len(days),
                "n_members": len(result.members),
                "share": round(result.total.share, 4),
                "export_s": round(export_s, 2),
                "export_one_day_s": round(again_s, 3),
                "count_days_s": round(counted - started, 3),
                "compute_s": round(computed - counted, 2),
                "write_s": round(written - computed, 2),
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
