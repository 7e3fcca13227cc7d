"""Every page declares who may open it; a contract test looks for the declaration."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Role
from pendopo.kernel.access import Access, View, declare, public_page
from pendopo.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from pendopo.foundation.people.types import Actor

__all__ = ["Access", "View", "actor_in", "citizen_page", "public_page", "staff_page"]


def actor_in(request: HttpRequest) -> Actor:
    """Return who acts, as the middleware found out."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def citizen_page(view: View) -> View:
    """Let a signed-in person open the page; others are led to the code sign-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), login_url="/akun/masuk/")
        return view(request, *args, **kwargs)

    return declare(guarded, Access("citizen"))


def staff_page(*roles: Role, second_factor: bool = True) -> Callable[[View], View]:
    """Let staff with one of ``roles`` (any position if none) open the page.

    A second factor is required: without one the officer is led to set it up. Only
    the pages on which it is set up are declared with ``second_factor=False``.
    """

    def declare_staff(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), login_url="/petugas/masuk/")
            actor = request.actor  # type: ignore[attr-defined]
            if not actor.is_staff or (roles and not actor.has_role(*roles)):
                raise NotAllowed(_("Halaman ini hanya untuk petugas dengan jabatan yang sesuai."))
            if second_factor and not is_mfa_enabled(request.user):
                return redirect("mfa_activate_totp")
            return view(request, *args, **kwargs)

        return declare(guarded, Access("staff", frozenset(roles)))

    return declare_staff
