"""Staff sign-in through allauth: closed sign-up, sealed secrets, demo accounts only in a demo."""

from __future__ import annotations

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse

from pendopo.kernel import crypto


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

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Lead back to the page about the account's safety."""
        return reverse("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second-factor secrets are sealed with the field keys, and drawn without styles."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return crypto.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code of an authenticator app."""
        drawing = io.BytesIO()
        segno.make(url, error="m", micro=False).save(
            drawing, kind="svg", xmldecl=False, omitsize=True, light="#fff"
        )
        return drawing.getvalue().decode("ascii")
