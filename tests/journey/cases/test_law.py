"""Which limit holds is decided by the office's own day, not by the day in London."""

from datetime import UTC, date, datetime

import pytest

from pendopo.journey.cases.errors import NoPolicy
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import ClockPolicy

pytestmark = pytest.mark.django_db


def limit(amount, since):
    return ClockPolicy.objects.create(
        code=f"c{amount}",
        clock="answer",
        case_class="complaint",
        amount=amount,
        unit="work_days",
        legal_basis="uji",
        confidence="verified",
        source="uji",
        valid_from=since,
    )


def test_a_new_limit_holds_from_midnight_in_the_offices_zone():
    limit(14, date(2020, 1, 1))
    limit(10, date(2026, 7, 1))
    law = law_in_force(at=datetime(2026, 8, 1, tzinfo=UTC))

    # 17.00 UTC on 30 June is midnight of 1 July in Jakarta.
    before = datetime(2026, 6, 30, 16, 59, tzinfo=UTC)
    after = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
    assert law.policy("answer", "complaint", before).amount == 14
    assert law.policy("answer", "complaint", after).amount == 10


def test_no_limit_is_an_error_and_not_a_guess():
    law = law_in_force(at=datetime(2026, 8, 1, tzinfo=UTC))

    with pytest.raises(NoPolicy):
        law.policy("answer", "complaint", datetime(2026, 8, 1, tzinfo=UTC))
