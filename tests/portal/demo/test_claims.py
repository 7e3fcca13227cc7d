"""The demo's rumours: every state, one second wave, fast, and the same each time."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.clarification import make_rules
from tests.factories.governance import ship_policies
from tests.factories.voice import make_region

from pendopo.foundation.ledger.models import FactRow
from pendopo.journey.clarification.models import Claim, Wave
from pendopo.journey.clarification.selectors.public import standing
from pendopo.portal.demo.claims import load_claims
from pendopo.portal.demo.institution import load_institution

LAST = date(2026, 10, 31)


@pytest.mark.django_db
def test_the_rumours_stand_in_every_state_with_one_second_wave(regency):
    make_region("33", "Provinsi Rekaan", 1)
    make_rules()
    ship_policies()
    institution = load_institution(regency, at=datetime(2026, 11, 1, tzinfo=UTC))
    began = time.process_time()
    assert load_claims(institution, last=LAST) == 6
    # The demo is built while somebody waits.
    assert time.process_time() - began < 4
    states = Claim.objects.order_by("received_at").values_list("state", flat=True)
    assert list(states) == [
        "answered",
        "answered",
        "set_aside",
        "set_aside",
        "asked",
        "new",
    ]
    wave = Wave.objects.get(number=2)
    assert wave.began_at.date() == LAST - timedelta(days=6)
    assert wave.claim.n_seen == 22
    assert [each.verdict for each in standing()] == ["misleading", "false"]
    assert max(FactRow.objects.values_list("at", flat=True)).date() <= LAST
