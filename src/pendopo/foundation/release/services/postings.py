"""Telling where a release was posted, by who operates the account or a connector."""

from __future__ import annotations

import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.foundation.release import events
from pendopo.foundation.release.errors import NotYours, ReleaseNotFound, WrongStep
from pendopo.foundation.release.models import Posting
from pendopo.foundation.release.rules import OVERSEERS
from pendopo.foundation.release.selectors.registers import operators_on
from pendopo.foundation.release.services.releases import told
from pendopo.foundation.release.types import ReleaseState
from pendopo.kernel.errors import BadInput


@transaction.atomic
def confirm(*, posting_id: uuid.UUID, permalink: str, by: Actor, at: datetime) -> Posting:
    """Keep the address at which a release was posted.

    Raises
    ------
    ReleaseNotFound
        Unknown posting.
    NotYours
        The actor neither operates the account nor oversees releases.
    WrongStep
        The release does not stand, or its address is known.
    BadInput
        The address does not lie where the account does.
    """
    rows = Posting.objects.select_for_update(of=("self",), no_key=True)
    posting = rows.select_related("release__topic", "account").filter(id=posting_id).first()
    if posting is None:
        raise ReleaseNotFound(_("Rilis tidak ditemukan."))
    _require_hand(posting, by, at=at)
    if posting.posted_at or posting.release.state != ReleaseState.PUBLISHED:
        raise WrongStep(_("Unggahan ini tidak sedang menunggu tautan."))
    if _host(permalink) != _host(posting.account.url):
        raise BadInput(
            _("Tautannya harus berada di alamat akun resmi itu sendiri."), field="permalink"
        )
    posting.permalink, posting.posted_at = permalink, at
    posting.save(update_fields=["permalink", "posted_at"])
    account = {"account_id": posting.account_id, "network": posting.account.network}
    publish(told(events.ReleasePosted, posting.release, by=by, at=at, **account))
    return posting


def _require_hand(posting: Posting, by: Actor, *, at: datetime) -> None:
    if by == SYSTEM or by.has_role(*OVERSEERS):
        return
    operators = operators_on(at).filter(account_id=posting.account_id)
    if by.person_id is None or not operators.filter(position__person_id=by.person_id).exists():
        raise NotYours(_("Tautan dicatat operator akun itu."))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
