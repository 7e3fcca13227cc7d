"""All files of a plan: what stays, a folder per window, the schedule and the script that swaps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import yaml

from pendopo.engines.clock import Calendar
from pendopo.engines.network import dns, mikrotik, nftables, squid
from pendopo.engines.network.errors import NetworkError
from pendopo.engines.network.plan import Plan
from pendopo.engines.network.stamping import OPEN, WINDOWS, folder_of, lines, stamp
from pendopo.engines.network.windows import Switch, Window, end_of, switches

FIXED = "tetap"
SCHEDULE = "jadwal.tsv"
SUMS = "SHA256SUMS"
_SCRIPTS = Path(__file__).with_name("scripts")
SWAP, RELOAD = "ganti.sh", "muat-ulang.sh"


def render(plan: Plan, calendar: Calendar, first: date, last: date) -> Mapping[str, str]:
    """Return every file of a plan by its path, the same for the same input.

    Parameters
    ----------
    first, last
        The days of the schedule; before and after it everything is open.

    Raises
    ------
    NetworkError
        The calendar has another zone than the plan, or the days run backwards.
    """
    if calendar.zone != plan.zone or last < first:
        message = "Zona kalender dan rencana harus sama, dan jadwal tidak boleh berjalan mundur."
        raise NetworkError(message)
    files = {
        **_fixed(plan),
        **{path: text for window in WINDOWS for path, text in _window(plan, window)},
        SCHEDULE: schedule(plan, calendar, first, last),
        SWAP: _script(plan, SWAP),
        RELOAD: _script(plan, RELOAD),
        "rencana.yaml": stamp(plan, "rencana jaringan")
        + yaml.safe_dump(plan.as_data(), allow_unicode=True, sort_keys=False),
    }
    ordered = dict(sorted(files.items()))
    return {**ordered, SUMS: sums(ordered)}


def schedule(plan: Plan, calendar: Calendar, first: date, last: date) -> str:
    """Return the switches, one on a line: seconds since 1970, folder, local time."""
    rows = [_row(switch, calendar) for switch in switches(calendar, first, last)]
    end = end_of(calendar, last)
    rows.append(f"{int(end.timestamp())}\t{OPEN}\t{calendar.local(end):%Y-%m-%dT%H:%M}")
    head = stamp(plan, f"jadwal {plan.zone}, kalender {calendar.version}")
    return head + lines(rows)


def sums(files: Mapping[str, str]) -> str:
    """Return the digests of files as ``sha256sum -c`` checks them."""
    return lines(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {path}" for path, text in files.items()
    )


def _row(switch: Switch, calendar: Calendar) -> str:
    here = calendar.local(switch.at)
    return f"{switch.epoch}\t{folder_of(switch.window)}\t{here:%Y-%m-%dT%H:%M}"


def _fixed(plan: Plan) -> dict[str, str]:
    return {
        f"{FIXED}/squid.conf": squid.lists(plan),
        f"{FIXED}/named.conf": dns.views(plan),
        f"{FIXED}/nftables.nft": nftables.table(plan),
        f"{FIXED}/mikrotik.rsc": mikrotik.lists(plan),
        f"{FIXED}/dnsmasq-nftset.conf": dns.nftsets(plan),
        **{f"{FIXED}/dnsmasq-{each}.conf": dns.dnsmasq(plan, each) for each in plan.audiences},
    }


def _window(plan: Plan, window: Window | None) -> Iterator[tuple[str, str]]:
    folder = folder_of(window)
    yield f"{folder}/squid.conf", squid.access(plan, window)
    yield f"{folder}/nftables.nft", nftables.chain(plan, window)
    yield f"{folder}/mikrotik.rsc", mikrotik.rules(plan, window)
    for audience in plan.audiences:
        yield f"{folder}/{dns.servers_name(audience)}", dns.servers(plan, window, audience)
        yield f"{folder}/{dns.zone_file(audience)}", dns.zone(plan, window, audience)


def _script(plan: Plan, name: str) -> str:
    """Return a script as written, with what it is told of the plan."""
    first, rest = (_SCRIPTS / name).read_text(encoding="utf-8").split("\n", 1)
    zones = " ".join(map(dns.zone_name, plan.audiences))
    told = lines([f"sidik={plan.digest}", f'zona="{zones}"'])
    return f"{first}\n{stamp(plan, name)}{told}{rest}"
