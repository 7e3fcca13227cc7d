"""Asking an author whom a report is about, so that the accused office is kept from reading it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.selectors import active_offices


def accused_field() -> forms.ModelChoiceField:
    """Return the question; nobody must answer it, and an office is chosen by its code."""
    return forms.ModelChoiceField(
        queryset=active_offices(),
        to_field_name="code",
        required=False,
        empty_label=_("Tidak, atau saya tidak tahu"),
        label=_("Apakah laporan ini tentang perbuatan pegawai atau kantor tertentu?"),
        help_text=_(
            "Kantor yang Anda pilih, beserta bagiannya, tidak akan dapat membaca laporan ini. "
            "Laporan menjadi rahasia; yang memeriksanya admin koordinator atau Inspektorat yang "
            "tidak bertugas di sana."
        ),
        error_messages={"invalid_choice": _("Pilih kantor dari daftar.")},
    )


class AccusedForm(forms.Form):
    """The question alone, as a page of a service's form."""

    accused = accused_field()
