"""How the tables of this room forget a person."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def erase_person(model: Any, person_id: UUID) -> int:
    """Empty the row and give it a new reference, so that old facts lead nowhere."""
    return int(
        model.objects.filter(id=person_id).update(
            ref=secrets.token_hex(16),
            name="",
            nik="",
            nik_index="",
            phone="",
            phone_index="",
            email="",
            email_index="",
            address="",
        )
    )


def erase_account(model: Any, person_id: UUID) -> int:
    """Close the person's sign-in: address, second factors and open sessions go."""
    account = model.objects.filter(person_id=person_id).first()
    if account is None:
        return 0
    n_rows = 1
    for label in ("account.EmailAddress", "mfa.Authenticator"):
        n_rows += apps.get_model(label).objects.filter(user_id=account.id).delete()[0]
    n_rows += _end_sessions(str(account.id))
    account.set_unusable_password()
    model.objects.filter(id=account.id).update(
        email=None, contact_index=None, is_active=False, password=account.password
    )
    return n_rows


def _end_sessions(account_id: str) -> int:
    # Sessions name their account only inside their content; erasing is rare, so each is opened.
    found = [
        session.pk
        for session in Session.objects.iterator(chunk_size=2_000)
        if session.get_decoded().get(SESSION_KEY) == account_id
    ]
    return int(Session.objects.filter(pk__in=found).delete()[0])


def erase_codes(model: Any, person_id: UUID) -> int:
    """Delete the codes that were sent to the person's contacts."""
    person = apps.get_model("people.Person").objects.filter(id=person_id).first()
    indexes = [each for each in (person.phone_index, person.email_index) if each] if person else []
    return int(model.objects.filter(contact_index__in=indexes).delete()[0])


def keep_log_without_person(model: Any, person_id: UUID) -> int:
    """Keep that a reading happened; the row holds references and codes only."""
    return int(model.objects.filter(person_id=person_id).count())
