"""Reading other servers, and cases on their way to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.models import RemoteCase, RemoteEndpoint
from pendopo.ecosystem.exchange.types import Remote, WireFormat
from pendopo.kernel.errors import NotFound


def endpoints() -> QuerySet[RemoteEndpoint]:
    """Return all other servers by their code."""
    return RemoteEndpoint.objects.order_by("code")


def active_endpoints() -> QuerySet[RemoteEndpoint]:
    """Return the other servers in use."""
    return endpoints().filter(is_active=True)


def endpoint(code: str) -> RemoteEndpoint:
    """Return another server by its code; NotFound if there is none."""
    found = RemoteEndpoint.objects.filter(code=code).first()
    if found is None:
        raise NotFound(_("Sistem tujuan ini tidak terdaftar."))
    return found


def new_endpoint(code: str) -> RemoteEndpoint:
    """Return an empty entry for another server, not yet saved."""
    return RemoteEndpoint(code=code)


def passed_on(case_id: UUID) -> QuerySet[RemoteCase]:
    """Return where a case was sent, with what came back."""
    rows = RemoteCase.objects.filter(case_id=case_id).select_related("endpoint")
    return rows.prefetch_related("updates").order_by("queued_at", "id")


def due_to_send(at: datetime) -> QuerySet[RemoteCase]:
    """Return the cases whose next attempt to send, or to learn the number, is due."""
    waiting = Q(state__in=["queued", "pending"], next_try_at__lte=at)
    rows = RemoteCase.objects.filter(waiting, endpoint__is_active=True)
    return rows.order_by("next_try_at", "id")


def due_to_pull(at: datetime) -> QuerySet[RemoteEndpoint]:
    """Return the servers from which updates are to be taken."""
    due = Q(next_pull_at=None) | Q(next_pull_at__lte=at)
    return active_endpoints().filter(due, remotecase__state="sent").distinct()


def remote_of(row: RemoteEndpoint) -> Remote:
    """Return a server as the client calls it."""
    return Remote(row.code, row.base_url, row.jurisdiction_id, row.api_key, WireFormat(row.wire))
