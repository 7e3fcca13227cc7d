"""The office network: configuration from one plan, and logs read back in aggregate only.

Nothing of a log outlives its reading but counts with enough devices behind them.
"""

from pendopo.engines.network.domains import domain
from pendopo.engines.network.errors import NetworkError
from pendopo.engines.network.files import load_plan, read_plan
from pendopo.engines.network.logs import Reading, Sight, Source, sights, source_of
from pendopo.engines.network.plan import (
    EVERYONE,
    Category,
    Closing,
    Group,
    Office,
    Plan,
    Privacy,
)
from pendopo.engines.network.ranges import Range, address_range
from pendopo.engines.network.rendering import render
from pendopo.engines.network.report import Row, days_of, rows
from pendopo.engines.network.tally import OTHER, SMALL, Tally
from pendopo.engines.network.windows import Switch, Window, switches, window_at

__all__ = [
    "EVERYONE",
    "OTHER",
    "SMALL",
    "Category",
    "Closing",
    "Group",
    "NetworkError",
    "Office",
    "Plan",
    "Privacy",
    "Range",
    "Reading",
    "Row",
    "Sight",
    "Source",
    "Switch",
    "Tally",
    "Window",
    "address_range",
    "days_of",
    "domain",
    "load_plan",
    "read_plan",
    "render",
    "rows",
    "sights",
    "source_of",
    "switches",
    "window_at",
]
