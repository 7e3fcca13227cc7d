"""The demo is built through the same services as live work, twice the same."""

import json
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client
from tests.factories.law import ship_law

from pendopo.foundation.ledger import sealing
from pendopo.foundation.people.models import Account
from pendopo.foundation.people.types import Actor, Mandate, Role
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import Case, Clock, Message
from pendopo.journey.commitments.models import Commitment
from pendopo.journey.deliberation.models import Deliberation, Participant
from pendopo.journey.evidence.selectors import latest_total
from pendopo.journey.procedures.definition import parse
from pendopo.journey.procedures.rules import kept
from pendopo.journey.procedures.selectors import kinds_with_form, running_versions
from pendopo.portal.demo import home, loading
from pendopo.portal.demo.applications import applications
from pendopo.portal.demo.regency import load_regency, load_words

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
    assert Case.objects.filter(procedure_version=None).count() == 120
    assert Deliberation.objects.filter(state="answered").count() == 1
    assert Deliberation.objects.filter(state="open").count() == 1
    assert Participant.objects.count() == 300
    assert Commitment.objects.filter(response__isnull=False).count() == 4
    report = sealing.check_chain()
    assert (report.n_unsealed, report.faults) == (0, ())
    assert latest_total("answered_within_limit").denominator > 50
    check_procedures_at_work()
    # Nothing lies in the future.
    assert Case.objects.filter(opened_at__gt=AT).count() == 0
    assert Message.objects.filter(at__gt=AT).count() == 0


def check_procedures_at_work():
    """Each procedure with a form has cases, and one request went the whole way."""
    told = Case.objects.exclude(procedure_version=None)
    kinds = Counter(told.values_list("kind", flat=True))
    assert kinds == {"service": 60, "information_request": 40, "integrity": 6}
    requests = Counter(told.filter(kind="information_request").values_list("status", flat=True))
    assert requests == {
        "received": 3,
        "assigned": 13,
        "waiting": 2,
        "answered": 12,
        "objected": 1,
        "closed": 8,
        "archived": 1,
    }
    assert Clock.objects.filter(stop_reason="disputed").count() == 1
    assert Clock.objects.filter(kind="objection_answer", stopped_at=None).count() == 1
    for case in told.select_related("voice", "procedure_version"):
        definition = parse(case.procedure_version.definition)
        answers = json.loads(case.voice.answers)
        assert answers == kept(definition, answers)
    secret = told.filter(kind__in=["service", "integrity"])
    assert not secret.filter(is_public=True).exists()
    assert told.filter(kind="integrity", voice__reporter=None).count() == 6


@pytest.mark.django_db
def test_applications_are_the_same_twice(settings):
    ship_law()
    regency, words = (
        load_regency(settings.DATA_ROOT / "demo"),
        load_words(settings.DATA_ROOT / "demo"),
    )
    mandate = {
        one.key: [Mandate(UUID(int=0), one.office, Role(role)) for role in one.roles]
        for one in regency.officers
    }
    actors = {key: Actor(ref=f"p:{key}", mandates=tuple(held)) for key, held in mandate.items()}
    calendar, versions = (
        law_in_force(at=AT).calendar,
        [one for one in running_versions() if one.course.kind in kinds_with_form()],
    )
    first, second = (
        applications(regency, words, actors, versions, calendar, AT.date(), 7) for _ in range(2)
    )
    assert first == second
    assert len({one.number for one in first}) == len(first) == 106
    assert all(one.submission.title for one in first)


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

    from pendopo.portal.demo.histories import histories
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
