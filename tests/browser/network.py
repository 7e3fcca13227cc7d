"""The office network in the browser's world: ranges, a decided plan, a log read, its register."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.factories.network import log_line, make_log, make_measure

from pendopo.foundation.governance.network import logs, services
from pendopo.foundation.governance.network.services import NewRange
from pendopo.foundation.people.types import Role

if TYPE_CHECKING:
    from tests.browser.world import World


def watch(world: World) -> None:
    """Decide a plan for two offices and read yesterday's log."""
    by, at = world.actor(Role.ADMIN), world.at
    for told in (
        NewRange(world.offices["dishub"], "10.10.3.0/24", n_people=42),
        NewRange(world.offices["setda"], "10.10.9.0/24"),
        NewRange(world.offices["setda"], "10.10.9.0/26", role="pr_staff"),
    ):
        services.add_range(told=told, by=by, at=at)
    services.list_site(name="judi.example", category="gambling", by=by, at=at)
    services.decide_plan(by=by, at=at)
    world.known["measure"] = str(make_measure(by, office=world.offices["setda"]).id)
    yesterday = at - timedelta(days=1)
    world.known["network_month"] = f"{yesterday:%Y-%m}"
    seconds = int(yesterday.timestamp())
    lines = [log_line(f"10.10.3.{n}", at=seconds, status="TCP_MISS/200") for n in range(1, 31)]
    with tempfile.TemporaryDirectory() as folder:
        logs.read_logs(paths=[make_log(Path(folder), lines)], by=by, at=at)
