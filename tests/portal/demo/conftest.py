"""The fictional regency and two years of its stories, told once."""

from datetime import date
from pathlib import Path

import pytest

from pendopo.engines.clock import load_calendar
from pendopo.portal.demo.regency import load_regency
from pendopo.portal.demo.stories import stories

DATA = Path(__file__).parents[3] / "data"
FIRST, LAST = date(2024, 11, 1), date(2026, 10, 31)
N = 6_000


@pytest.fixture(scope="session")
def regency():
    return load_regency(DATA / "demo")


@pytest.fixture(scope="session")
def calendar():
    return load_calendar([DATA / "calendars" / "id_national.yaml"], "Asia/Jakarta")


@pytest.fixture(scope="session")
def told(regency, calendar):
    return tuple(stories(regency, calendar, N, 1, FIRST, LAST))
