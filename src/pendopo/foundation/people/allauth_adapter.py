"""Staff sign-in through allauth: closed sign-up, demo accounts only in a demo."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


def is_demo_installation() -> bool:
    """Return whether this home was built by ``pendopo demo``."""
    return (settings.PENDOPO_HOME / "DEMO").exists()


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are given by an administrator, never taken by signing up."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Refuse sign-up: positions are given, not requested."""
        return False

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Authenticate, refusing a demo account outside a demo installation."""
        account = super().authenticate(request, **credentials)
        if account is not None and account.is_demo and not is_demo_installation():
            return None
        return account
