"""Whole lives of cases over HTTP: sent, verified, moved, answered, closed, each by its own role.

Usage: python benchmarks/bench_lifecycle.py [--sqlite] [--size N] [--seconds S] [--quick]

The hall holds ``--size`` cases when the clock starts. Clients, server, worker and database
share this machine's cores.
"""

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import deque
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlencode

from bench_pages import prepare
from hall.running import Hall, durable_cluster
from hall.visitors import Visitor

NUMBER = re.compile(r"\b\d\d-\d{4}-\d{4}-\d\b")
TOKEN = "benchmark" * 4
AHEAD, PATIENCE_S = 4, 60
CATCHING_UP_S = 1_800
ANSWER = (
    "Regu UPT Penerangan mengganti lampu LED 60 watt di depan balai desa pada Kamis malam, dan "
    "menyetel ulang saklar waktunya. Warga RT 03 menyaksikan."
)
PROOF = "Berita acara 551/204, foto sebelum dan sesudah"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sqlite", action="store_true")
    arguments.add_argument("--size", type=int, default=1_000_000)
    arguments.add_argument("--seconds", type=float, default=40)
    arguments.add_argument("--visitors", type=int, default=16)
    arguments.add_argument("--quick", action="store_true", help="a thousand cases, ten seconds")
    asked = arguments.parse_args()
    size, seconds = (1_000, 10) if asked.quick else (asked.size, asked.seconds)
    with nullcontext("") if asked.sqlite else durable_cluster() as url:
        if url is None:
            print("PostgreSQL was not found; nothing was measured.")
            return 69
        with tempfile.TemporaryDirectory(prefix="pendopo-lives-") as folder:
            roles = built(Path(folder), url, size)
            hall = Hall(
                Path(folder),
                url,
                server="waitress" if asked.sqlite else "granian",
                has_own_worker=not asked.sqlite,
            )
            try:
                hall.start()
                return report(hall, size, *lived(hall, roles, asked.visitors, seconds))
            finally:
                for name in list(hall.processes):
                    hall.kill(name)


