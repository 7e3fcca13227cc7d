"""Forms of requests: what somebody asks, at the desk or by themselves, and what is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.personal_data import documents
from pendopo.foundation.governance.personal_data.answering import Answer
from pendopo.foundation.governance.personal_data.holds import Why
from pendopo.foundation.governance.personal_data.requesting import Wish
from pendopo.foundation.governance.personal_data.types import (
    DocumentKind,
    Evidence,
    Outcome,
    RequestKind,
)
from pendopo.foundation.people.types import Contact

_MOST = 4_000


class WishForm(forms.Form):
    """Which right, and in one's own words what is wanted."""

    kind = forms.ChoiceField(
        label=_("Yang diminta"), choices=RequestKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Penjelasan"),
        required=False,
        max_length=_MOST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Wajib untuk pembetulan: apa yang keliru dan bagaimana seharusnya. "
            "Jangan menulis nomor rahasia."
        ),
    )

    def wish(self) -> Wish:
        """Return what was asked; the form must be valid."""
        return Wish(RequestKind(self.cleaned_data["kind"]), self.cleaned_data["words"])


class ContactForm(forms.Form):
    """Name and contact of somebody; what is left empty is not told."""

    name = forms.CharField(label=_("Nama"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=20, required=False)
    email = forms.EmailField(label=_("Surel"), max_length=254, required=False)
    nik = forms.RegexField(
        r"^\d{16}$",
        label="NIK",
        required=False,
        error_messages={"invalid": _("NIK terdiri atas enam belas angka.")},
    )
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)

    def contact(self) -> Contact:
        """Return what was told; the form must be valid."""
        return Contact(**{name: self.cleaned_data[name] for name in vars(Contact())})


class DeskForm(ContactForm, WishForm):
    """A request of somebody who came to the desk."""

    field_order = ("name", "phone", "email", "nik", "address", "evidence", "kind", "words")
    name = forms.CharField(label=_("Nama"), max_length=120)
    evidence = forms.ChoiceField(
        label=_("Dokumen yang diperlihatkan"),
        choices=Evidence.choices,
        help_text=_("Cocokkan dengan orangnya. Jangan difotokopi; cukup diperlihatkan."),
    )


class TrackForm(forms.Form):
    """Number and code of a request."""

    number = forms.CharField(
        label=_("Nomor permintaan"), max_length=20, help_text=_("Contoh: PD-26-0482-9357-9")
    )
    code = forms.CharField(label=_("Kode rahasia"), max_length=20)


class AnswerForm(forms.Form):
    """What the applicant is told."""

    outcome = forms.ChoiceField(label=_("Hasil"), choices=Outcome.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Alasan bila ditolak"), required=False)
    words = forms.CharField(
        label=_("Jawaban untuk pemohon"),
        max_length=_MOST,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Tulis jawaban untuk pemohon.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = documents.current(DocumentKind.GROUND)
        labels = [(row.code, documents.shown(row.definition, "name")) for row in rows]
        self.fields["ground"].choices = [("", _("tidak ditolak")), *labels]  # type: ignore[attr-defined]

    def told(self) -> Answer:
        """Return the answer; the form must be valid."""
        told = self.cleaned_data
        return Answer(Outcome(told["outcome"]), told["words"], told["ground"])


class Nothing(forms.Form):
    """A step that asks for nothing."""


class ConfirmForm(forms.Form):
    """A step that cannot be taken back."""

    confirm = forms.BooleanField(
        label=_("Saya mengerti bahwa ini tidak dapat dibatalkan"),
        error_messages={"required": _("Beri tanda pada kotak ini untuk melanjutkan.")},
    )


class HoldForm(forms.Form):
    """Why data must be kept for now."""

    reason = forms.CharField(
        label=_("Alasan menahan"),
        max_length=300,
        help_text=_("Tanpa nama orang, misalnya “sengketa informasi nomor …”."),
    )
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)

    def why(self) -> Why:
        """Return why; the form must be valid."""
        return Why(self.cleaned_data["reason"], self.cleaned_data["legal_basis"])
