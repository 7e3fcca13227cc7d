"""Issuing and revoking partners' keys."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.events import ApiKeyIssued, ApiKeyRevoked
from pendopo.ecosystem.exchange.models import ApiKey
from pendopo.ecosystem.exchange.selectors.keys import digest_of
from pendopo.ecosystem.exchange.types import IssuedKey, Scope
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor, Role
from pendopo.kernel.errors import BadInput, NotAllowed, NotFound


@transaction.atomic
def issue_key(
    *,
    label: str,
    office: Office | None,
    scopes: Iterable[Scope],
    per_minute: int,
    days: int | None,
    by: Actor,
    at: datetime,
) -> IssuedKey:
    """Make a key for a partner and return it; it is shown this once.

    Raises
    ------
    NotAllowed
        The actor does not look after the installation.
    BadInput
        No scope, or a rate that is none.
    """
    _require_admin(by)
    chosen = sorted({scope.value for scope in scopes})
    if not chosen:
        raise BadInput(_("Pilih paling sedikit satu izin."), field="scopes")
    if per_minute < 1:
        raise BadInput(_("Batas per menit paling sedikit satu."), field="per_minute")
    prefix = f"pdp_{secrets.token_hex(4)}"
    secret = f"{prefix}_{secrets.token_urlsafe(24)}"
    key = ApiKey.objects.create(
        label=label.strip(),
        office=office,
        prefix=prefix,
        digest=digest_of(secret),
        scopes=chosen,
        per_minute=per_minute,
        created_at=at,
        created_by=by.ref,
        expires_at=at + timedelta(days=days) if days else None,
    )
    publish(
        ApiKeyIssued(
            key_id=key.id, scopes="+".join(chosen), per_minute=per_minute, at=at, by=by.ref
        )
    )
    return IssuedKey(key.id, secret)


@transaction.atomic
def revoke_key(*, key_id: UUID, by: Actor, at: datetime) -> None:
    """Take a key back at once; a second call changes nothing.

    Raises
    ------
    NotAllowed, NotFound
    """
    _require_admin(by)
    key = ApiKey.objects.filter(id=key_id).first()
    if key is None:
        raise NotFound(_("Kunci ini tidak ditemukan."))
    if key.revoked_at is not None:
        return
    key.revoked_at, key.revoked_by = at, by.ref
    key.save(update_fields=["revoked_at", "revoked_by"])
    publish(ApiKeyRevoked(key_id=key.id, at=at, by=by.ref))


def _require_admin(actor: Actor) -> None:
    if not actor.has_role(Role.ADMIN):
        raise NotAllowed(_("Hanya pengelola sistem yang mengatur mitra."))
