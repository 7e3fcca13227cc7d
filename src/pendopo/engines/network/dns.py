"""dnsmasq and response policy zones: names that are not answered, per audience.

Neither knows a clock. dnsmasq does not tell askers apart either, so each audience asks a
resolver of its own; a response policy zone is chosen by the asker's address (views).
"""

from __future__ import annotations

from pendopo.engines.network.plan import EVERYONE, Plan
from pendopo.engines.network.stamping import OFFICE, WINDOWS, lines, stamp, window_name
from pendopo.engines.network.windows import Window

# Seconds a refusal is remembered; a switch of windows is felt after so long at most.
TTL = 60


def dnsmasq(plan: Plan, audience: str) -> str:
    """Return the lasting part for the resolver of an audience; SIGHUP reads its names anew."""
    rows = [f"servers-file={plan.folder}/kini/{servers_name(audience)}"]
    return stamp(plan, f"dnsmasq, penyelesai nama untuk {audience}") + lines(rows)


def servers(plan: Plan, window: Window | None, audience: str) -> str:
    """Return the names that the resolver of an audience denies in a window."""
    rows = [f"server=/{name}/" for name in _names(plan, window, audience)]
    return stamp(plan, f"dnsmasq, {audience}, {window_name(window)}") + lines(rows)


def servers_name(audience: str) -> str:
    """Return the file with the names denied to an audience."""
    return f"dnsmasq-{audience}.servers"


def nftsets(plan: Plan) -> str:
    """Return the part by which dnsmasq tells nftables the addresses behind names."""
    rows = [
        f"nftset=/{'/'.join(category.domains)}"
        f"/4#inet#pendopo#situs_{category.code}4,6#inet#pendopo#situs_{category.code}6"
        for category in plan.categories
    ]
    return stamp(plan, "dnsmasq mengisi set nftables") + lines(rows)


def zone(plan: Plan, window: Window | None, audience: str) -> str:
    """Return the response policy zone of an audience in a window."""
    serial = plan.version * 10 + WINDOWS.index(window)
    rows = [
        f"$TTL {TTL}",
        f"@ IN SOA localhost. pendopo.localhost. ( {serial} {TTL} {TTL} {TTL} {TTL} )",
        "@ IN NS localhost.",
    ]
    for name in _names(plan, window, audience):
        rows += [f"{name} CNAME .", f"*.{name} CNAME ."]
    return stamp(plan, f"zona RPZ, {audience}, {window_name(window)}", ";") + lines(rows)


def zone_name(audience: str) -> str:
    """Return the name of an audience's zone."""
    return f"rpz-{audience.replace('_', '-')}.pendopo"


def zone_file(audience: str) -> str:
    """Return the file of an audience's zone."""
    return f"rpz-{audience}.zone"


def views(plan: Plan) -> str:
    """Return the part of named.conf that gives each audience its zone."""
    rows = [_addresses(OFFICE, plan.ranges)]
    rows += [_addresses(group.code, group.ranges) for group in plan.groups]
    for audience in plan.audiences:
        rows += _view(plan, audience)
    return stamp(plan, "BIND, satu tampilan tiap kelompok", "//") + lines(rows)


def _addresses(code: str, ranges: tuple[object, ...]) -> str:
    return f'acl "pendopo-{code}" {{ {" ".join(f"{each};" for each in ranges)} }};'


def _view(plan: Plan, audience: str) -> list[str]:
    asker = OFFICE if audience == EVERYONE else audience
    name = zone_name(audience)
    return [
        f'view "pendopo-{audience}" {{',
        f'  match-clients {{ "pendopo-{asker}"; }};',
        f'  response-policy {{ zone "{name}"; }};',
        f'  zone "{name}" {{ type primary; file "{plan.folder}/kini/{zone_file(audience)}"; }};',
        "};",
    ]


def _names(plan: Plan, window: Window | None, audience: str) -> list[str]:
    shut = plan.closed(window, audience)
    return sorted(name for category in shut for name in category.domains)
