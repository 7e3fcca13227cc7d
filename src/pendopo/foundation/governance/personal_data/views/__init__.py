"""The doors of this sub-room, and what all of them do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from pendopo.foundation.people.types import Actor
    from pendopo.kernel.errors import PendopoError


def actor_in(request: HttpRequest) -> Actor:
    """Return who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def tell(form: forms.Form, error: PendopoError) -> None:
    """Show a refusal at its field, or above the form."""
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, error.message)
