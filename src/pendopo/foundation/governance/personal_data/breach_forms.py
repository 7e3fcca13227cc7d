"""Forms of breaches: what is known, and that somebody was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.personal_data.breaches import Sending
from pendopo.foundation.governance.personal_data.types import Channel, DataClass, Told
from pendopo.kernel.time import from_iso, to_iso
from pendopo.ui.forms import MomentField

_MOMENTS = ("exposed_from", "exposed_to", "contained_at")
_NO_NAMES = _("Tanpa nama atau nomor orang.")


def _text(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4_000, widget=forms.Textarea({"rows": 4}), **kwargs
    )


class KnownForm(forms.Form):
    """What is known of a breach (UU 27/2022 Pasal 46 ayat (2) huruf a-c)."""

    what = _text(_("Data apa yang terungkap"), help_text=_NO_NAMES)
    classes = forms.MultipleChoiceField(
        label=_("Kelas data"), choices=DataClass.choices, widget=forms.CheckboxSelectMultiple
    )
    n_people = forms.IntegerField(
        label=_("Berapa orang, kira-kira"), min_value=0, max_value=1_000_000_000
    )
    systems = forms.CharField(label=_("Sistem atau berkas"), max_length=300)
    how = _text(_("Bagaimana terungkapnya"), help_text=_NO_NAMES)
    exposed_from = MomentField(label=_("Terungkap sejak"), required=False)
    exposed_to = MomentField(label=_("Terungkap sampai"), required=False)
    contained_at = MomentField(label=_("Ditutup pada"), required=False)
    measures = _text(_("Penanganan dan pemulihan"), help_text=_("Yang sudah dan yang akan."))
    advice = _text(_("Saran bagi orang yang datanya terungkap"))
    contact = forms.CharField(
        label=_("Yang dapat dihubungi"),
        max_length=300,
        help_text=_("Jabatan, telepon, dan surel dinas PPDP."),
    )
    late_reason = _text(_("Sebab terlambat, bila batas waktu terlewat"), required=False)
    is_cyber = forms.BooleanField(
        label=_("Insiden siber berisiko tinggi (lapor CSIRT juga)"), required=False
    )
    is_public = forms.BooleanField(
        label=_("Mengganggu layanan publik atau berdampak luas (umumkan juga)"), required=False
    )

    def known(self) -> dict[str, Any]:
        """Return what is known as plain values; the form must be valid."""
        told = dict(self.cleaned_data)
        told.pop("detected_at", None)
        return told | {name: to_iso(told[name]) if told[name] else "" for name in _MOMENTS}


class NewBreachForm(KnownForm):
    """A breach that came to be known."""

    detected_at = MomentField(
        label=_("Diketahui pada"),
        help_text=_("Saat pertama ada dugaan yang masuk akal. Dari sini 3 x 24 jam dihitung."),
    )
    field_order = ("detected_at",)


def initial_of(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known as the form shows it."""
    moments: dict[str, datetime | None] = {
        name: from_iso(known[name]) if known.get(name) else None for name in _MOMENTS
    }
    return dict(known) | moments


class SentForm(forms.Form):
    """That somebody was told."""

    told = forms.ChoiceField(choices=Told.choices, widget=forms.HiddenInput)
    sent_at = MomentField(label=_("Dikirim pada"))
    channel = forms.ChoiceField(label=_("Lewat"), choices=Channel.choices)
    n_told = forms.IntegerField(
        label=_("Banyaknya penerima"), min_value=1, max_value=1_000_000_000, initial=1
    )

    def sending(self) -> Sending:
        """Return what was told; the form must be valid."""
        told = self.cleaned_data
        return Sending(
            Told(told["told"]), told["sent_at"], Channel(told["channel"]), told["n_told"]
        )
