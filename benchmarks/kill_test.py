"""Kill the server and the worker 200 times under load; nothing answered may be lost.

    python benchmarks/kill_test.py [--kills 200] [--postgres] [--quick]

Citizens send complaints all the while and hold on to every receipt. After the last kill
the hall works until nothing waits; then every receipt is verified against the record.
``kill -9`` ends the process, not the machine: what a power cut takes is another question,
answered in docs/explanation/measurements.md.
"""

import argparse
import json
import re
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from hall.killing import run
from hall.running import Hall, durable_cluster

SEED = 20_261_121
MOST_SHOWN = 3
# A page that failed, with its traceback.
INTERNAL = re.compile(r"Internal Server Error: .*\nTraceback.*\n(?:[ \t].*\n|\n)*.*\n")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--postgres", action="store_true")
    arguments.add_argument("--quick", action="store_true", help="twelve kills")
    asked = arguments.parse_args()
    kills = 12 if asked.quick else asked.kills
    with durable_cluster() if asked.postgres else nullcontext("") as url:
        if url is None:
            print("PostgreSQL was not found; nothing was measured.")
            return 69
        with tempfile.TemporaryDirectory(prefix="pendopo-kill-") as folder:
            return report("postgresql" if url else "sqlite", kills, Hall(Path(folder), url))


def report(database, kills, hall):
    try:
        verdict, story, seconds = run(hall, kills, seed=SEED, is_patient=True)
    finally:
        for name in list(hall.processes):
            hall.kill(name)
    log = hall.log()
    for found in INTERNAL.findall(log)[:MOST_SHOWN]:
        print(found, file=sys.stderr)
    locked = log.count("database is locked")
    is_clean = not (verdict["n_faults"] or verdict["ledger_check_code"] or story.failures)
    print(
        f"{'KEPT' if is_clean else 'BROKEN'}: {database}, {kills} kills in {seconds:.0f} s, "
        f"{len(story.promises)} receipts held, {verdict['n_faults']} faults, "
        f"{story.n_cut_off} requests cut off and sent again, {len(story.errors)} errors, "
        f"{locked} times locked; {verdict['ledger_check']}"
    )
    rows = {"benchmark": "kill", "database": database, "kills": kills, "seconds": round(seconds)}
    rows |= {"n_cut_off": story.n_cut_off, "errors": story.errors}
    print(json.dumps(rows | verdict | {"failures": story.failures}))
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
