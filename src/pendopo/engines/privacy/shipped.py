"""The rules as shipped in `data/`, for the command line and for the wiring; nobody else reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pendopo.engines.privacy.rules import Rules, read_rules

_DATA = Path(__file__).parents[4] / "data"
FOLDER = _DATA / "privacy"
REGIONS = _DATA / "regions" / "wilayah.csv.gz"


@cache
def shipped_rules() -> Rules:
    """Return the shipped rules, read once.

    Raises
    ------
    RulesUnreadable
    """
    return read_rules(FOLDER, REGIONS)
