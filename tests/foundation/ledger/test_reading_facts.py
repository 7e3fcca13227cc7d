"""Finding facts again: by day in the office's zone, and since the last look."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.ledger import publish_facts

from pendopo.foundation.ledger.selectors import facts_of_day, first_fact_at

pytestmark = pytest.mark.django_db
ZONE = "Asia/Jakarta"
LATE = datetime(2026, 3, 16, 16, 59, 59, 999999, tzinfo=UTC)
EARLY = LATE + timedelta(microseconds=1)


def test_a_day_begins_at_midnight_of_the_office():
    (late,), (early,) = publish_facts(at=LATE), publish_facts(at=EARLY)
    ids = {day: [row.id for row in facts_of_day(date(2026, 3, day), ZONE)] for day in (16, 17)}
    assert ids == {16: [late], 17: [early]}
    assert first_fact_at() == LATE


def test_an_empty_record_has_no_first_fact():
    assert first_fact_at() is None
