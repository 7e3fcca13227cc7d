"""Squid: access lists that stay, and per window the lines that use them."""

from __future__ import annotations

from pendopo.engines.network.plan import EVERYONE, Plan
from pendopo.engines.network.stamping import OFFICE, lines, stamp, window_name
from pendopo.engines.network.windows import Window

# What is logged of a request: no user, no path; the aggregate reader understands it.
LOG_FORMAT = "logformat pendopo %ts.%03tu %>a %Ss/%03>Hs %<st %rm %>rd"


def lists(plan: Plan) -> str:
    """Return the part that an office's own squid.conf includes before it allows anything."""
    rows = [LOG_FORMAT, _source(OFFICE, plan.ranges)]
    rows += [_source(group.code, group.ranges) for group in plan.groups]
    for category in plan.categories:
        # -n: no name is looked up for a request that gives an address.
        names = " ".join(f".{name}" for name in category.domains)
        rows.append(f"acl {_category(category.code)} dstdomain -n {names}")
    rows.append(f"include {plan.folder}/kini/squid.conf")
    return stamp(plan, "daftar Squid, dimuat sebelum baris http_access lain") + lines(rows)


def access(plan: Plan, window: Window | None) -> str:
    """Return the refusals of a window; what is not refused is left to the lines that follow."""
    rows = [
        f"http_access deny {_audience(plan, audience)} {_category(category.code)}"
        for audience in plan.audiences
        for category in plan.closed(window, audience)
    ]
    return stamp(plan, f"Squid, {window_name(window)}") + lines(rows)


def _source(code: str, ranges: tuple[object, ...]) -> str:
    return f"acl pendopo_dari_{code} src {' '.join(map(str, ranges))}"


def _category(code: str) -> str:
    return f"pendopo_situs_{code}"


def _audience(plan: Plan, audience: str) -> str:
    if audience != EVERYONE:
        return f"pendopo_dari_{audience}"
    others = [f"!pendopo_dari_{group.code}" for group in plan.groups]
    return " ".join([f"pendopo_dari_{OFFICE}", *others])
