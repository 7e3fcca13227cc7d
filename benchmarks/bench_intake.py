"""Complaints a second over HTTP by 64 citizens at once, beside a bare insert on the same server.

    python benchmarks/bench_intake.py [--seconds 20] [--visitors 64] [--quick]

A complaint is the real thing: cookies and CSRF, form rules, the voice, its fact with its hash,
the delivery, the session, and meanwhile the worker opens cases and seals blocks. The peer is a
Django view without middleware that stores one JSON row, on the same server with the same
database settings.

Clients and servers share the machine, so both figures are lower than they would be apart; read
the ratios. The processor time that the hall's processes spent on a request, the worker's part
included and PostgreSQL's not, changes least on a busy machine. Afterwards every answered
complaint is looked for in the tables and in the record, and the chain is checked. Without
PostgreSQL only SQLite is measured.
"""

import argparse
import http.client
import json
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from hall.killing import audited
from hall.running import Hall, durable_cluster
from hall.visitors import WORDS, Visitor, voice_of

MOST_REQUESTS = 5_000
WARM_UP = 40
ROW = json.dumps({"title": "Lampu jalan padam", "text": WORDS, "kind": "complaint"})


@dataclass(frozen=True)
class Setting:
    """One way of running: which database, server, settings, and who works."""

    name: str
    database: str
    server: str = "waitress"
    has_own_worker: bool = False
    settings: str = "pendopo.config.settings"

    @property
    def is_bare(self):
        return self.settings == "bare.settings"


BARE = "bare.settings"
SETTINGS = (
    Setting("bare insert", "sqlite", settings=BARE),
    Setting("intake", "sqlite"),
    Setting("intake, synchronous=FULL", "sqlite", settings="bare.synced_settings"),
    Setting("bare insert", "postgresql", settings=BARE),
    Setting("intake", "postgresql", has_own_worker=True),
    Setting("bare insert, 2 processes", "postgresql", server="granian", settings=BARE),
    Setting("intake, 2 processes", "postgresql", server="granian", has_own_worker=True),
)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=float, default=20)
    arguments.add_argument("--visitors", type=int, default=64)
    arguments.add_argument("--quick", action="store_true", help="five seconds each")
    asked = arguments.parse_args()
    seconds = 5 if asked.quick else asked.seconds
    with tempfile.TemporaryDirectory(prefix="pendopo-intake-") as folder, durable_cluster() as url:
        rows = [
            measure(setting, Path(folder) / setting.database, url or "", asked.visitors, seconds)
            for setting in SETTINGS
            if url or setting.database == "sqlite"
        ]
    if not url:
        print("PostgreSQL was not found: only SQLite was measured.")
    report(rows)
    return 1 if any(row["n_lost_or_broken"] for row in rows) else 0


def measure(setting, home, url, visitors, seconds):
    """Load one setting and give its row of figures."""
    hall = Hall(
        home,
        url if setting.database == "postgresql" else "",
        server=setting.server,
        settings=setting.settings,
        has_own_worker=setting.has_own_worker,
    )
    if setting.is_bare:
        hall.has_own_worker = False
        hall.run("-m", "pendopo", "migrate", "--run-syncdb")
    else:
        # The peer made the tables; the law comes with the hall's first start otherwise.
        hall.run("-m", "pendopo", "load_law")
    hall.clear_log()
    try:
        hall.start()
        before = hall.cpu_seconds()
        answers, took = load(hall.port, visitors, seconds, send_row if setting.is_bare else send)
        drained = None if setting.is_bare else hall.wait_delivered(300)
        worked = hall.cpu_seconds() - before
    finally:
        hall.stop()
    n_asked = len(answers) + visitors * warm_up(visitors)
    row = figures(setting, hall, answers, took) | {"cpu_ms": round(worked / n_asked * 1000, 1)}
    return row | afterwards(setting, hall, answers, drained)


