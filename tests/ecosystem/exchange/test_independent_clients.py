"""Others' eyes: a GeoReport client from the registry, and a fuzzer that reads our descriptions."""

from __future__ import annotations

import json
from pathlib import Path

import georeport
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from tests.factories.cases import make_answered, make_responsibility, make_verified
from tests.factories.exchange import make_secret
from tests.factories.people import make_office
from tests.factories.voice import photo_file

from pendopo.ecosystem.exchange import urls
from pendopo.ecosystem.exchange.rest import api
from pendopo.journey.cases.models import Case
from pendopo.kernel.time import to_iso

OPEN311 = json.loads((Path(urls.__file__).parent / "open311" / "openapi.json").read_text("utf-8"))
FUZZ = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


# --- the client ------------------------------------------------------------------------------


@pytest.fixture
def town(law, transactional_db):
    from django.utils import timezone

    now = timezone.now()
    make_responsibility(make_office(), "roads.hole")
    make_verified(at=now, topic="roads.hole", office=make_office())
    make_answered(at=now, topic="roads.light")


@pytest.fixture
def law(transactional_db):
    from tests.factories.cases import make_law
    from tests.factories.voice import make_topics

    make_law()
    make_topics()


@pytest.mark.parametrize("wire", ["json", "xml"])
def test_georeport_reads_everything(town, live_server, wire):
    client = georeport.GeoReport(f"{live_server.url}/open311/v2", output_format=wire)
    services = client.get_service_list()
    assert {row["service_code"] for row in services} == {"roads.light", "roads.hole", "other"}
    definition = client.get_service_definition("roads.hole")
    assert definition["service_code"] == "roads.hole"
    rows = client.get_service_requests()
    assert {row["service_request_id"] for row in rows} == set(
        Case.objects.values_list("number", flat=True)
    )
    assert {row["status"] for row in rows} == {"open", "closed"}
    number = rows[0]["service_request_id"]
    assert client.get_service_request(number)["service_request_id"] == number
    # This client leaves out the list around a single row of XML.
    found = client.get_service_requests(status="open", service_code="roads.hole")
    only = found[0] if isinstance(found, list) else found
    assert only["agency_responsible"] == "Dinas Contoh"


@pytest.mark.parametrize("wire", ["json", "xml"])
def test_a_request_as_fixmystreet_posts_it_arrives(law, client, wire):
    """Its names of fields: deviceid, photo1, attribute[title], empty ones left in."""
    told = {
        "api_key": make_secret(),
        "service_code": "roads.hole",
        "lat": "-7.795600",
        "long": "110.369500",
        "address_string": "",
        "address_id": "",
        "email": "warga@contoh.id",
        "first_name": "Warga",
        "last_name": "Contoh",
        "phone": "",
        "deviceid": "fms-12",
        "account_id": "",
        "description": "Pothole: Deep hole\n\ndetail: by the market",
        "attribute[title]": "Deep hole",
        "media_url": "",
        "photo1": photo_file("photo1.jpg"),
    }
    answer = client.post(f"/open311/v2/requests.{wire}", told)
    assert answer.status_code == 200, answer.content
    from pendopo.journey.voice.models import Voice

    voice = Voice.objects.get()
    assert (voice.title, voice.photos.count()) == ("Deep hole", 1)
    assert voice.number.encode() in answer.content


# --- the fuzzers -----------------------------------------------------------------------------


def calls(document):
    schema = schemathesis.openapi.from_dict(document)
    schema.app = get_wsgi_application()
    return [found.ok() for found in schema.get_all_operations()]


def fuzzed(operation, headers, allowed):
    from hypothesis import given

    seen = []

    @FUZZ
    @given(case=operation.as_strategy())
    def run(case):
        answer = case.call(headers=headers)
        seen.append(answer.status_code)
        assert answer.status_code in allowed, (answer.status_code, answer.text)
        if "json" in str(answer.headers.get("content-type")):
            case.operation.validate_response(answer)

    run()
    return seen


def test_fuzzing_the_rest_api_finds_no_fault(law):
    office = make_office()
    number = make_answered(office=office).number
    make_secret()
    headers = {"X-Api-Key": make_secret(), "Accept-Encoding": "identity"}
    document = api.get_openapi_schema()
    total = []
    for operation in calls(json.loads(json.dumps(document))):
        total += fuzzed(operation, headers, {200, 201, 404, 405, 422})
    assert len(total) >= 50
    assert 200 in total
    assert number


def test_fuzzing_open311_finds_no_fault(law):
    make_answered(office=make_office())
    headers = {"X-Api-Key": make_secret(), "Accept-Encoding": "identity"}
    total = []
    for operation in calls(OPEN311):
        total += fuzzed(operation, headers, {200, 400, 403, 404})
    assert len(total) >= 50
    assert {200, 400} <= set(total)


def test_the_descriptions_name_every_route():
    from django.urls import get_resolver

    routes = {
        "/" + str(pattern.pattern)
        for pattern in get_resolver("pendopo.ecosystem.exchange.urls").url_patterns
        if "open311/v2" in str(pattern.pattern)
    }
    described = {
        path.replace("{format}", "<str:wire>")
        .replace("{service_code}", "<str:service_code>")
        .replace("{service_request_id}", "<str:number>")
        .replace("{token}", "<str:token>")
        for path in OPEN311["paths"]
    }
    assert routes == described


def test_times_are_told_with_their_zone():
    from datetime import UTC, datetime

    from pendopo.ecosystem.exchange.open311.documents import stamp

    assert stamp(datetime(2026, 1, 5, 3, 15, tzinfo=UTC)) == "2026-01-05T10:15:00+07:00"
    assert to_iso(datetime(2026, 1, 5, 3, 15, tzinfo=UTC)).endswith("Z")
