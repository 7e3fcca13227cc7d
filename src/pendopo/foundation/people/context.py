"""What every page knows about who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Return the actor, without a query for visitors who never signed in."""
    return {"actor": getattr(request, "actor", None)}