def built(folder, url, size):
    """Build the hall and sign its officers in; give their cookies and offices."""
    prepare(folder, url)
    from hall import growing, pages, searching  # noqa: PLC0415 -- tables exist only after setup

    pages.prepare()
    first = min(size, 10_000)
    pages.build(first)
    # A hall of that size has long entered its cases into the search.
    searching.enter()
    if size > first:
        growing.grow(size // first - 1)
        searching.grow(size // first - 1)
    return roles_of(pages)


def roles_of(pages):
    """Sign an officer and a verifier in; give their cookies and offices."""
    from pendopo.foundation.people.models import Account, Office  # noqa: PLC0415 -- needs setup

    officer, office_id = pages.busiest_officer()
    verifier = Account.objects.get(email=pages.VERIFIER)
    others = Office.objects.filter(is_active=True, kind="dinas").exclude(id=office_id)
    return {
        "verifier": cookie_of(pages.signed_in(verifier)),
        "officer": cookie_of(pages.signed_in(officer)),
        "office": Office.objects.get(id=office_id).code,
        "first_office": others.order_by("code").first().code,
    }


def cookie_of(client):
    return client.cookies["sessionid"].value


class Life:
    """The browsers of one citizen and of those who work on what they send."""

    def __init__(self, port, roles):
        self.citizen = Visitor(port)
        self.citizen.open_form()
        self.roles = roles
        self.desks = {name: self._desk(port, roles[name]) for name in ("verifier", "officer")}
        self.times = {name: [] for name in ("send", "verify", "assign", "answer", "close")}
        self.faults = []

    def _desk(self, port, session):
        desk = Visitor(port)
        desk.cookies = {"sessionid": session, "csrftoken": TOKEN[:32]}
        return desk

    def send(self):
        """Send a complaint and give its number."""
        self.citizen.become_somebody_else()
        begun = time.perf_counter()
        status, sent = self.citizen.send(str(uuid.uuid4()))
        self.times["send"].append(time.perf_counter() - begun)
        if status != 302:
            raise RuntimeError(f"the form answered {status}")
        return NUMBER.search(self.citizen.page(sent).decode())[0]

    def work_off(self, number):
        """Take a case from verification to its end; False if a step was refused."""
        steps = (
            (
                "verify",
                "verifier",
                "verifikasi",
                {"case_class": "complaint", "office": self.roles["first_office"]},
            ),
            ("assign", "verifier", "teruskan", {"office": self.roles["office"]}),
            ("answer", "officer", "jawab", {"outcome": "done", "text": ANSWER, "proof": PROOF}),
            ("close", "officer", "tutup", {}),
        )
        return all(self._step(number, *step) for step in steps)

    def _step(self, number, name, role, address, fields):
        path = f"/petugas/laporan/{number}/{address}/"
        body = urlencode({"csrfmiddlewaretoken": TOKEN[:32]} | fields)
        deadline = time.perf_counter() + PATIENCE_S
        while time.perf_counter() < deadline:
            begun = time.perf_counter()
            status, _headers, page = self.desks[role].request("POST", path, body)
            if status == 302:
                self.times[name].append(time.perf_counter() - begun)
                return True
            if name != "verify" or status != 404:
                break
            # The worker has not opened the case yet.
            time.sleep(0.05)
        self.faults.append(f"{name}: {status} {page[:80]!r}")
        return False


def lived(hall, roles, n_visitors, seconds):
    """Let the visitors live through cases; give them, how many ended, and how long it took."""
    lives = [Life(hall.port, roles) for _ in range(n_visitors)]
    # The worker of a hall that was just made first enters all its cases into the search.
    lives[0].send()
    if hall.wait_delivered(CATCHING_UP_S) is None:
        raise TimeoutError(f"the worker had not caught up after {CATCHING_UP_S} s")
    ended, stop = [0] * n_visitors, threading.Event()

    def live(place):
        life, waiting = lives[place], deque()
        while not stop.is_set():
            waiting.append(life.send())
            if len(waiting) > AHEAD:
                ended[place] += life.work_off(waiting.popleft())

    crowd = [
        threading.Thread(target=live, args=(place,), daemon=True) for place in range(n_visitors)
    ]
    for one in crowd:
        one.start()
    # The first cases are on their way before anything is counted.
    time.sleep(min(seconds, 10))
    before, worked, begun = sum(ended), hall.cpu_seconds(), time.perf_counter()
    time.sleep(seconds)
    took, done = time.perf_counter() - begun, sum(ended) - before
    worked = hall.cpu_seconds() - worked
    stop.set()
    for one in crowd:
        one.join(timeout=PATIENCE_S)
    return lives, done, took, worked


def report(hall, size, lives, done, took, worked):
    faults = [fault for life in lives for fault in life.faults]
    rows = {}
    for name in lives[0].times:
        times = sorted(one for life in lives for one in life.times[name])
        cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0] * 99
        rows[name] = {"p50_ms": round(cuts[49] * 1000), "p95_ms": round(cuts[94] * 1000)}
        print(f"{name:10}{rows[name]['p50_ms']:>8} ms p50{rows[name]['p95_ms']:>8} ms p95")
    per_second = done / took
    cpu = 1000 * worked / max(done, 1)
    print(
        f"{size:,} cases, {'postgresql' if hall.database_url else 'sqlite'}: {done} lives in "
        f"{took:.0f} s, {per_second:.1f} a second, {cpu:.0f} ms of processor time each, "
        f"{len(faults)} faults"
    )
    for fault in faults[:3]:
        print(fault, file=sys.stderr)
    facts = {"benchmark": "lifecycle", "size": size, "per_second": round(per_second, 1)}
    facts |= {"cpu_ms": round(cpu), "steps": rows, "faults": len(faults), "lives": done}
    facts |= {"cpus": os.cpu_count(), "load_15_min": os.getloadavg()[2]}
    print(json.dumps(facts))
    return 1 if faults or not done else 0


if __name__ == "__main__":
    sys.exit(main())
