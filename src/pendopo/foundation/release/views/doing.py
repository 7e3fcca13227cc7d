"""What forms of this room have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pendopo.kernel.errors import BadInput, Refused

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from pendopo.foundation.people.types import Actor


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a sound form asks for; what is refused stands at its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except (BadInput, Refused) as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, error.message)
        return False
    return True


def status_of(form: forms.Form) -> int:
    """Return the status of a page with a form."""
    return 422 if form.errors else 200


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
