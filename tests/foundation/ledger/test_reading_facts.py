"""Finding facts again: by day in the office's zone, and since the last look."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.ledger import publish_facts

from pendopo.foundation.ledger.selectors import (
    days_with_facts_since,
    facts_of_day,
    first_fact_at,
)

pytestmark = pytest.mark.django_db
ZONE = "Asia/Jakarta"
LATE = datetime(2026, 3, 16, 16, 59, 59, 999999, tzinfo=UTC)
EARLY = LATE + timedelta(microseconds=1)


def test_a_day_begins_at_midnight_of_the_office():
    (late,), (early,) = publish_facts(at=LATE), publish_facts(at=EARLY)
    ids = {day: [row.id for row in facts_of_day(date(2026, 3, day), ZONE)] for day in (16, 17)}
    assert ids == {16: [late], 17: [early]}
    assert first_fact_at() == LATE


def test_only_days_with_newer_facts_are_named():
    publish_facts(2, at=LATE)
    days, newest, total = days_with_facts_since(None, overlap=timedelta(0), zone=ZONE)
    assert (days, total) == ([date(2026, 3, 16)], 2)
    (last,) = publish_facts(at=EARLY)
    days, found, total = days_with_facts_since(newest, overlap=timedelta(minutes=1), zone=ZONE)
    assert days == [date(2026, 3, 16), date(2026, 3, 17)]
    assert (found, total) == (last, 3)


def test_an_empty_record_has_no_days():
    assert days_with_facts_since(None, overlap=timedelta(0), zone=ZONE) == ([], None, 0)
    assert first_fact_at() is None
