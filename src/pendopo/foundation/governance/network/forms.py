"""Forms of the office network: ranges, sites, logs, and the register of monitoring."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.engines.network import Source
from pendopo.foundation.governance.network.measures import MeasureWords
from pendopo.foundation.governance.network.rules import CATEGORIES, OWN_ADDRESSES
from pendopo.foundation.governance.network.services import NewRange
from pendopo.foundation.governance.network.types import LogSource, MeasureKind, Opening
from pendopo.foundation.governance.wording import code_label
from pendopo.foundation.people.selectors import active_offices
from pendopo.ui.forms import DayInput

MAX_LOG_BYTES = 20 * 1024 * 1024


def _office_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        queryset=active_offices(),
        to_field_name="code",
        label=_("Perangkat daerah"),
        error_messages={"invalid_choice": _("Pilih perangkat daerah dari daftar.")},
    )


class RangeForm(forms.Form):
    """A range of addresses of an office."""

    office = _office_field()
    cidr = forms.CharField(
        label=_("Rentang alamat"), max_length=50, help_text=_("Misalnya 10.10.3.0/24")
    )
    role = forms.ChoiceField(
        label=_("Kelompok khusus"),
        required=False,
        help_text=_("Kosongkan bagi pegawai umumnya. Isi bila aturan mengecualikan mereka."),
    )
    n_people = forms.IntegerField(
        label=_("Banyaknya orang"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Kantor yang terlalu kecil hanya dilaporkan bersama kantor lain."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, code_label("roles", code)) for code in OWN_ADDRESSES]
        self.fields["role"].choices = [("", _("tidak ada")), *choices]  # type: ignore[attr-defined]

    def told(self) -> NewRange:
        """Return what was typed; the form must be valid."""
        found = self.cleaned_data
        return NewRange(found["office"], found["cidr"], found["role"], found["n_people"])


class SiteForm(forms.Form):
    """A domain for a kind of sites."""

    domain = forms.CharField(
        label=_("Domain"),
        max_length=253,
        help_text=_("Misalnya tiktok.com; semua di bawahnya termasuk."),
    )
    category = forms.ChoiceField(label=_("Jenis situs"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, code_label("site", code)) for code in CATEGORIES]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """A log that is read into counts and forgotten."""

    log = forms.FileField(
        label=_("Berkas log"),
        help_text=_(
            "Paling besar 20 MB; yang lebih besar dibaca dengan pendopo import-network-log."
        ),
    )
    source = forms.ChoiceField(
        label=_("Ditulis oleh"),
        required=False,
        choices=[("", _("kenali sendiri")), *LogSource.choices],
    )

    def clean_log(self) -> Any:
        """Refuse what is too large to be read while somebody waits."""
        log = self.cleaned_data["log"]
        if log.size > MAX_LOG_BYTES:
            raise forms.ValidationError(
                _("Berkas ini terlalu besar; baca dengan pendopo import-network-log.")
            )
        return log

    def kind(self) -> Source | None:
        """Return who wrote the log, if somebody said so."""
        return Source(self.cleaned_data["source"]) if self.cleaned_data["source"] else None


class MeasureForm(forms.Form):
    """What everyone may read about a monitoring measure."""

    kind = forms.ChoiceField(label=_("Dengan apa"), choices=MeasureKind.choices)
    title = forms.CharField(label=_("Nama"), max_length=160)
    office = _office_field()
    purpose = forms.CharField(label=_("Tujuan"), max_length=400, widget=forms.Textarea({"rows": 3}))
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)
    confidence = forms.ChoiceField(
        label=_("Dasar hukum sudah diperiksa"),
        choices=[("unconfirmed", _("belum dikonfirmasi")), ("verified", _("sudah diperiksa"))],
    )
    dpia = forms.CharField(
        label=_("Penilaian dampak (DPIA)"),
        max_length=160,
        help_text=_("Nomor dokumennya, atau alasan mengapa tidak wajib."),
    )
    kept_days = forms.IntegerField(label=_("Disimpan berapa hari"), min_value=0, max_value=36_500)
    who_may_open = forms.CharField(label=_("Siapa yang boleh membukanya"), max_length=300)
    started_on = forms.DateField(label=_("Dipakai sejak"), widget=DayInput)

    def words(self) -> MeasureWords:
        """Return what was typed; the form must be valid."""
        return MeasureWords(**self.cleaned_data)


class OpeningForm(forms.Form):
    """Why somebody opened what a measure recorded."""

    purpose = forms.ChoiceField(label=_("Untuk apa dibuka"), choices=Opening.choices)
