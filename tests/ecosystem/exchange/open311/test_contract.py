"""The fake server keeps the same contract as our own: what is shown with it holds outside."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from tests.factories.exchange import make_secret, posted
from tests.fakes import open311 as fake

from pendopo.ecosystem.exchange.fetching import fetch
from pendopo.ecosystem.exchange.open311 import read_json, read_xml

V2 = "/open311/v2"
READERS = {"json": read_json, "xml": read_xml}


class Ours:
    """Our own server behind Django's test client."""

    service = "roads.hole"

    def __init__(self, client):
        self._client, self.key = client, make_secret()

    def get(self, path):
        answer = self._client.get(f"{V2}/{path}")
        return answer.status_code, answer.content

    def post(self, path, told, repeat=""):
        extra = {"HTTP_IDEMPOTENCY_KEY": repeat} if repeat else {}
        answer = self._client.post(f"{V2}/{path}", told, **extra)
        return answer.status_code, answer.content


class Theirs:
    """The fake over a socket."""

    service, key = fake.SERVICE, fake.KEY

    def __init__(self, server):
        self._server = server

    def get(self, path):
        answer = fetch("GET", f"{self._server.url}/{path}", hosts=[self._server.host])
        return answer.status, answer.body

    def post(self, path, told, repeat=""):
        answer = fetch(
            "POST",
            f"{self._server.url}/{path}",
            hosts=[self._server.host],
            body=urlencode(told).encode(),
            headers={"Idempotency-Key": repeat} if repeat else {},
        )
        return answer.status, answer.body


@pytest.fixture(params=["ours", "fake"])
def server(request, client, law):
    if request.param == "ours":
        yield Ours(client)
        return
    with fake.running() as running:
        yield Theirs(running)


pytestmark = pytest.mark.django_db


def told(server, **changes):
    return posted(api_key=server.key, service_code=server.service) | changes


@pytest.mark.parametrize("wire", READERS)
def test_services_have_the_same_fields(server, wire):
    status, body = server.get(f"services.{wire}")
    rows = READERS[wire](body)
    fields = "service_code service_name description metadata type keywords group".split()
    assert status == 200
    assert all(sorted(row) == sorted(fields) for row in rows)
    assert server.service in {row["service_code"] for row in rows}


@pytest.mark.parametrize("wire", READERS)
def test_a_post_gets_one_number_and_the_same_again(server, wire):
    first = server.post(f"requests.{wire}", told(server), repeat="kirim-1")
    again = server.post(f"requests.{wire}", told(server), repeat="kirim-1")
    (row,) = READERS[wire](first[1])
    assert first[0] == 200
    assert row["service_request_id"]
    assert READERS[wire](again[1])[0]["service_request_id"] == row["service_request_id"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"api_key": "salah"}, 403),
        ({"service_code": "tidak.ada"}, 400),
        ({"description": ""}, 400),
        ({"lat": "", "long": "", "address_string": ""}, 400),
    ],
)
def test_faults_are_told_alike(server, changes, status):
    code, body = server.post("requests.json", told(server, **changes))
    rows = json.loads(body)
    assert code == status
    assert isinstance(rows, list)
    assert (rows[0]["code"], bool(rows[0]["description"])) == (status, True)


@pytest.mark.parametrize("wire", READERS)
def test_updates_are_a_list(server, wire):
    status, body = server.get(f"servicerequestupdates.{wire}")
    assert (status, READERS[wire](body)) == (200, [])
