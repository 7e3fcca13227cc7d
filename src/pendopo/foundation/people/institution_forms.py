"""Forms of the institution: an office, where it lies, its end, and who holds what there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.appointing import Appointment
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.tree import OfficeWords
from pendopo.foundation.people.types import OFFICE_KINDS, ROLE_LABELS, Role
from pendopo.ui.forms import DayInput


def _region_field() -> forms.CharField:
    return forms.CharField(
        label=_("Kode wilayah"),
        max_length=13,
        required=False,
        help_text=_("Kecamatan atau desa, misalnya 99.01.01. Kosong berarti seluruh daerah."),
    )


def _parent_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        queryset=active_offices(),
        to_field_name="code",
        required=False,
        empty_label=_("Tidak ada: di puncak susunan"),
        label=_("Di bawah"),
        error_messages={"invalid_choice": _("Pilih perangkat daerah dari daftar.")},
    )


class OfficeWordsForm(forms.Form):
    """What an office is called, and what it is."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    short_name = forms.CharField(label=_("Nama pendek"), max_length=60)
    kind = forms.ChoiceField(label=_("Jenis"), choices=list(OFFICE_KINDS.items()))
    region_code = _region_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.initial.get("kind", "dinas")
        if kind not in OFFICE_KINDS:
            # Another system's word for it, kept until somebody chooses one of ours.
            self.fields["kind"].choices += [(kind, kind)]  # type: ignore[attr-defined]

    def words(self) -> OfficeWords:
        """Return what was typed; the form must be valid."""
        told = self.cleaned_data
        return OfficeWords(told["name"], told["short_name"], told["kind"], told["region_code"])


class NewOfficeForm(OfficeWordsForm):
    """An office that enters the tree."""

    field_order = ("code", "name", "short_name", "kind", "parent", "region_code", "valid_from")
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]*$",
        label=_("Kode"),
        max_length=40,
        help_text=_("Huruf kecil, angka, titik, atau tanda hubung; tidak dapat diubah kemudian."),
        error_messages={"invalid": _("Pakai huruf kecil, angka, titik, atau tanda hubung.")},
    )
    parent = _parent_field()
    valid_from = forms.DateField(label=_("Ada sejak"), widget=DayInput())


class MoveForm(forms.Form):
    """Under which office it shall lie."""

    parent = _parent_field()


class CloseForm(forms.Form):
    """From which day there is no such office."""

    valid_to = forms.DateField(label=_("Tidak ada lagi mulai"), widget=DayInput())


class AppointForm(forms.Form):
    """Who shall be what here."""

    email = forms.EmailField(
        label=_("Surel dinas"), help_text=_("Surel yang dipakai petugas itu untuk masuk.")
    )
    name = forms.CharField(
        label=_("Nama"),
        max_length=120,
        required=False,
        help_text=_("Hanya untuk petugas yang belum punya akun."),
    )
    role = forms.ChoiceField(label=_("Jabatan"), choices=[])
    title = forms.CharField(
        label=_("Sebutan"),
        max_length=120,
        required=False,
        help_text=_("Misalnya “Kepala Bidang Lalu Lintas”."),
    )
    region_code = _region_field()
    valid_from = forms.DateField(label=_("Mulai"), widget=DayInput())
    valid_to = forms.DateField(label=_("Hari terakhir"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(role.value, label) for role, label in ROLE_LABELS.items()]
        self.fields["role"].choices = labels  # type: ignore[attr-defined]

    def appointment(self) -> Appointment:
        """Return what was typed; the form must be valid."""
        return Appointment(**self.cleaned_data | {"role": Role(self.cleaned_data["role"])})


class EndPositionForm(forms.Form):
    """The last day of a position."""

    position = forms.UUIDField(widget=forms.HiddenInput)
    valid_to = forms.DateField(label=_("Hari terakhir"), widget=DayInput())
