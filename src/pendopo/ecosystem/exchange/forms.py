"""Forms for officers: partners' keys, other servers, passing a case on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pendopo.ecosystem.exchange.fetching import is_listed
from pendopo.ecosystem.exchange.types import Scope, WireFormat
from pendopo.foundation.people.selectors import active_offices

_LONGEST_LIFE_DAYS = 730


class KeyForm(forms.Form):
    """What a new key may do, and for how long."""

    label = forms.CharField(
        label=_("Nama mitra"),
        max_length=120,
        help_text=_("Nama lembaga atau aplikasinya, bukan nama orang."),
    )
    office = forms.ChoiceField(label=_("Perangkat daerah penanggung jawab"), required=False)
    scopes = forms.MultipleChoiceField(
        label=_("Izin"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    per_minute = forms.IntegerField(
        label=_("Batas panggilan per menit"), min_value=1, max_value=6_000, initial=120
    )
    days = forms.IntegerField(
        label=_("Masa berlaku (hari)"),
        min_value=1,
        max_value=_LONGEST_LIFE_DAYS,
        initial=365,
        help_text=_("Paling lama dua tahun; mitra meminta kunci baru sebelum habis."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {office.code: office for office in active_offices()}
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            ("", _now("Tidak terkait satu perangkat daerah")),
            *((code, office.name) for code, office in self._offices.items()),
        ]

    def office_chosen(self) -> Any:
        """Return the office; None if none was chosen. The form must be valid."""
        return self._offices.get(self.cleaned_data["office"])

    def scopes_chosen(self) -> list[Scope]:
        """Return the scopes. The form must be valid."""
        return [Scope(value) for value in self.cleaned_data["scopes"]]


class EndpointForm(forms.Form):
    """Another Open311 server."""

    label = forms.CharField(label=_("Nama sistem"), max_length=120)
    base_url = forms.URLField(
        label=_("Alamat dasar"),
        assume_scheme="https",
        max_length=300,
        help_text=_("Sampai dengan versinya, misalnya https://lapor.contoh.go.id/open311/v2"),
    )
    jurisdiction_id = forms.CharField(label=_("jurisdiction_id"), max_length=120, required=False)
    api_key = forms.CharField(
        label=_("Kunci API dari mereka"),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Disimpan tersandi. Kosongkan untuk memakai yang sudah tersimpan."),
    )
    wire = forms.ChoiceField(label=_("Format"), choices=WireFormat.choices)
    services = forms.CharField(
        label=_("Pasangan topik dan service_code"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
        help_text=_(
            "Satu baris satu pasangan: kode topik = service_code mereka. "
            "Tanda * sebagai kode topik berarti semua yang lain."
        ),
    )
    is_active = forms.BooleanField(label=_("Dipakai"), required=False)

    def clean_base_url(self) -> str:
        """Refuse a server that the settings do not list: nothing would ever reach it."""
        url = str(self.cleaned_data["base_url"]).rstrip("/")
        if not is_listed(url, settings.PENDOPO_OUTBOUND_HOSTS):
            raise forms.ValidationError(
                _now(
                    "Server ini belum ada dalam PENDOPO_OUTBOUND_HOSTS, "
                    "jadi Pendopo tidak akan menghubunginya."
                )
            )
        return url

    def clean_services(self) -> dict[str, str]:
        """Return the pairs; everything that is no pair is named."""
        pairs: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["services"].splitlines())):
            topic, sign, code = (part.strip() for part in line.partition("="))
            if not (topic and sign and code) or len(code) > 120:
                raise forms.ValidationError(
                    _now("Baris ini bukan pasangan: %(line)s") % {"line": line[:80]}
                )
            pairs["" if topic == "*" else topic] = code
        return pairs


class NewEndpointForm(EndpointForm):
    """Another Open311 server that is not entered yet."""

    code = forms.SlugField(
        label=_("Kode singkat"), max_length=16, help_text=_("Huruf kecil, misalnya provinsi.")
    )
    field_order = ("code",)


class PassForm(forms.Form):
    """To which server a case goes."""

    system = forms.ChoiceField(label=_("Sistem tujuan"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, systems: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system"].choices = systems  # type: ignore[attr-defined]
