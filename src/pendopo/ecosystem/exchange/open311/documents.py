"""What each answer of the server holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.open311.questions import attributes_of
from pendopo.ecosystem.exchange.open311.writing import Document
from pendopo.ecosystem.exchange.selectors import PublicRequest, PublicUpdate, Service
from pendopo.ecosystem.exchange.types import Accepted
from pendopo.journey.voice.types import Kind

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
# When what the server offers last changed.
CHANGESET = "2026-11-30T00:00:00+07:00"
KIND, TITLE = "JENIS", "JUDUL"
# What may be said through Open311; requests for services have forms of their own.
KINDS = (Kind.COMPLAINT, Kind.ASPIRATION, Kind.QUESTION)
PhotoAddress = Callable[[UUID], str]


def stamp(instant: datetime | None) -> str | None:
    """Return an instant with the zone of the office, to the second."""
    if instant is None:
        return None
    return instant.astimezone(ZoneInfo(settings.PENDOPO_ZONE)).isoformat(timespec="seconds")


def discovery_document(url: str) -> Document:
    """Return how the server presents itself."""
    endpoint = {
        "specification": SPECIFICATION,
        "url": url,
        "changeset": CHANGESET,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    row = {
        "changeset": CHANGESET,
        "contact": settings.PENDOPO_GOVERNMENT,
        "key_service": _("Minta kunci API kepada pengelola sistem pemerintah daerah."),
        "endpoints": [endpoint],
    }
    return Document("discovery", "", [row], is_list=False)


def services_document(services: Iterable[Service]) -> Document:
    """Return the list of services."""
    return Document("services", "service", [_service(each) for each in services])


def _service(service: Service) -> dict[str, Any]:
    return {
        "service_code": service.code,
        "service_name": service.name,
        "description": service.description,
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(service.keywords) or None,
        "group": service.group or None,
    }


def definition_document(service: Service) -> Document:
    """Return which further questions a service asks: those of its form, or of any topic."""
    definition = service.definition
    attributes = _topic_attributes() if definition is None else attributes_of(definition)
    row = {"service_code": service.code, "attributes": attributes}
    return Document("service_definition", "", [row], is_list=False)


def _topic_attributes() -> list[dict[str, Any]]:
    kinds = [{"key": kind.value, "name": str(kind.label)} for kind in KINDS]
    return [
        _attribute(1, KIND, "singlevaluelist", _("Ini apa?"), _("Bila kosong: pengaduan"), kinds),
        _attribute(2, TITLE, "string", _("Judul singkat"), _("Bila kosong: awal uraian"), []),
    ]


def _attribute(
    order: int, code: str, datatype: str, question: str, hint: str, values: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": False,
        "datatype_description": hint,
        "order": order,
        "description": question,
        "values": values,
    }


def requests_document(
    requests: Iterable[PublicRequest], address: PhotoAddress, *, is_extended: bool = False
) -> Document:
    """Return requests; ``is_extended`` adds attributes, photos and notes."""
    rows = []
    for each in requests:
        row = _request(each, address)
        rows.append({**row, **_extension(each, address)} if is_extended else row)
    return Document("service_requests", "request", rows)


def _request(one: PublicRequest, address: PhotoAddress) -> dict[str, Any]:
    return {
        "service_request_id": one.number,
        "status": "open" if one.is_open else "closed",
        "status_notes": one.last_words,
        "service_name": one.service_name or None,
        "service_code": one.service_code or None,
        "description": one.description,
        "agency_responsible": one.office or None,
        "service_notice": None,
        "requested_datetime": stamp(one.requested_at),
        "updated_datetime": stamp(one.updated_at),
        "expected_datetime": stamp(one.due_at),
        "address": one.place or None,
        "address_id": one.region or None,
        "zipcode": one.postal_code or None,
        "lat": one.latitude,
        "long": one.longitude,
        "media_url": address(one.photos[0]) if one.photos else None,
    }


def _extension(one: PublicRequest, address: PhotoAddress) -> dict[str, Any]:
    return {
        "attributes": [{"code": TITLE, "label": _("Judul singkat"), "value": one.title}],
        "extended_attributes": {
            "channel": one.channel,
            "case_status": one.status,
            "photos": [{"media_url": address(photo)} for photo in one.photos],
        },
        "notes": [
            {
                "datetime": stamp(one.updated_at),
                "type": one.status,
                "description": one.last_words,
            }
        ],
    }


def accepted_document(accepted: Accepted) -> Document:
    """Return what the sender of a request gets."""
    notice = _(
        "Diterima dan menunggu verifikasi; terbuka untuk umum setelah diverifikasi. "
        "Kode pelacakan: %(code)s"
    ) % {"code": accepted.tracking_code}
    row = {
        "service_request_id": accepted.number,
        "service_notice": notice,
        "account_id": None,
    }
    return Document("service_requests", "request", [row])


def token_document(number: str, token: str) -> Document:
    """Return the number that belongs to a token."""
    row = {"service_request_id": number, "token": token}
    return Document("service_requests", "request", [row])


def updates_document(updates: Iterable[PublicUpdate]) -> Document:
    """Return what happened to requests."""
    rows = [
        {
            "update_id": str(each.id),
            "service_request_id": each.number,
            "status": each.word,
            "updated_datetime": stamp(each.at),
            "description": each.words or None,
            "media_url": None,
        }
        for each in updates
    ]
    return Document("service_request_updates", "request_update", rows)


def update_taken_document(update_id: str) -> Document:
    """Return that an update was taken in."""
    return Document("service_request_updates", "request_update", [{"update_id": update_id}])


def error_document(code: int, descriptions: Iterable[str]) -> Document:
    """Return what was wrong, one row a fault."""
    rows = [{"code": code, "description": text} for text in descriptions]
    return Document("errors", "error", rows)
