"""Reading partners' keys."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.errors import KeyRefused
from pendopo.ecosystem.exchange.models import ApiKey, PartnerVoice
from pendopo.ecosystem.exchange.types import PartnerKey
from pendopo.kernel.crypto import blind_index

_LONGEST = 120


def digest_of(secret: str) -> str:
    """Return the keyed digest under which a key is kept."""
    return blind_index(secret, purpose="api_key")


def partner_key(text: str, *, at: datetime) -> PartnerKey:
    """Return the key that a caller showed.

    Raises
    ------
    KeyRefused
        Missing, unknown, revoked or out of date: all answered alike.
    """
    prefix = "_".join(text.split("_")[:2])
    row = None
    if len(text) <= _LONGEST and prefix:
        row = ApiKey.objects.filter(prefix=prefix[:12]).first()
    if row is None or not hmac.compare_digest(row.digest, digest_of(text)):
        raise KeyRefused(_("Kunci API tidak ada atau tidak berlaku."))
    if row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= at):
        raise KeyRefused(_("Kunci API tidak ada atau tidak berlaku."))
    return PartnerKey(row.id, row.label, frozenset(row.scopes), row.per_minute)


def submission_key_of(words: str) -> uuid.UUID:
    """Return the key of the submission that belongs to what makes a repetition recognisable.

    It comes from a keyed digest: whoever could guess it could ask our own form for the
    tracking code.
    """
    return uuid.UUID(blind_index(words, purpose="partner_submission")[:32])


def repeated(key: PartnerKey, resend_key: str) -> uuid.UUID:
    """Return the key of the submission that a partner sent under an Idempotency-Key."""
    return submission_key_of(f"{key.id}:repeat:{resend_key}")


def number_sent_as(key: PartnerKey, resend_key: str) -> str | None:
    """Return the number of what a partner sent under an Idempotency-Key, if anything."""
    rows = PartnerVoice.objects.filter(
        voice__submission_key=repeated(key, resend_key), key_id=key.id
    )
    return rows.values_list("voice__number", flat=True).first()


def all_keys() -> QuerySet[ApiKey]:
    """Return every key, newest first, with its office and how many voices it sent."""
    rows = ApiKey.objects.select_related("office").annotate(n_voices=Count("partnervoice"))
    return rows.order_by("-created_at", "-id")
