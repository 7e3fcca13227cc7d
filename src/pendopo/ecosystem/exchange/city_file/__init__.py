"""Reading a city's published file of service requests: any columns, told by a layout."""

from pendopo.ecosystem.exchange.city_file.layout import Layout, LayoutWrong, State, read_layout
from pendopo.ecosystem.exchange.city_file.rows import (
    CityRow,
    FileUnreadable,
    Overview,
    Refusal,
    overview,
    rows_of_share,
)

__all__ = [
    "CityRow",
    "FileUnreadable",
    "Layout",
    "LayoutWrong",
    "Overview",
    "Refusal",
    "State",
    "overview",
    "read_layout",
    "rows_of_share",
]
