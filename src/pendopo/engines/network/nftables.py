"""nftables: sets of addresses that stay, and one chain whose rules are swapped.

No rule asks the kernel for the time: it would compare with UTC, and with the wrong weekday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pendopo.engines.network.plan import EVERYONE, Plan
from pendopo.engines.network.ranges import Range
from pendopo.engines.network.stamping import OFFICE, lines, stamp, window_name
from pendopo.engines.network.windows import Window

FAMILIES = ((4, "ip", "ipv4_addr"), (6, "ip6", "ipv6_addr"))
# How long an address learnt from an answer is taken for the site's.
LEARNT = "6h"


def table(plan: Plan) -> str:
    """Return the table with its sets; loading it again begins anew."""
    rows = ["add table inet pendopo", "delete table inet pendopo", "table inet pendopo {"]
    rows += _sources(OFFICE, plan.ranges)
    for group in plan.groups:
        rows += _sources(group.code, group.ranges)
    for category in plan.categories:
        rows += [
            f"  set situs_{category.code}{n} {{ type {kind}; flags timeout; timeout {LEARNT}; }}"
            for n, _, kind in FAMILIES
        ]
    rows += [
        "  chain jendela { }",
        "  chain pintu {",
        "    type filter hook forward priority filter; policy accept;",
        "    jump jendela",
        "  }",
        "}",
    ]
    return stamp(plan, "tabel nftables") + lines(rows)


def chain(plan: Plan, window: Window | None) -> str:
    """Return the rules of a window; the sets keep what they have learnt."""
    rows = ["flush chain inet pendopo jendela", "table inet pendopo {", "  chain jendela {"]
    for audience in plan.audiences:
        rows += [f"    {rule}" for rule in _rules(plan, window, audience)]
    rows += ["  }", "}"]
    return stamp(plan, f"nftables, {window_name(window)}") + lines(rows)


def _rules(plan: Plan, window: Window | None, audience: str) -> Iterator[str]:
    whose = OFFICE if audience == EVERYONE else audience
    for n, family, _ in FAMILIES:
        for category in plan.closed(window, audience):
            site = f"{family} saddr @dari_{whose}{n} {family} daddr @situs_{category.code}{n}"
            yield f"{site} counter reject with icmpx admin-prohibited"
        if audience != EVERYONE:
            yield f"{family} saddr @dari_{whose}{n} return"


def _sources(code: str, ranges: Iterable[Range]) -> Iterator[str]:
    every = tuple(ranges)
    for n, _, kind in FAMILIES:
        own = ", ".join(str(each) for each in every if each.version == n)
        elements = f" elements = {{ {own} }};" if own else ""
        yield f"  set dari_{code}{n} {{ type {kind}; flags interval;{elements} }}"
