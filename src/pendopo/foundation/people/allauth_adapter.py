"""Staff sign-in through allauth: closed sign-up, sealed secrets, demo accounts only in a demo."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import crypto

SETUP_TIME = timedelta(minutes=10)


def is_demo_installation() -> bool:
    """Return whether this home was built by ``pendopo demo``."""
    return (settings.PENDOPO_HOME / "DEMO").exists()


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are given by an administrator, never taken by signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini sudah ditutup."),
        "email_password_mismatch": _("Surel atau kata sandi tidak cocok."),
        "enter_current_password": _("Tulis kata sandi Anda sekarang."),
        "incorrect_password": _("Kata sandi salah."),
        "invalid_login": _("Surel atau kata sandi tidak cocok."),
        "invalid_password_reset": _("Tautan ini tidak berlaku atau sudah dipakai."),
        "rate_limited": _("Terlalu banyak percobaan. Coba lagi nanti."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Coba lagi nanti."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Refuse sign-up: positions are given, not requested."""
        return False

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Authenticate, refusing a demo account outside a demo installation."""
        account = super().authenticate(request, **credentials)
        if account is not None and account.is_demo and not is_demo_installation():
            return None
        return account

    def pre_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        """Refuse a demo account by every other way too, such as a passkey."""
        if user.is_demo and not is_demo_installation():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Lead back to the page about the account's safety."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask for the password again, except while a new officer sets up the second factor."""
        return not (app == "allauth.mfa" and _is_first_setup(context.request.user))


def _is_first_setup(account: Any) -> bool:
    now = timezone.now()  # noqa: TID251 -- allauth hands this hook no clock
    if account.last_login is None or now - account.last_login > SETUP_TIME:
        return False
    older = Authenticator.objects.filter(user_id=account.pk, created_at__lt=account.last_login)
    return not older.exists()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second-factor secrets are sealed with the field keys, and drawn without styles."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _("Kode salah.")}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return who asks for the passkey: this host, under the government's name."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.PENDOPO_GOVERNMENT}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 -- allauth's name
        """Return the name a new key is offered."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Kunci %(number)s") % {"number": number}

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
