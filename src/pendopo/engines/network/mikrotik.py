"""MikroTik RouterOS: address lists that stay, and one chain whose rules are swapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pendopo.engines.network.plan import EVERYONE, Category, Plan
from pendopo.engines.network.ranges import Range
from pendopo.engines.network.stamping import OFFICE, folder_of, lines, stamp, window_name
from pendopo.engines.network.windows import Window

FAMILIES = ((4, "/ip firewall"), (6, "/ipv6 firewall"))
CHAIN = "pendopo"


def lists(plan: Plan) -> str:
    """Return the script that is imported once for a plan; it replaces what an older one made."""
    rows: list[str] = []
    for version, menu in FAMILIES:
        rows += _lists(plan, version, menu)
        rows += _door(plan, menu)
    return stamp(plan, "MikroTik, daftar alamat") + lines(rows)


def rules(plan: Plan, window: Window | None) -> str:
    """Return the script that is imported at the beginning of a window."""
    rows: list[str] = []
    for _, menu in FAMILIES:
        rows += [f"{menu} filter", f'remove [find chain="{CHAIN}"]']
        for audience in plan.audiences:
            rows += _rules(plan, window, audience)
    return stamp(plan, f"MikroTik, {window_name(window)}") + lines(rows)


def _lists(plan: Plan, version: int, menu: str) -> Iterator[str]:
    yield f"{menu} address-list"
    yield 'remove [find list~"^pendopo-"]'
    yield from _own(OFFICE, plan.ranges, version)
    for group in plan.groups:
        yield from _own(group.code, group.ranges, version)
    for category in plan.categories:
        for name in category.domains:
            yield f"add list=pendopo-situs-{category.code} address={name}"


def _own(code: str, ranges: Iterable[Range], version: int) -> Iterator[str]:
    for each in ranges:
        if each.version == version:
            yield f"add list=pendopo-dari-{code} address={each}"


def _door(plan: Plan, menu: str) -> Iterator[str]:
    mark = f"pendopo-pintu v{plan.version} {plan.digest}"
    yield f"{menu} filter"
    yield 'remove [find comment~"^pendopo-pintu"]'
    yield f'add chain=forward action=jump jump-target={CHAIN} comment="{mark}"'


def _rules(plan: Plan, window: Window | None, audience: str) -> Iterator[str]:
    whose = OFFICE if audience == EVERYONE else audience
    mark = f'comment="pendopo v{plan.version} {plan.digest} {folder_of(window)}"'
    start = f"add chain={CHAIN} src-address-list=pendopo-dari-{whose}"
    for category in plan.closed(window, audience):
        for match in _matches(category):
            yield f"{start} {match} {mark}"
    if audience != EVERYONE:
        yield f"{start} action=return {mark}"


def _matches(category: Category) -> Iterator[str]:
    listed = f"dst-address-list=pendopo-situs-{category.code}"
    yield f"{listed} action=reject reject-with=icmp-admin-prohibited"
    for name in category.domains:
        for host in (name, f"*.{name}"):
            yield f"protocol=tcp dst-port=443 tls-host={host} action=reject reject-with=tcp-reset"
