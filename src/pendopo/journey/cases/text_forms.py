"""The form of a ready text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.forms import topic_choices
from pendopo.journey.cases.services import TextDraft
from pendopo.ui.forms import CountedTextarea

_STEPS = {
    "answer": _("Jawaban"),
    "progress": _("Kabar tindak lanjut"),
    "ask": _("Pertanyaan kepada pelapor"),
    "archive": _("Penjelasan arsip"),
}
_MOST = 2_000


class ReadyTextForm(forms.Form):
    """A text for a step; who keeps texts for all may leave the office open."""

    step = forms.ChoiceField(label=_("Untuk langkah"), choices=list(_STEPS.items()))
    topic = forms.ChoiceField(label=_("Topik"), required=False)
    office = forms.ChoiceField(label=_("Perangkat daerah"), required=False)
    title = forms.CharField(label=_("Nama naskah"), max_length=80)
    text = forms.CharField(
        label=_("Isi"),
        max_length=_MOST,
        widget=CountedTextarea(_MOST),
        help_text=_(
            "{nomor}, {judul}, {topik}, {kantor}, dan {wilayah} diganti dengan isi laporannya. Naskah "
            "tidak menggantikan keterangan tentang laporan itu sendiri."
        ),
    )
    instead_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, by: Actor, data: Any = None) -> None:
        is_for_all = by.has_role(Role.VERIFIER, Role.ADMIN)
        own = by.offices(Role.OFFICER, Role.HEAD)
        self._offices: dict[str, Office] = {
            office.code: office for office in active_offices() if is_for_all or office.id in own
        }
        super().__init__(data if data and "csrfmiddlewaretoken" in data else None, initial=data)
        self.fields["topic"].choices = topic_choices(_("Semua topik"))  # type: ignore[attr-defined]
        named = [(code, office.short_name) for code, office in self._offices.items()]
        empty = [("", _("Semua perangkat daerah"))] if is_for_all else []
        self.fields["office"].choices = [*empty, *named]  # type: ignore[attr-defined]

    def draft(self) -> TextDraft:
        """Return what was written; the form must be valid."""
        told = self.cleaned_data
        return TextDraft(
            step=told["step"],
            title=told["title"],
            text=told["text"],
            topic=told["topic"],
            office=self._offices.get(told["office"]),
        )

    @staticmethod
    def step_label(step: str) -> str:
        """Return what a step is called."""
        return str(_STEPS.get(step, step))
