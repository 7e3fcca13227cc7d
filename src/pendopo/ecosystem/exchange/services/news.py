"""Sending releases on: a fact queues them, a duty sends them, outside of transactions."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange import rules
from pendopo.ecosystem.exchange.errors import RemoteError
from pendopo.ecosystem.exchange.events import NewsNotSent, NewsOutletSaved, NewsSent
from pendopo.ecosystem.exchange.fetching import fetch
from pendopo.ecosystem.exchange.models import NewsDispatch, NewsOutlet
from pendopo.ecosystem.exchange.news.client import post_status, send_signed
from pendopo.ecosystem.exchange.types import OutletKind, Passing
from pendopo.engines.merkle import canonical
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor, Role
from pendopo.foundation.release.errors import WrongStep
from pendopo.foundation.release.selectors.releases import posting_to, public_words
from pendopo.foundation.release.services.postings import confirm
from pendopo.kernel.errors import BadInput, NotAllowed

PUBLISHED = "published"
_AT_ONCE = 20


@transaction.atomic
def save_outlet(row: NewsOutlet, *, by: Actor, at: datetime) -> NewsOutlet:
    """Enter an outlet, or change its entry.

    Raises
    ------
    NotAllowed
        The actor does not look after the installation.
    """
    if not by.has_role(Role.ADMIN):
        raise NotAllowed(_("Hanya pengelola sistem yang mengatur saluran kabar."))
    row.save()
    publish(
        NewsOutletSaved(
            outlet_id=row.id,
            outlet=row.code,
            kind=row.kind,
            is_active=row.is_active,
            at=at,
            by=by.ref,
        )
    )
    return row


def queue(release_id: uuid.UUID, event: str, *, at: datetime) -> None:
    """Let every outlet in use hear of a release; doing it twice changes nothing.

    A Mastodon account hears of publications alone, and of those that are meant for it.
    """
    for outlet in NewsOutlet.objects.filter(is_active=True):
        if outlet.account_id and not (
            event == PUBLISHED and posting_to(outlet.account_id, release_id)
        ):
            continue
        NewsDispatch.objects.get_or_create(
            outlet=outlet, release_id=release_id, event=event, defaults={"next_try_at": at}
        )


def send_due(*, at: datetime) -> int:
    """Send what is due, each with its own attempt; returns how many were tried."""
    rows = NewsDispatch.objects.filter(
        state=Passing.QUEUED, next_try_at__lte=at, outlet__is_active=True
    )
    due = rows.select_related("outlet").order_by("next_try_at", "id")[:_AT_ONCE]
    return sum(_send_one(row, at) for row in due)


def _send_one(row: NewsDispatch, at: datetime) -> int:
    if not _claim(row, at):
        return 0
    try:
        if row.outlet.kind == OutletKind.MASTODON:
            _post(row, at)
        else:
            _call_webhook(row, at)
    except RemoteError as error:
        _failed(row, error, at)
        return 1
    _settle(row, Passing.SENT, "", at)
    return 1


def _claim(row: NewsDispatch, at: datetime) -> bool:
    """Take one attempt; whoever comes second finds it taken."""
    before, row.attempts = row.attempts, row.attempts + 1
    mine = NewsDispatch.objects.filter(id=row.id, attempts=before, state=Passing.QUEUED)
    return bool(mine.update(attempts=row.attempts, next_try_at=at + rules.wait_after(row.attempts)))


def _post(row: NewsDispatch, at: datetime) -> None:
    posting = posting_to(row.outlet.account_id, row.release_id)
    told = public_words(row.release_id)
    if posting is None or told is None:
        raise RemoteError("no_longer_public", is_final=True)
    permalink = post_status(
        partial(fetch, hosts=tuple(settings.PENDOPO_OUTBOUND_HOSTS)),
        base_url=row.outlet.url,
        token=row.outlet.secret,
        words=f"{told['title']}\n\n{told['text']}",
        repeat_key=str(row.id),
    )
    try:
        confirm(posting_id=posting.id, permalink=permalink, by=SYSTEM, at=at)
    except BadInput as error:
        raise RemoteError("address_elsewhere", is_final=True) from error
    except WrongStep:
        # Somebody confirmed it by hand meanwhile; the status is out all the same.
        return


def _call_webhook(row: NewsDispatch, at: datetime) -> None:
    # What is withdrawn or replaced is told by its id alone.
    body = canonical(
        {
            "type": f"release.{row.event}",
            "release_id": str(row.release_id),
            "release": public_words(row.release_id) if row.event == PUBLISHED else None,
        }
    )
    send_signed(
        partial(fetch, hosts=tuple(settings.PENDOPO_OUTBOUND_HOSTS)),
        url=row.outlet.url,
        secret=row.outlet.secret,
        body=body,
        message_id=str(row.id),
        at=at,
    )


def _failed(row: NewsDispatch, error: RemoteError, at: datetime) -> None:
    if error.is_final:
        _settle(row, Passing.REFUSED, error.code, at)
    elif row.attempts >= rules.MOST_ATTEMPTS:
        _settle(row, Passing.FAILED, error.code, at)
    else:
        NewsDispatch.objects.filter(id=row.id).update(last_error=error.code[:60])


@transaction.atomic
def _settle(row: NewsDispatch, state: Passing, reason: str, at: datetime) -> None:
    NewsDispatch.objects.filter(id=row.id).update(
        state=state,
        last_error=reason[:60],
        next_try_at=None,
        sent_at=at if state == Passing.SENT else None,
    )
    told = {"release_id": row.release_id, "outlet": row.outlet.code, "event": row.event, "at": at}
    publish(NewsNotSent(reason=reason, **told) if reason else NewsSent(**told))  # type: ignore[arg-type]
