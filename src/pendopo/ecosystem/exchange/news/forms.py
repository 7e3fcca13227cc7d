"""Forms of the outlets of releases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pendopo.ecosystem.exchange.fetching import is_listed
from pendopo.ecosystem.exchange.news.client import key_of
from pendopo.ecosystem.exchange.types import OutletKind
from pendopo.foundation.release.selectors.registers import accounts
from pendopo.foundation.release.types import Network


class OutletForm(forms.Form):
    """A Mastodon account or a webhook."""

    label = forms.CharField(label=_("Nama saluran"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=OutletKind.choices)
    url = forms.URLField(
        label=_("Alamat"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Server Mastodon, misalnya https://sosial.contoh.go.id, atau alamat webhook."),
    )
    secret = forms.CharField(
        label=_("Token akses atau kunci tanda tangan"),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Disimpan tersandi. Kosongkan untuk memakai yang sudah tersimpan."),
    )
    account = forms.ModelChoiceField(
        queryset=accounts().filter(network=Network.MASTODON),
        label=_("Akun resmi Mastodon"),
        required=False,
        empty_label=_("Bukan Mastodon"),
    )
    is_active = forms.BooleanField(label=_("Dipakai"), required=False)

    def clean_url(self) -> str:
        """Refuse a server that the settings do not list: nothing would ever reach it."""
        url = str(self.cleaned_data["url"]).rstrip("/")
        if not is_listed(url, settings.PENDOPO_OUTBOUND_HOSTS):
            raise forms.ValidationError(
                _now(
                    "Server ini belum ada dalam PENDOPO_OUTBOUND_HOSTS, "
                    "jadi Pendopo tidak akan menghubunginya."
                )
            )
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse a Mastodon outlet without its account, and a webhook with one."""
        told = super().clean() or {}
        is_mastodon = told.get("kind") == OutletKind.MASTODON
        if is_mastodon != bool(told.get("account")):
            self.add_error("account", _now("Pilih akun resminya bila, dan hanya bila, Mastodon."))
        if not is_mastodon and told.get("secret") and not _is_key(told["secret"]):
            words = _now(
                "Kunci webhook berupa whsec_ dengan base64 sedikitnya 24 bita di belakangnya."
            )
            self.add_error("secret", words)
        return told


def _is_key(secret: str) -> bool:
    try:
        return bool(key_of(secret))
    except ValueError:
        return False


class NewOutletForm(OutletForm):
    """An outlet that is not entered yet."""

    code = forms.SlugField(label=_("Kode singkat"), max_length=16)
    field_order = ("code",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secret"].required = True
