"""Sending cases to other servers, and taking in what those say; no network in a transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange import rules
from pendopo.ecosystem.exchange.errors import RemoteError
from pendopo.ecosystem.exchange.events import (
    CaseNotTaken,
    CasePassedOn,
    CaseReachedRemote,
    RemoteEndpointSaved,
    RemoteStateMoved,
)
from pendopo.ecosystem.exchange.fetching import fetch
from pendopo.ecosystem.exchange.models import RemoteCase, RemoteEndpoint, RemoteUpdate
from pendopo.ecosystem.exchange.open311.client import Fetch, Open311Client, Outgoing, Sent, Told
from pendopo.ecosystem.exchange.selectors.passing import due_to_pull, due_to_send, remote_of
from pendopo.ecosystem.exchange.selectors.requests import requests_of_cases
from pendopo.ecosystem.exchange.services.media import note_outside_photos
from pendopo.ecosystem.exchange.types import Passing
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import rules as casework
from pendopo.journey.cases import selectors as cases
from pendopo.kernel.errors import NotAllowed, Refused

_AT_ONCE = 20
_PULL_EVERY = timedelta(minutes=5)
# Clocks of servers differ, and an update may be stored after its own time.
_OVERLAP = timedelta(hours=1)
_STATES_AT_ONCE = 50
_CODE = re.compile(r"^[A-Za-z0-9._:/+-]{0,80}$")


@transaction.atomic
def save_endpoint(row: RemoteEndpoint, *, by: Actor, at: datetime) -> RemoteEndpoint:
    """Enter another server, or change its entry.

    Raises
    ------
    NotAllowed
        The actor does not look after the installation.
    """
    if not by.has_role(Role.ADMIN):
        raise NotAllowed(_("Hanya pengelola sistem yang mengatur sistem tujuan."))
    row.save()
    publish(
        RemoteEndpointSaved(
            endpoint_id=row.id, system=row.code, is_active=row.is_active, at=at, by=by.ref
        )
    )
    return row


@transaction.atomic
def pass_on(
    *, number: str, endpoint: RemoteEndpoint, by: Actor, at: datetime, site: str = ""
) -> RemoteCase:
    """Put a public case in the queue to another server; a second call changes nothing.

    One that was refused or given up is tried again. ``site`` is the address of this
    installation, as ``https://host``; without it no photo is told.

    Raises
    ------
    CaseNotFound, NotAllowed
    Refused
        What is not public stays here; what they have no service for, too.
    """
    case = cases.staff_case(number, by=by)
    casework.require_handler(by, case)
    if not case.is_public:
        raise Refused(_("Hanya laporan yang terbuka untuk umum yang dapat diteruskan."))
    if not endpoint.is_active:
        raise Refused(_("Sistem tujuan ini sedang tidak dipakai."))
    service_code = endpoint.services.get(case.topic_id or "") or endpoint.services.get("", "")
    if not service_code:
        raise Refused(_("Topik laporan ini belum punya pasangan di sistem tujuan."))
    fresh = {
        "service_code": service_code,
        "state": Passing.QUEUED.value,
        "queued_at": at,
        "queued_by": by.ref,
        "site": site.rstrip("/"),
        "next_try_at": at,
        "attempts": 0,
        "last_error": "",
    }
    row, is_new = RemoteCase.objects.get_or_create(case=case, endpoint=endpoint, defaults=fresh)
    if not is_new:
        if row.state not in (Passing.REFUSED, Passing.FAILED):
            return row
        RemoteCase.objects.filter(id=row.id).update(**fresh)
        row.refresh_from_db()
    publish(CasePassedOn(case_id=case.id, system=endpoint.code, at=at, by=by.ref))
    return row


def listed_hosts_only() -> Fetch:
    """Return the way out that the settings allow."""
    return partial(fetch, hosts=tuple(settings.PENDOPO_OUTBOUND_HOSTS))


def send_waiting(*, at: datetime, most: int = _AT_ONCE) -> int:
    """Send what is due, each with its own attempt; returns how many were tried."""
    waiting = list(due_to_send(at).values_list("id", flat=True)[:most])
    return sum(_send_one(row_id, listed_hosts_only(), at) for row_id in waiting)


def _send_one(row_id: UUID, call: Fetch, at: datetime) -> int:
    row = _claim(row_id, at)
    if row is None:
        return 0
    client = Open311Client(remote_of(row.endpoint), call)
    try:
        if row.state == Passing.PENDING:
            _settle(row, Sent(number=client.number_of(row.token), token=row.token), at)
            return 1
        outgoing = _outgoing(row)
        if outgoing is None:
            _give_up(row, "no_longer_public", Passing.REFUSED, at)
            return 1
        _settle(row, client.send(outgoing), at)
    except RemoteError as error:
        _failed(row, error, at)
    return 1


@transaction.atomic
def _claim(row_id: UUID, at: datetime) -> RemoteCase | None:
    """Take one attempt; whoever comes second finds the next one not due yet."""
    row = due_to_send(at).filter(id=row_id).select_related("endpoint").first()
    if row is None:
        return None
    attempts = row.attempts + 1
    next_try_at = at + rules.wait_after(attempts)
    taken = RemoteCase.objects.filter(id=row_id, attempts=row.attempts).update(
        attempts=attempts, next_try_at=next_try_at
    )
    row.attempts, row.next_try_at = attempts, next_try_at
    return row if taken else None


def _outgoing(row: RemoteCase) -> Outgoing | None:
    # Asked now and not when it was queued: it may have become secret since.
    shown = requests_of_cases([row.case_id]).get(row.case_id)
    if shown is None:
        return None
    return Outgoing(
        service_code=row.service_code,
        description=shown.description,
        latitude=shown.latitude,
        longitude=shown.longitude,
        address=shown.place or shown.number,
        repeat_key=str(row.id),
        media_url=_first_photo(row, shown.photos),
    )


def _first_photo(row: RemoteCase, photos: Sequence[UUID]) -> str:
    """Return where the first photo of a public case is shown to everyone; empty without one."""
    if not (row.site and photos):
        return ""
    return row.site + reverse("portal:photo", args=[photos[0]])


@transaction.atomic
def _settle(row: RemoteCase, sent: Sent, at: datetime) -> None:
    if not sent.number:
        _wait_for_number(row, sent.token, at)
        return
    row.state, row.external_number, row.token = Passing.SENT.value, sent.number[:120], sent.token
    row.sent_at, row.next_try_at, row.last_error = row.sent_at or at, None, ""
    row.save()
    told = sent.number if _CODE.match(sent.number) and not re.search(r"\d{13}", sent.number) else ""
    publish(
        CaseReachedRemote(
            case_id=row.case_id, system=row.endpoint.code, external_number=told, at=at
        )
    )


def _wait_for_number(row: RemoteCase, token: str, at: datetime) -> None:
    if row.attempts >= rules.MOST_ATTEMPTS:
        _give_up(row, "no_number", Passing.FAILED, at)
        return
    row.state, row.token, row.sent_at = Passing.PENDING.value, token[:120], row.sent_at or at
    row.save()


def _failed(row: RemoteCase, error: RemoteError, at: datetime) -> None:
    if error.is_final:
        _give_up(row, error.code, Passing.REFUSED, at)
    elif row.attempts >= rules.MOST_ATTEMPTS:
        _give_up(row, error.code, Passing.FAILED, at)
    else:
        RemoteCase.objects.filter(id=row.id).update(last_error=error.code[:60])


@transaction.atomic
def _give_up(row: RemoteCase, reason: str, state: Passing, at: datetime) -> None:
    row.state, row.last_error, row.next_try_at = state.value, reason[:60], None
    row.save()
    publish(CaseNotTaken(case_id=row.case_id, system=row.endpoint.code, reason=reason, at=at))


def pull_due(*, at: datetime) -> int:
    """Take updates from every server that is due; returns how many were new."""
    return sum(_pull(row, listed_hosts_only(), at) for row in due_to_pull(at))


def _pull(endpoint: RemoteEndpoint, call: Fetch, at: datetime) -> int:
    client = Open311Client(remote_of(endpoint), call)
    rows = {
        row.external_number: row
        for row in RemoteCase.objects.filter(endpoint=endpoint, state=Passing.SENT.value)
    }
    first = min(row.sent_at or at for row in rows.values()) if rows else at
    start = max(endpoint.pulled_until or first, first) - _OVERLAP
    try:
        told = client.updates(start, at)
        if told is None:
            told = _states(client, rows)
    except RemoteError as error:
        _put_off(endpoint, error, at)
        return 0
    taken = sum(_take(rows[one.number].id, one, at) for one in told if one.number in rows)
    RemoteEndpoint.objects.filter(id=endpoint.id).update(
        pulled_until=at, next_pull_at=at + _PULL_EVERY, n_failures=0, last_error=""
    )
    return taken


def _states(client: Open311Client, rows: Mapping[str, RemoteCase]) -> list[Told]:
    numbers = sorted(rows)
    parts = (
        numbers[start : start + _STATES_AT_ONCE]
        for start in range(0, len(numbers), _STATES_AT_ONCE)
    )
    return [told for part in parts for told in client.states(part)]


def _put_off(endpoint: RemoteEndpoint, error: RemoteError, at: datetime) -> None:
    n_failures = min(endpoint.n_failures + 1, 1_000)
    RemoteEndpoint.objects.filter(id=endpoint.id).update(
        n_failures=n_failures,
        last_error=error.code[:60],
        next_pull_at=at + rules.wait_after(n_failures),
    )


@transaction.atomic
def _take(row_id: UUID, told: Told, at: datetime) -> int:
    """Keep an update, and let it set the state unless it is older or leads backwards."""
    row = RemoteCase.objects.select_related("endpoint", "case").get(id=row_id)
    known = RemoteUpdate.objects.filter(remote=row)
    newest = known.order_by("-told_at", "-id").first()
    if known.filter(update_id=told.update_id).exists() or _repeats(newest, told):
        return 0
    # A server cannot have worked on it before it had it; its clock is wrong.
    told_at = max(told.at, row.sent_at or told.at)
    moves = _moves(row, told, told_at)
    update = RemoteUpdate.objects.create(
        remote=row,
        update_id=told.update_id,
        state=told.word,
        words=told.words,
        told_at=told_at,
        taken_at=at,
        moved_state=moves,
    )
    photos = rules.photo_addresses([told.media_url])
    note_outside_photos(photos, voice_id=row.case.voice_id, at=at, update_id=update.id)
    if moves:
        _move(row, told.word, told_at, at)
    return 1


def _repeats(newest: RemoteUpdate | None, told: Told) -> bool:
    return newest is not None and (newest.state, newest.words) == (told.word, told.words)


def _moves(row: RemoteCase, told: Told, told_at: datetime) -> bool:
    is_newer = row.remote_state_at is None or told_at >= row.remote_state_at
    return is_newer and rules.may_follow(told.word, row.remote_state)


def _move(row: RemoteCase, word: str, told_at: datetime, at: datetime) -> None:
    previous, row.remote_state, row.remote_state_at = row.remote_state, word, told_at
    row.save(update_fields=["remote_state", "remote_state_at"])
    if word != previous:
        publish(
            RemoteStateMoved(
                case_id=row.case_id,
                system=row.endpoint.code,
                state=word,
                previous=previous,
                at=at,
            )
        )
