"""Where the doors of the exchange hang."""

from __future__ import annotations

from django.urls import path

from pendopo.ecosystem.exchange import rest
from pendopo.ecosystem.exchange.views import documentation, open311, outlets, partners, remotes

app_name = "exchange"

_OPEN311 = "open311/v2"
urlpatterns = [
    path(f"{_OPEN311}/discovery.<str:wire>", open311.discovery, name="discovery"),
    path(f"{_OPEN311}/services.<str:wire>", open311.service_list, name="services"),
    path(f"{_OPEN311}/services/<str:service_code>.<str:wire>", open311.service, name="service"),
    path(f"{_OPEN311}/requests.<str:wire>", open311.requests, name="requests"),
    path(f"{_OPEN311}/requests/<str:number>.<str:wire>", open311.one_request, name="request"),
    path(f"{_OPEN311}/tokens/<str:token>.<str:wire>", open311.token, name="token"),
    path(f"{_OPEN311}/servicerequestupdates.<str:wire>", open311.updates, name="updates"),
    path("open311/openapi.json", documentation.open311_document, name="open311_document"),
    path("api/", documentation.api, {"document": rest.api.get_openapi_schema}, name="api"),
    path("petugas/mitra-api/", partners.keys, name="keys"),
    path("petugas/mitra-api/<uuid:key_id>/cabut/", partners.revoke, name="revoke"),
    path("petugas/saluran-kabar/", outlets.outlets, name="outlets"),
    path("petugas/saluran-kabar/<slug:code>/", outlets.outlet, name="outlet"),
    path("petugas/sistem-luar/", remotes.endpoints, name="endpoints"),
    path("petugas/sistem-luar/<slug:code>/", remotes.endpoint, name="endpoint"),
    path("petugas/laporan/<str:number>/sistem-luar/", remotes.pass_on, name="pass_on"),
    path(
        "petugas/laporan/<str:number>/sistem-luar/foto/<uuid:photo_id>/",
        remotes.outside_photo,
        name="outside_photo",
    ),
]
