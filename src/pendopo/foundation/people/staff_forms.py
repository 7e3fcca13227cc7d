"""allauth's forms in our words; what they check stays theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django.forms import Form
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CODE = _("Kode")


class InOurWords(Form):
    """Gives the fields our labels and takes the placeholders away."""

    labels: ClassVar[dict[str, _StrPromise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in self.labels:
                field.label = self.labels[name]
            # A label that vanishes while one types is no label.
            field.widget.attrs.pop("placeholder", None)


class LoginForm(InOurWords, account.LoginForm):
    """E-mail and password."""

    labels = {"login": _("Surel dinas"), "password": _("Kata sandi")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page itself links to the forgotten password.
        self.fields["password"].help_text = ""


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """Where to send the link."""

    labels = {"email": _("Surel dinas")}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    """A new password after a link."""

    labels = {"password1": _("Kata sandi baru"), "password2": _("Ulangi kata sandi baru")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """The old password and a new one."""

    labels = {"oldpassword": _("Kata sandi sekarang"), **ResetPasswordKeyForm.labels}


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """A first password."""

    labels = ResetPasswordKeyForm.labels


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    """The password once more."""

    labels = {"password": _("Kata sandi")}


class SecondFactorForm(InOurWords, factor.AuthenticateForm):
    """A code of the app, or a recovery code."""

    labels = {"code": _CODE}


class SecondFactorAgainForm(InOurWords, factor.ReauthenticateForm):
    """A code once more."""

    labels = {"code": _CODE}


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    """The first code of the app."""

    labels = {"code": _("Kode dari aplikasi")}


class AddPasskeyForm(InOurWords, passkey.AddWebAuthnForm):
    """A name for the key, and whether it opens without a password."""

    labels = {"name": _("Nama kunci"), "passwordless": _("Masuk tanpa kata sandi")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _(
            "Perangkat akan meminta sidik jari, wajah, atau PIN."
        )


class EditPasskeyForm(InOurWords, passkey.EditWebAuthnForm):
    """Another name for the key."""

    labels = {"name": _("Nama kunci")}
