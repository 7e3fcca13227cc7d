"""Makers for the exchange: keys of partners, other servers, posted requests."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.factories.people import make_office

from pendopo.ecosystem.exchange import selectors, services
from pendopo.ecosystem.exchange.models import RemoteEndpoint
from pendopo.ecosystem.exchange.types import PartnerKey, Scope
from pendopo.foundation.people.types import Actor, Mandate, Role

AT = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
ALL = tuple(Scope)


def make_admin() -> Actor:
    """Return who looks after the installation."""
    office = make_office("diskominfo", name="Diskominfo")
    return Actor(ref=f"p:{'a' * 32}", mandates=(Mandate(office.id, office.code, Role.ADMIN),))


def make_secret(*scopes: Scope, per_minute: int = 10_000, days: int | None = None, at=AT) -> str:
    """Return the secret of a new key; with every scope unless some are named."""
    issued = services.issue_key(
        label="Mitra Contoh",
        office=None,
        scopes=scopes or ALL,
        per_minute=per_minute,
        days=days,
        by=make_admin(),
        at=at,
    )
    return issued.secret


def make_key(*scopes: Scope, at=AT) -> PartnerKey:
    """Return a new key as the doors know it."""
    return selectors.partner_key(make_secret(*scopes, at=at), at=at)


def make_endpoint(base_url: str = "https://lapor.contoh.go.id/open311/v2", **values):
    """Return another server."""
    told = {"code": "provinsi", "label": "Provinsi Contoh", "services": {"": "LAIN"}}
    row = RemoteEndpoint(**(told | {"base_url": base_url, "api_key": "kunci"} | values))
    return services.save_endpoint(row, by=make_admin(), at=AT)


def posted(**changes: object) -> dict[str, object]:
    """Return what a client posts for a new request; None leaves a field out."""
    values = {
        "service_code": "roads.hole",
        "lat": "-7.7956",
        "long": "110.3695",
        "address_string": "Dusun Krajan RT 02",
        "description": "Lubang besar di depan pasar.\nSudah dua motor jatuh.",
    } | changes
    return {name: value for name, value in values.items() if value is not None}
