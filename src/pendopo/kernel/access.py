"""Who may open a page, as every view declares it; a contract test looks for the declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponseBase

View = Callable[..., "HttpResponseBase"]


@dataclass(frozen=True)
class Access:
    """Who may open a page: ``public``, ``citizen`` or ``staff`` with roles (any if empty).

    ``partner`` is a door for machines: a key with ``scopes`` writes or reads its own;
    where ``is_readable`` is set, anyone reads there what is public.
    """

    kind: str
    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    is_readable: bool = False


def declare(view: View, access: Access) -> View:
    """Write the declaration on the view and return it."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public_page(view: View) -> View:
    """Let anyone open the page."""
    return declare(view, Access("public"))
