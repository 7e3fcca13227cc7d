"""What people and officers type in."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.governance.guarding.forms import GuardedForm
from pendopo.foundation.people.selectors import active_offices
from pendopo.journey.deliberation import rules
from pendopo.journey.deliberation.errors import StatementUnfit
from pendopo.journey.deliberation.types import Answer, Level, RejectReason, ResponseOutcome
from pendopo.ui.forms import CountedTextarea, DayInput

_RANGE = re.compile(r"^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$")
MOST_NUMBERS = 2_000
BUNDLES = 6
MOST_BUNDLES = 40
NOT_A_PERSON = "Menurut penulisnya yang disebut bukan orang pribadi."


class StatementForm(GuardedForm):
    """A participant's own statement."""

    DOOR = Door.STATEMENT
    # A name is guessed, and no citizen writes reasons for an auditor: they tick what is so.
    reason_choice = NOT_A_PERSON

    text = forms.CharField(
        label=_("Pernyataan Anda"),
        help_text=_(
            "Satu gagasan dalam satu kalimat, supaya orang lain dapat menjawab setuju atau tidak. "
            "Jangan menulis nama orang, nomor telepon, NIK, atau alamat surel."
        ),
        widget=CountedTextarea(rules.LONGEST_STATEMENT, {"rows": 4}),
    )

    def clean_text(self) -> str:
        """Return the statement with its spaces put right."""
        try:
            # What is personal in it the gate marks in place.
            return rules.require_one_sentence(self.cleaned_data["text"])
        except StatementUnfit as error:
            raise forms.ValidationError(error.message) from error


class ModerationForm(forms.Form):
    """Show a statement, or hide it under a rule."""

    decision = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[("accept", _("Tampilkan")), ("reject", _("Jangan tampilkan"))],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Alasan bila tidak ditampilkan"),
        choices=[("", _("Pilih alasan")), *RejectReason.choices],
        required=False,
    )
    note = forms.CharField(label=_("Penjelasan untuk penulisnya"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the rule when a statement is hidden."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("decision") == "reject" and not values.get("reason"):
            self.add_error("reason", _now("Pilih alasan mengapa pernyataan ini tidak ditampilkan."))
        return values


class MandateForm(GuardedForm):
    """A new deliberation: question, limits, promise, who answers, dates, first statements."""

    DOOR = Door.RESPONSE
    GUARDED = ("question", "background", "is_open_for", "is_closed_for", "seeds")

    question = forms.CharField(
        label=_("Pertanyaan"),
        max_length=300,
        help_text=_("Netral, tanpa mengarahkan jawaban."),
    )
    background = forms.CharField(
        label=_("Latar belakang"), required=False, widget=CountedTextarea(4000)
    )
    is_open_for = forms.CharField(
        label=_("Yang masih terbuka"),
        help_text=_("Apa yang masih dapat berubah karena pendapat warga."),
        widget=CountedTextarea(1000, {"rows": 3}),
    )
    is_closed_for = forms.CharField(
        label=_("Yang sudah tetap"),
        help_text=_("Apa yang tidak dapat berubah, dan mengapa."),
        widget=CountedTextarea(1000, {"rows": 3}),
    )
    level = forms.ChoiceField(label=_("Janji kepada peserta"), choices=Level.choices)
    office = forms.ChoiceField(label=_("Yang akan menjawab"))
    opens_on = forms.DateField(label=_("Dibuka"), widget=DayInput())
    closes_on = forms.DateField(label=_("Hari terakhir"), widget=DayInput())
    seeds = forms.CharField(
        label=_("Pernyataan awal"),
        help_text=_("Satu pernyataan per baris; muat juga pandangan yang berbeda-beda."),
        widget=CountedTextarea(12_000, {"rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = [(str(office.id), office.name) for office in active_offices()]
        self.fields["office"].choices = [("", _("Pilih perangkat daerah")), *offices]  # type: ignore[attr-defined]

    def clean_seeds(self) -> list[str]:
        """Return the first statements, each fit by itself."""
        lines = [line.strip() for line in self.cleaned_data["seeds"].splitlines() if line.strip()]
        for n_line, line in enumerate(lines, start=1):
            try:
                rules.require_fit_statement(line)
            except StatementUnfit as error:
                message = _now("Baris %(line)d: %(error)s") % {
                    "line": n_line,
                    "error": error.message,
                }
                raise forms.ValidationError(message) from error
        return lines

    def clean(self) -> dict[str, Any]:
        """Check that it ends after it starts."""
        values: dict[str, Any] = super().clean() or {}
        opens_on, closes_on = values.get("opens_on"), values.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _now("Hari terakhir harus setelah hari pembukaan."))
        return values

    def opens_at(self) -> datetime:
        """Return the first instant of the first day in the office's zone."""
        return _midnight(self.cleaned_data["opens_on"])

    def closes_at(self) -> datetime:
        """Return the instant after the last day in the office's zone."""
        return _midnight(self.cleaned_data["closes_on"] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.PENDOPO_ZONE))


class ResponseForm(GuardedForm):
    """The decision as a whole."""

    DOOR = Door.RESPONSE
    GUARDED = ("decision", "reasons")

    decision = forms.CharField(label=_("Keputusan"), widget=CountedTextarea(6000))
    reasons = forms.CharField(
        label=_("Alasan keputusan"),
        help_text=_("Sebut juga pandangan yang tidak diikuti, dan mengapa."),
        widget=CountedTextarea(6000),
    )


class BundleForm(GuardedForm):
    """One answer to a bundle of like statements."""

    DOOR = Door.RESPONSE
    GUARDED = ("reason",)

    numbers = forms.CharField(
        label=_("Nomor pernyataan"), max_length=400, help_text=_("Misalnya: 1, 4, 7-9")
    )
    outcome = forms.ChoiceField(
        label=_("Keputusan"), choices=[("", _("Pilih keputusan")), *ResponseOutcome.choices]
    )
    reason = forms.CharField(label=_("Alasan"), widget=CountedTextarea(2000, {"rows": 3}))

    def clean_numbers(self) -> tuple[int, ...]:
        """Return the statement numbers, ranges written out."""
        return read_numbers(self.cleaned_data["numbers"])

    def answer(self) -> Answer:
        """Return the answer of a valid form."""
        values = self.cleaned_data
        return Answer(values["numbers"], ResponseOutcome(values["outcome"]), values["reason"])


BundleFormSet = forms.formset_factory(
    BundleForm, extra=BUNDLES, max_num=MOST_BUNDLES, absolute_max=MOST_BUNDLES
)


def read_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in ``1, 4, 7-9``; ValidationError if it is none."""
    found: list[int] = []
    for part in filter(None, (each.strip() for each in text.split(","))):
        match = _RANGE.match(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not first <= last < first + MOST_NUMBERS:
            raise forms.ValidationError(
                _now("“%(part)s” bukan nomor pernyataan. Contoh: 1, 4, 7-9.") % {"part": part[:20]}
            )
        found += range(first, last + 1)
    return tuple(found)
