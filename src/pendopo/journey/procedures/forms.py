"""Forms made from a definition, and the forms by which it is edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.services import normal_phone
from pendopo.journey.procedures.definition import Question
from pendopo.journey.procedures.types import Answer, LifeEvent
from pendopo.kernel.errors import BadInput
from pendopo.ui.forms import CountedTextarea, DayInput

MOST_CHARACTERS = 5_000
LINE_CHARACTERS = 200
_FEW = 6


class AnswerText(forms.CharField):
    """Text in which a line break counts once, as it does in the browser."""

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class Digits(forms.CharField):
    """A number of a person or thing; people write it with gaps, it is kept without."""

    def to_python(self, value: Any) -> str:
        """Return the digits."""
        text = super().to_python(value) or ""
        return text.replace(" ", "").replace(".", "").replace("-", "")


class Phone(forms.CharField):
    """A telephone number, kept in its international form."""

    def clean(self, value: Any) -> str:
        """Refuse what cannot be a telephone number."""
        text: str = super().clean(value)
        try:
            return normal_phone(text) if text else ""
        except BadInput as error:
            raise forms.ValidationError(error.message) from error


class QuestionsForm(forms.Form):
    """Some questions of a procedure, as fields of the same names."""

    def __init__(self, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(questions)
        for question in questions:
            self.fields[question.code] = field_for(question)

    def answers(self) -> dict[str, Answer]:
        """Return what was answered and is valid, as the definition's schema takes it."""
        told: dict[str, Answer] = {}
        for question in self.questions:
            value = self.cleaned_data.get(question.code)
            if value not in (None, "", []):
                told[question.code] = value.isoformat() if isinstance(value, date) else value
        return told


def field_for(question: Question) -> forms.Field:
    """Return the field by which a question is asked."""
    common: dict[str, Any] = {
        "label": question.title,
        "help_text": question.help,
        "required": question.is_required,
    }
    if question.type == "array":
        return forms.MultipleChoiceField(
            choices=question.choices, widget=forms.CheckboxSelectMultiple, **common
        )
    if question.choices:
        return _choice(question, common)
    if question.type == "boolean":
        return forms.BooleanField(**common)
    if question.type in ("integer", "number"):
        return _number(question, common)
    return _text(question, common)


def _choice(question: Question, common: dict[str, Any]) -> forms.Field:
    is_short = question.widget == "radio" or (
        question.widget != "select" and len(question.choices) <= _FEW
    )
    if is_short:
        return forms.ChoiceField(choices=question.choices, widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", _("Pilih")), *question.choices], **common)


def _number(question: Question, common: dict[str, Any]) -> forms.Field:
    kind = forms.IntegerField if question.type == "integer" else forms.FloatField
    mode = "numeric" if question.type == "integer" else "decimal"
    return kind(
        min_value=question.minimum,  # type: ignore[arg-type]
        max_value=question.maximum,  # type: ignore[arg-type]
        widget=forms.NumberInput({"inputmode": mode, "step": "any"}),
        **common,
    )


def _text(question: Question, common: dict[str, Any]) -> forms.Field:
    if question.format == "date":
        return forms.DateField(widget=DayInput, **common)
    if question.format == "email":
        return forms.EmailField(widget=forms.EmailInput({"autocomplete": "email"}), **common)
    common |= {"min_length": question.min_length, "validators": _pattern(question)}
    if question.widget == "nik":
        attributes = {"inputmode": "numeric", "autocomplete": "off"}
        return Digits(max_length=24, widget=forms.TextInput(attributes), **common)
    if question.widget == "phone":
        attributes = {"type": "tel", "autocomplete": "tel"}
        return Phone(max_length=24, widget=forms.TextInput(attributes), **common)
    if question.widget == "text":
        most = question.max_length or MOST_CHARACTERS
        return AnswerText(max_length=most, widget=CountedTextarea(most), **common)
    return forms.CharField(max_length=question.max_length or LINE_CHARACTERS, **common)


def _pattern(question: Question) -> list[RegexValidator]:
    if not question.pattern:
        return []
    words = _("Tulis seperti pada petunjuknya: %(help)s") % {"help": question.help}
    message = words if question.help else _("Tulisan ini tidak cocok dengan yang diminta.")
    return [RegexValidator(question.pattern, message)]


class CatalogueForm(forms.Form):
    """What is sought in the catalogue; anything unknown in the address is ignored."""

    cari = forms.CharField(label=_("Cari layanan"), required=False, max_length=80)
    kelompok = forms.ChoiceField(
        label=_("Kelompok"),
        required=False,
        choices=[("", _("Semua")), *LifeEvent.choices],
    )

    def asked(self) -> Mapping[str, str]:
        """Return the words and the group sought, empty where they are unknown."""
        self.is_valid()
        told = self.cleaned_data
        return {"text": told.get("cari", ""), "life_event": told.get("kelompok", "")}


class PublishForm(forms.Form):
    """The decree by which a draft comes into force."""

    decree_number = forms.CharField(
        label=_("Nomor keputusan"), max_length=120, help_text=_("Misalnya 500/12/DISDUK/2026")
    )
    decree_date = forms.DateField(label=_("Tanggal keputusan"), widget=DayInput)
    valid_from = forms.DateField(label=_("Mulai berlaku"), widget=DayInput)


class WrittenForm(forms.Form):
    """A whole definition as YAML."""

    text = forms.CharField(
        label=_("Naskah lengkap (YAML)"),
        max_length=200_000,
        widget=forms.Textarea({"rows": 30, "spellcheck": "false"}),
        strip=False,
    )
