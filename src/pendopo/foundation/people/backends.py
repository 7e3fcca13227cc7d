"""Who came in by a code: a sign-in without password, and therefore without any office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import BaseBackend

from pendopo.foundation.people.models import Account

if TYPE_CHECKING:
    from django.http import HttpRequest

CODE_BACKEND = "pendopo.foundation.people.backends.CodeBackend"


class CodeBackend(BaseBackend):
    """Finds the account again on later requests; a code itself is checked by ``sign_in``."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Accept no credentials: this backend is only named when a code was confirmed."""

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account while it is active."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


def came_by_code(request: HttpRequest) -> bool:
    """Return whether the visitor signed in with a code and not with a password."""
    return request.session.get(BACKEND_SESSION_KEY) == CODE_BACKEND
