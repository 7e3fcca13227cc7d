"""Forms of the registers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.models import Position
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.release.selectors import registers
from pendopo.foundation.release.services.mandates import MandateWords
from pendopo.foundation.release.services.registers import AccountWords
from pendopo.foundation.release.types import AccountState, Network
from pendopo.ui.forms import DayInput


class PositionField(forms.ModelChoiceField):
    """A position in force, named as the register names it."""

    def label_from_instance(self, position: Position) -> str:
        """Return the title, the office and who holds it."""
        return f"{registers.shown_position(position)}: {position.person.name}"


class PositionForm(forms.Form):
    """A form that chooses among the positions of the day."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = registers.staff_positions(at=at)
        for field in self.fields.values():
            if isinstance(field, PositionField):
                field.queryset = chosen


def _position(label: Any, **more: Any) -> PositionField:
    return PositionField(queryset=Position.objects.none(), label=label, **more)


def _office(label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        queryset=active_offices(), to_field_name="code", label=label, empty_label=_("Pilih")
    )


class TopicForm(forms.Form):
    """A topic and the office that owns its facts."""

    code = forms.SlugField(
        label=_("Kode"), max_length=40, help_text=_("Misalnya bencana-alam; tidak berubah lagi.")
    )
    name = forms.CharField(label=_("Nama topik"), max_length=120)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=120, required=False)
    office = _office(_("Pemilik fakta"))


class AccountForm(PositionForm):
    """An official account and who is responsible for it."""

    network = forms.ChoiceField(label=_("Jaringan"), choices=Network.choices)
    handle = forms.CharField(
        label=_("Nama akun"), max_length=120, help_text=_("Misalnya @kominfo.contoh")
    )
    url = forms.URLField(label=_("Alamat"), max_length=300, assume_scheme="https")
    office = _office(_("Perangkat daerah pemilik"))
    custodian = _position(_("Penanggung jawab pemulihan akun"))
    recovery_contact = forms.CharField(
        label=_("Surel atau telepon pemulihan"),
        max_length=120,
        help_text=_("Disimpan tersandi; tidak ditampilkan kepada umum."),
    )

    def words(self) -> AccountWords:
        """Return what was typed; the form must be valid."""
        return AccountWords(**self.cleaned_data)


class OperatorForm(PositionForm):
    """A position that operates an account."""

    position = _position(_("Operator"))
    since = forms.DateField(label=_("Sejak"), widget=DayInput)


class HandoverForm(PositionForm):
    """The end of an operator's term, and the successor."""

    operator = forms.ChoiceField(label=_("Yang menyerahkan"))
    last = forms.DateField(label=_("Hari terakhir"), widget=DayInput)
    to = _position(_("Diserahkan kepada"), required=False)


class AttestForm(forms.Form):
    """That the account asks for a second factor."""

    is_sure = forms.BooleanField(
        label=_("Saya menyatakan akun ini memakai autentikasi dua langkah.")
    )


class StateForm(forms.Form):
    """Whether the account may be used."""

    state = forms.ChoiceField(label=_("Keadaan"), choices=AccountState.choices)


class MandateForm(PositionForm):
    """Who may speak on what, and for how long."""

    position = _position(_("Juru bicara"))
    announced_name = forms.CharField(
        label=_("Nama yang diumumkan"),
        max_length=120,
        required=False,
        help_text=_("Kosongkan bila cukup jabatannya."),
    )
    topics = forms.ModelMultipleChoiceField(
        queryset=registers.topics(), label=_("Topik"), widget=forms.CheckboxSelectMultiple
    )
    stand_in = _position(_("Pengganti"), required=False)
    decree_number = forms.CharField(label=_("Nomor surat penugasan"), max_length=120)
    valid_from = forms.DateField(label=_("Hari pertama"), widget=DayInput)
    valid_to = forms.DateField(label=_("Hari terakhir"), widget=DayInput, required=False)

    def words(self) -> MandateWords:
        """Return what was typed; the form must be valid."""
        told = self.cleaned_data
        return MandateWords(**(told | {"topics": list(told["topics"])}))
