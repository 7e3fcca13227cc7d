"""Links that only the owner of an address has: to confirm, and to stop."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from pendopo.journey.cases.following.rules import CONFIRM_WITHIN
from pendopo.journey.cases.models import Follow

_CONFIRM, _STOP = "cases.follow.confirm", "cases.follow.stop"


def confirm_link(follow: Follow) -> str:
    """Return the address of the page that confirms; it ends after two days."""
    token = signing.dumps(str(follow.id), salt=_CONFIRM)
    return follow.site + reverse("cases:follow_confirm", args=[token])


def stop_link(follow: Follow) -> str:
    """Return the address of the page that stops the messages, whenever it is opened."""
    token = signing.dumps(str(follow.id), salt=_STOP)
    return follow.site + reverse("cases:follow_stop", args=[token])


def case_link(follow: Follow, number: str) -> str:
    """Return the address of a case's public page."""
    return follow.site + reverse("cases:public", args=[number])


def confirmed_by(token: str) -> UUID | None:
    """Return the follow a confirming link belongs to; None if it is damaged or too old."""
    return _opened(token, _CONFIRM, CONFIRM_WITHIN)


def stopped_by(token: str) -> UUID | None:
    """Return the follow a stopping link belongs to; None if it is damaged."""
    return _opened(token, _STOP, None)


def _opened(token: str, salt: str, max_age: timedelta | None) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=salt, max_age=max_age))
    except (signing.BadSignature, ValueError, TypeError):
        return None
