"""Kill a hall's processes at random moments under load, then ask whether anything was lost."""

import http.client
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field

from .running import ROOT
from .visitors import PageRefused, Visitor, voice_of

N_CITIZENS = 6
# So many kills with a worker of its own, then as many with the worker in the server.
ROUND = 3
LEASE_SECONDS = 150


@dataclass
class Story:
    """What the citizens were told, how often nobody was there, and how often they were cut off."""

    promises: list = field(default_factory=list)
    n_closed_doors: int = 0
    n_cut_off: int = 0
    errors: list = field(default_factory=list)
    failures: list = field(default_factory=list)


def run(hall, kills, *, seed, most_seconds=1.2, is_patient=False):
    """Kill ``kills`` times and give (verdict of the audit, story, seconds).

    A patient run ends only when the restarted hall has delivered everything by itself; an
    impatient one lets the audit do what the leases of killed workers still hold back.
    """
    chance, story, stop = random.Random(seed), Story(), threading.Event()
    begun = time.monotonic()
    hall.has_own_worker = True
    hall.start()
    crowd = [
        threading.Thread(target=live, args=(hall.port, story, stop), daemon=True)
        for _ in range(N_CITIZENS)
    ]
    for citizen in crowd:
        citizen.start()
    for turn in range(kills):
        arrange(hall, has_own_worker=turn // ROUND % 2 == 0)
        time.sleep(chance.uniform(0.05, most_seconds))
        for name in victims(hall, chance):
            hall.kill(name)
        hall.start()
    stop.set()
    for citizen in crowd:
        citizen.join(timeout=60)
    delivered = hall.wait_delivered(LEASE_SECONDS) if is_patient else None
    hall.stop()
    verdict = audited(hall, story.promises, is_drained=not is_patient)
    verdict["delivered_after_seconds"] = delivered and round(delivered, 1)
    return verdict, story, time.monotonic() - begun


def arrange(hall, *, has_own_worker):
    """Change between a worker in the server and one of its own; the rest dies on the way."""
    if hall.has_own_worker != has_own_worker:
        for name in list(hall.processes):
            hall.kill(name)
        hall.has_own_worker = has_own_worker
        hall.start()


def victims(hall, chance):
    """Choose the server, the worker, or both."""
    if not hall.has_own_worker:
        return ["server"]
    return chance.choice([["server"], ["worker"], ["server", "worker"]])


def live(port, story, stop):
    """Send complaints one after the other, each until it is answered and its receipt is held."""
    try:
        while not stop.is_set():
            promise = complain(port, story)
            story.promises.append(promise)
            time.sleep(0.02)
    except Exception as error:  # noqa: BLE001 -- a thread's fault must reach the report
        story.failures.append(repr(error))


def complain(port, story):
    """Send one complaint, again with the same key whenever the answer did not come."""
    visitor, key = Visitor(port, timeout=30), uuid.uuid4()
    stubbornly(visitor.open_form, story)
    status, sent = 0, ""
    while status != 302:
        status, sent = stubbornly(lambda: visitor.send(key), story)
        if status >= 500:
            story.errors.append(f"sending: {status}")
            time.sleep(0.1)
        elif status != 302:
            raise AssertionError(f"a complaint was answered with {status}")
    receipt = stubbornly(lambda: visitor.receipt(sent), story)
    code = stubbornly(lambda: visitor.tracking_code(sent), story)
    visitor.close()
    return {"key": str(key), "voice_id": voice_of(sent), "receipt": receipt, "code": code}


def stubbornly(ask, story):
    """Ask until an answer comes, however often the server dies meanwhile."""
    while True:
        try:
            return ask()
        except ConnectionRefusedError:
            story.n_closed_doors += 1
        except (OSError, http.client.HTTPException):
            story.n_cut_off += 1
        except PageRefused as refusal:
            story.errors.append(str(refusal))
        time.sleep(0.1)


def audited(hall, promises, *, is_drained):
    """Give the audit's verdict together with what the hall's own check of the record says."""
    verdict = audit(hall, promises, is_drained=is_drained)
    checked = hall.run("-m", "pendopo", "ledger", "check")
    return verdict | {
        "ledger_check": checked.stdout.strip(),
        "ledger_check_code": checked.returncode,
    }


def audit(hall, promises, *, is_drained):
    """Compare what was promised with what the hall holds, in a process with the hall's settings."""
    file = hall.home / "promises.jsonl"
    file.write_text("".join(json.dumps(promise) + "\n" for promise in promises))
    words = [ROOT / "benchmarks" / "hall" / "audit.py", file]
    done = hall.run(*words, *(["--drain"] if is_drained else []))
    if not done.stdout:
        raise RuntimeError(done.stderr[-2_000:])
    return json.loads(done.stdout)
