"""Forms of the pages across rooms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from pendopo.ui.forms import CountedTextarea

_MOST = 2_000


class TrackForm(forms.Form):
    """The two things by which a voice is followed without an account."""

    number = forms.CharField(
        label=_("Nomor laporan"),
        max_length=40,
        help_text=_(
            "Sebelas angka, misalnya 26-0482-9357-9. Spasi dan tanda hubung tidak berpengaruh."
        ),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )
    code = forms.CharField(
        label=_("Kode lacak rahasia"),
        max_length=40,
        help_text=_("Dua belas huruf dan angka yang Anda terima saat melapor."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ReplyForm(forms.Form):
    """What the reporter answers to a question."""

    text = forms.CharField(
        label=_("Balasan Anda"),
        validators=[MaxLengthValidator(_MOST)],
        widget=CountedTextarea(_MOST),
    )


class RatingForm(forms.Form):
    """How satisfied the reporter is with an answer."""

    score = forms.TypedChoiceField(
        label=_("Seberapa puas Anda dengan jawaban ini?"),
        coerce=int,
        choices=[
            (4, _("Sangat puas")),
            (3, _("Puas")),
            (2, _("Kurang puas")),
            (1, _("Tidak puas")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Alasannya"),
        required=False,
        validators=[MaxLengthValidator(_MOST)],
        widget=CountedTextarea(_MOST, {"rows": 3}),
        help_text=_("Wajib bila kurang atau tidak puas. Dibaca petugas, tidak diumumkan."),
    )


class ContestForm(forms.Form):
    """Why the reporter does not accept an answer."""

    text = forms.CharField(
        label=_("Apa yang belum terjawab?"),
        validators=[MaxLengthValidator(_MOST)],
        widget=CountedTextarea(_MOST),
    )


class WithdrawForm(forms.Form):
    """Why the reporter takes it back; nobody has to say."""

    text = forms.CharField(
        label=_("Alasannya"),
        required=False,
        validators=[MaxLengthValidator(_MOST)],
        widget=CountedTextarea(_MOST, {"rows": 3}),
        help_text=_("Boleh dikosongkan."),
    )


class ObjectionForm(forms.Form):
    """On which ground of the law the author of a request objects, and why."""

    ground = forms.ChoiceField(
        label=_("Alasan menurut UU 14/2008 Pasal 35"), widget=forms.RadioSelect({"lang": "id"})
    )
    text = forms.CharField(
        label=_("Jelaskan keberatan Anda"),
        validators=[MaxLengthValidator(_MOST)],
        widget=CountedTextarea(_MOST),
    )

    def __init__(self, *args: Any, grounds: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = list(grounds)  # type: ignore[attr-defined]
