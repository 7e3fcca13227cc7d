"""One-click sign-in for the invented officers of a demo; impossible anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.utils.translation import gettext as _

from pendopo.foundation.people.allauth_adapter import is_demo_installation
from pendopo.foundation.people.models import Account
from pendopo.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in_demo_officer(request: HttpRequest, email: str) -> None:
    """Sign the browser in as a demo officer, without password and code.

    Raises
    ------
    NotFound
        The home is no demo, or the account was not made for one.
    """
    account = Account.objects.filter(email=email, is_demo=True, is_active=True).first()
    if account is None or not is_demo_installation():
        raise NotFound(_("Akun demo ini tidak ada."))
    login(request, account, backend=_BACKEND)
