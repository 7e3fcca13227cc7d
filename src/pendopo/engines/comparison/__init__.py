"""Fair comparison of offices: what chance and size explain, and what is left to ask about."""

from pendopo.engines.comparison.dispersion import Dispersion, dispersion
from pendopo.engines.comparison.funnel import (
    Comparison,
    Count,
    CountInvalid,
    Placed,
    Side,
    State,
    compare,
)
from pendopo.engines.comparison.limits import Limits, limits_at, limits_curve

__all__ = [
    "Comparison",
    "Count",
    "CountInvalid",
    "Dispersion",
    "Limits",
    "Placed",
    "Side",
    "State",
    "compare",
    "dispersion",
    "limits_at",
    "limits_curve",
]
