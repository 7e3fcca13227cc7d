"""The officers' screens: keys shown once, other servers, a case on its way."""

from __future__ import annotations

import re

import pytest
from tests.factories.cases import AT, make_verified
from tests.factories.exchange import make_endpoint
from tests.factories.people import make_office, make_officer, sign_in

from pendopo.ecosystem.exchange.models import ApiKey, RemoteCase, RemoteEndpoint
from pendopo.foundation.people.types import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
KEY = {"label": "Aplikasi Contoh", "scopes": ["submit"], "per_minute": "60", "days": "30"}


@pytest.fixture
def admin(client):
    return sign_in(client, make_officer(Role.ADMIN, make_office("setda")))


def test_a_key_is_shown_on_the_page_that_made_it_and_never_again(admin):
    made = admin.post("/petugas/mitra-api/", KEY)
    (secret,) = set(re.findall(r"pdp_[0-9a-f]{8}_[\w-]{32}", made.content.decode()))
    assert made.status_code == 200
    later = admin.get("/petugas/mitra-api/").content.decode()
    assert secret not in later
    assert "Aplikasi Contoh" in later
    assert admin.get("/open311/v2/services.json", {"api_key": secret}).status_code == 200


def test_a_revoked_key_says_so(admin):
    admin.post("/petugas/mitra-api/", KEY)
    key = ApiKey.objects.get()
    answer = admin.post(f"/petugas/mitra-api/{key.id}/cabut/", follow=True)
    assert "Dicabut" in answer.content.decode()


def test_a_key_without_scope_is_not_made(admin):
    answer = admin.post("/petugas/mitra-api/", KEY | {"scopes": []})
    assert answer.status_code == 422
    assert ApiKey.objects.count() == 0


def test_a_server_is_entered_only_if_the_settings_list_it(admin, settings):
    told = {
        "code": "provinsi",
        "label": "Provinsi",
        "base_url": "https://lapor.contoh.go.id/open311/v2",
        "wire": "json",
        "services": "roads.hole = JLN\n* = LAIN",
        "api_key": "kunci",
        "is_active": "on",
    }
    assert admin.post("/petugas/sistem-luar/", told).status_code == 422
    settings.PENDOPO_OUTBOUND_HOSTS = ["lapor.contoh.go.id"]
    assert admin.post("/petugas/sistem-luar/", told).status_code == 302
    row = RemoteEndpoint.objects.get()
    assert (row.services, row.api_key) == ({"roads.hole": "JLN", "": "LAIN"}, "kunci")
    page = "/petugas/sistem-luar/provinsi/"
    assert 'kunci"' not in admin.get(page).content.decode()
    assert admin.post(page, told | {"api_key": "", "label": "Provinsi Baru"}).status_code == 302
    row.refresh_from_db()
    assert (row.label, row.api_key) == ("Provinsi Baru", "kunci")


def test_an_officer_passes_a_case_on_and_sees_its_state_and_age(client):
    office = make_office()
    case = make_verified(at=AT, office=office)
    make_endpoint()
    sign_in(client, make_officer(Role.OFFICER, office))
    page = f"/petugas/laporan/{case.number}/sistem-luar/"
    assert "Provinsi Contoh" in client.get(page).content.decode()
    answer = client.post(page, {"system": "provinsi"}, follow=True).content.decode()
    assert "Menunggu dikirim" in answer
    assert "0 kali dicoba" in answer
    assert RemoteCase.objects.get().service_code == "LAIN"


def test_the_documentation_lists_every_call(client):
    text = client.get("/api/").content.decode()
    for call in ("GET /open311/v2/services.{format}", "POST /api/v1/voices", "Idempotency-Key"):
        assert call in text
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "Pendopo"
    assert client.get("/open311/openapi.json").json()["openapi"] == "3.1.0"
