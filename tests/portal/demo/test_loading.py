"""The demo is built through the same services as live work, twice the same."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.factories.law import ship_law

from pendopo.foundation.ledger import sealing
from pendopo.foundation.people.models import Account
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.commitments.models import Commitment
from pendopo.journey.deliberation.models import Deliberation, Participant
from pendopo.journey.evidence.selectors import latest_total
from pendopo.portal.demo import home, loading

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.PENDOPO_HOME = tmp_path
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.PENDOPO_SIGNING_KEY_FILE = tmp_path / "key.pem"
    settings.PENDOPO_REGION = "33.69"
    ship_law()
    (tmp_path / "DEMO").write_text("")
    loading.build(n_cases=120, at=AT)
    return tmp_path


def test_demo_is_whole_and_past_and_its_record_is_sealed(demo):
    assert home.is_demo()
    assert Case.objects.count() == 120
    assert Deliberation.objects.filter(state="answered").count() == 1
    assert Deliberation.objects.filter(state="open").count() == 1
    assert Participant.objects.count() == 300
    assert Commitment.objects.filter(response__isnull=False).count() == 4
    report = sealing.check_chain()
    assert (report.n_unsealed, report.faults) == (0, ())
    assert latest_total("answered_within_limit").denominator > 50
    # Nothing lies in the future.
    assert Case.objects.filter(opened_at__gt=AT).count() == 0
    assert Message.objects.filter(at__gt=AT).count() == 0


def test_one_click_sign_in_leads_to_the_officers_page_and_nowhere_outside_a_demo(demo):
    client = Client()
    email = "verifikator1@wanasari.example"
    assert client.post("/demo/", {"email": email}).url == "/petugas/"
    assert client.get("/petugas/laporan/").status_code == 200

    (demo / "DEMO").unlink()
    client = Client()

    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"email": "verifikator1@wanasari.example"}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert Account.objects.filter(is_demo=False).count() == 0


@pytest.mark.django_db
def test_stories_become_the_same_histories_twice(settings):
    from datetime import date

    from pendopo.foundation.people.types import Actor
    from pendopo.journey.cases.law import law_in_force
    from pendopo.portal.demo.histories import histories
    from pendopo.portal.demo.regency import load_regency
    from pendopo.portal.demo.stories import stories

    ship_law()
    regency = load_regency(settings.DATA_ROOT / "demo")
    actors = {one.key: Actor(ref=f"p:{one.key}") for one in regency.officers}
    calendar = law_in_force(at=AT).calendar
    span = (date(2025, 1, 1), date(2026, 11, 1))

    first, second = (
        list(histories(stories(regency, calendar, 80, 7, *span), actors)) for _ in range(2)
    )
    assert first == second
    assert len({one.number for one in first}) == 80
