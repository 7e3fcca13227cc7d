"""Decisions per second of the policy engine on one core, beside Cedar on the same requests.

    PYTHONPATH=src python benchmarks/bench_policy.py [--size 100000] [--peer-size 3000]

Every request is different and drawn anew with a seed; nothing is remembered between them. Cedar
gets its policies and entities parsed once, the way it is fastest, and is asked once for each
request: whether it is allowed. Ours says besides what it hangs on. Answers are compared.
"""

import argparse
import json
import platform
import random
import resource
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cedarpy import is_authorized  # noqa: E402 -- the tests' translation lies beside us
from tests.engines.oracles.cedar import Cedar, request  # noqa: E402
from tests.engines.policy.asking import (  # noqa: E402
    SHIPPED,
    ordinary,
    policy,
    shipped,
    some_facts,
)

from pendopo.engines.clock import load_calendar  # noqa: E402
from pendopo.engines.policy import ACTS, Embargo, Request, facts_of  # noqa: E402

SEED, ROUNDS = 20_261_201, 5
CALENDARS = ROOT / "data" / "calendars"
START = datetime(2026, 1, 1, tzinfo=UTC)


def main():
    asked = arguments()
    calendar = load_calendar(
        [CALENDARS / "id_national.yaml", CALENDARS / "id_hours.yaml"], "Asia/Jakarta"
    )
    print(
        f"{'set':16} {'rules':>5} {'ours/s':>9} {'from requests/s':>16} {'Cedar/s':>8} {'ratio':>6}"
    )
    rows = [measure(code, asked, calendar) for code in SHIPPED]
    print(json.dumps({"rows": rows} | machine(), indent=2))


def arguments():
    parser = argparse.ArgumentParser(description="decisions per second beside Cedar")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--peer-size", type=int, default=3_000)
    return parser.parse_args()


def measure(code, asked, calendar):
    rules = shipped(code).rules
    ours, theirs = policy(rules, on=date(2026, 12, 1)), Cedar(rules)
    drawn = list(requests(asked.size))
    few = drawn[: asked.peer_size]
    ready, answers = timed(lambda: [ours.decide(act, facts).effect for act, facts in drawn])
    whole = [as_request(act, facts, n) for n, (act, facts) in enumerate(drawn)]
    reckoned, _ = timed(lambda: [ours.decide(r.act, facts_of(r, calendar)) for r in whole])
    prepared = [request(act, facts) for act, facts in few]
    peer, allowed = timed(
        lambda: [is_authorized(each, theirs.whole, theirs.nobody).allowed for each in prepared]
    )
    assert allowed == [effect == "allow" for effect in answers[: len(few)]]
    row = {
        "set": code,
        "rules": len(ours.rules),
        "ours": round(asked.size / ready),
        "from_requests": round(asked.size / reckoned),
        "cedar": round(len(few) / peer),
        "allowed": round(sum(allowed) / len(few), 3),
    }
    print(
        f"{code:16} {row['rules']:5} {row['ours']:9,} {row['from_requests']:16,} "
        f"{row['cedar']:8,} {row['ours'] / row['cedar']:6.0f}"
    )
    return row


def requests(size):
    """Draw everyday requests that differ in a few facts, a tenth of them incomplete."""
    chance, base = random.Random(SEED), ordinary()
    acts = list(ACTS)
    for n in range(size):
        facts = some_facts(chance, missing=0)
        told = base | {name: facts[name] for name in chance.sample(sorted(facts), 5)}
        if n % 10 == 0:
            del told[chance.choice(sorted(told))]
        yield chance.choice(acts), told


def as_request(act, facts, n):
    plain = {name: facts[name] for name in facts if name not in {"working_time", "embargoed"}}
    return Request(act, START + timedelta(minutes=3 * n), plain, embargo=Embargo(None))


def timed(work):
    """Give the median seconds of computing of a few rounds, and the last answer."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        answer = work()
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds), answer


def machine():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"python": platform.python_version(), "machine": platform.machine(), "peak_mib": peak}


if __name__ == "__main__":
    main()
