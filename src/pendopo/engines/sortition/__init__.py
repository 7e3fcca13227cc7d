"""Panels by lot: quotas kept, chances as fair as they can be, a draw anybody can repeat."""

from pendopo.engines.sortition.drawing import (
    Draw,
    Lottery,
    draw,
    make_lottery,
    replacement_lottery,
)
from pendopo.engines.sortition.errors import (
    BadOption,
    BadPool,
    BadTable,
    QuotasUnmet,
    SortitionError,
)
from pendopo.engines.sortition.fairness import FairLottery, fair_lottery
from pendopo.engines.sortition.files import read_quotas, read_volunteers
from pendopo.engines.sortition.panels import relaxations
from pendopo.engines.sortition.pool import Pool, Quota, gather
from pendopo.engines.sortition.publishing import to_json, to_register
from pendopo.engines.sortition.slips import SLIPS
from pendopo.engines.sortition.strata import proportional_quotas

__all__ = [
    "SLIPS",
    "BadOption",
    "BadPool",
    "BadTable",
    "Draw",
    "FairLottery",
    "Lottery",
    "Pool",
    "Quota",
    "QuotasUnmet",
    "SortitionError",
    "draw",
    "fair_lottery",
    "gather",
    "make_lottery",
    "proportional_quotas",
    "read_quotas",
    "read_volunteers",
    "relaxations",
    "replacement_lottery",
    "to_json",
    "to_register",
]
