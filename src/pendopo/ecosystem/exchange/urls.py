"""Where the doors of the exchange hang."""

from __future__ import annotations

from django.urls import path

from pendopo.ecosystem.exchange.views import open311

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
]