def warm_up(visitors):
    """Give how often each visitor asks before the measured time."""
    return max(1, WARM_UP // visitors)


def load(port, visitors, seconds, ask):
    """Let the visitors ask until the time or the number is up; warm up before."""
    answers, stop = [], threading.Event()
    gate = threading.Barrier(visitors + 1)

    def visit():
        visitor = Visitor(port)
        if ask is send:
            visitor.open_form()
        for _ in range(warm_up(visitors)):
            ask(visitor)
        gate.wait()
        while not stop.is_set() and len(answers) < MOST_REQUESTS:
            answers.append(ask(visitor))

    crowd = [threading.Thread(target=visit, daemon=True) for _ in range(visitors)]
    for one in crowd:
        one.start()
    gate.wait()
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds and len(answers) < MOST_REQUESTS:
        time.sleep(0.02)
    stop.set()
    for one in crowd:
        one.join()
    return answers, time.perf_counter() - begun


def send(visitor):
    """Send a complaint as somebody new; give (seconds, status, key, page after sending)."""
    visitor.become_somebody_else()
    key, begun = str(uuid.uuid4()), time.perf_counter()
    try:
        status, sent = visitor.send(key)
    except (OSError, http.client.HTTPException):
        status, sent = 0, ""
    return time.perf_counter() - begun, status, key, sent


def send_row(visitor):
    """Store one row, on a new connection as a new citizen's would be."""
    visitor.become_somebody_else()
    begun = time.perf_counter()
    try:
        status, _headers, _body = visitor.request("POST", "/insert/", ROW, "application/json")
    except (OSError, http.client.HTTPException):
        status = 0
    return time.perf_counter() - begun, status, "", ""


def figures(setting, hall, answers, took):
    times = sorted(answer[0] for answer in answers)
    good = [answer for answer in answers if answer[1] in {201, 302}]
    cuts = statistics.quantiles(times, n=100)
    return {
        "setting": setting.name,
        "database": setting.database,
        "server": setting.server,
        "n_requests": len(answers),
        "seconds": round(took, 1),
        "per_second": round(len(good) / took, 1),
        "p50_ms": round(cuts[49] * 1000),
        "p99_ms": round(cuts[98] * 1000),
        "n_errors": len(answers) - len(good),
        "n_locked": hall.log().count("database is locked"),
    }


def afterwards(setting, hall, answers, drained):
    """Say what of the answered complaints is missing, and how long the worker needed after."""
    if setting.is_bare:
        return {"n_lost_or_broken": 0}
    promises = [
        {"key": key, "voice_id": voice_of(sent)}
        for _, status, key, sent in answers
        if status == 302
    ]
    verdict = audited(hall, promises, is_drained=False)
    for fault in verdict["faults"]:
        print(fault, file=sys.stderr)
    return {
        "n_promises": len(promises),
        "n_lost_or_broken": verdict["n_faults"]
        + bool(verdict["ledger_check_code"])
        + (drained is None),
        "all_cases_open_and_sealed_after_s": drained and round(drained, 1),
        "ledger_check": verdict["ledger_check"],
    }


def report(rows):
    heads = ("per s", "p50 ms", "p99 ms", "cpu ms", "errors", "locked", "lost")
    print(" " * 46 + "".join(f"{head:>8}" for head in heads))
    for row in rows:
        name = f"{row['database']}, {row['server']}: {row['setting']}"
        keys = ("per_second", "p50_ms", "p99_ms", "cpu_ms", "n_errors", "n_locked")
        shown = [*(row[key] for key in keys), row["n_lost_or_broken"]]
        print(f"{name:46}" + "".join(f"{value:>8}" for value in shown))
    for bare, full in pairs(rows):
        share = full["per_second"] / bare["per_second"]
        where = f"{full['database']}, {full['server']}"
        cost = full["cpu_ms"] / bare["cpu_ms"]
        print(
            f"{where}: {full['setting']}: {share:.2f} as many a second as bare inserts, "
            f"{cost:.1f} times the processor time"
        )
    machine = {"cpus": os.cpu_count(), "load_before_15_min": os.getloadavg()[2]}
    machine |= {"python": platform.python_version(), "machine": platform.machine()}
    print(json.dumps({"benchmark": "intake", "rows": rows, **machine}))


def pairs(rows):
    """Give each full intake with the bare insert of the same database and server."""
    for full in rows:
        if "bare" not in full["setting"]:
            where = (full["database"], full["server"])
            beside = (row for row in rows if (row["database"], row["server"]) == where)
            yield next(row for row in beside if "bare" in row["setting"]), full


if __name__ == "__main__":
    sys.exit(main())
