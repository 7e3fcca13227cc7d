"""A plan, a calendar and small made-up logs for the tests of the network engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from pendopo.engines.clock import load_calendar
from pendopo.engines.network import Reading, Tally, load_plan
from pendopo.engines.network.logs import squid_lines

HERE = Path(__file__).parent
CALENDARS = Path(__file__).parents[3] / "data" / "calendars"
KEY = bytes(range(32))
# A Wednesday outside Ramadan, ten in the morning in Jakarta.
MORNING = int(datetime(2026, 1, 14, 3, 0, tzinfo=UTC).timestamp())
HOUR = 3600


def plan(**changes):
    return replace(load_plan(HERE / "plan.yaml"), **changes)


@lru_cache
def calendar(zone="Asia/Jakarta"):
    files = [CALENDARS / "id_national.yaml", CALENDARS / "id_hours.yaml"]
    return load_calendar(files, zone, as_of=date(2026, 12, 1))


def request(address="10.10.3.7", host="www.tiktok.com", *, at=MORNING, status="TCP_TUNNEL/200"):
    return f"{at}.123 45 {address} {status} 1617 CONNECT {host}:443 - HIER_DIRECT/- -"


def requests(n_devices, office=3, **options):
    return [request(f"10.10.{office}.{n + 1}", **options) for n in range(n_devices)]


def tally(lines, key=KEY, of=None):
    made = Tally(of or plan(), calendar(), key)
    made.count(squid_lines(lines, Reading()))
    return made
