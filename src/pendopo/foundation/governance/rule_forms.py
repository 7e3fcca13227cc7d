"""One rule as a form: read from a definition, and put back into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.engines.policy import (
    ACTS,
    APPROVERS,
    CONTROLS,
    EFFECTS,
    FACTS,
    OBLIGATIONS,
    Known,
)
from pendopo.foundation.governance.forms import YES_NO
from pendopo.foundation.governance.wording import code_label, fact_label
from pendopo.ui.forms import DayInput

Raw = dict[str, Any]
CONDITIONS = (("when", gettext_lazy("Berlaku bila")), ("unless", gettext_lazy("Kecuali bila")))
CONFIDENCES = (
    ("unconfirmed", gettext_lazy("Belum dikonfirmasi")),
    ("verified", gettext_lazy("Sudah diperiksa pada sumbernya")),
)


def _explained(label: Any, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, required=required, max_length=400, widget=widget)


def _many(label: Any, names: Mapping[str, str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(code, gettext_lazy(name)) for code, name in names.items()],
        widget=forms.CheckboxSelectMultiple,
    )


class RuleForm(forms.Form):
    """Everything a rule says."""

    id = forms.CharField(
        label=gettext_lazy("Kode aturan"),
        max_length=24,
        help_text=gettext_lazy("Huruf besar, angka, dan tanda hubung, misalnya KAB-01"),
    )
    effect = forms.ChoiceField(
        label=gettext_lazy("Akibat"),
        choices=[(effect.value, gettext_lazy(name)) for effect, name in EFFECTS.items()],
    )
    acts = _many(gettext_lazy("Perbuatan (kosong: semua)"), ACTS)
    by = _many(gettext_lazy("Disetujui oleh (hanya bila perlu persetujuan)"), APPROVERS)
    obligations = _many(gettext_lazy("Kewajiban"), OBLIGATIONS)
    control = forms.ChoiceField(
        label=gettext_lazy("Pengendalian"),
        choices=[(code, gettext_lazy(name)) for code, name in CONTROLS.items()],
    )
    regulation = forms.CharField(label=gettext_lazy("Peraturan"), max_length=160)
    article = forms.CharField(label=gettext_lazy("Pasal atau angka"), max_length=80, required=False)
    confidence = forms.ChoiceField(label=gettext_lazy("Kepastian"), choices=CONFIDENCES)
    source = forms.CharField(label=gettext_lazy("Sumber"), max_length=300)
    valid_from = forms.DateField(label=gettext_lazy("Berlaku sejak"), widget=DayInput)
    valid_to = forms.DateField(
        label=gettext_lazy("Tidak berlaku lagi sejak"), required=False, widget=DayInput
    )
    explanation = _explained(gettext_lazy("Penjelasan"))
    explanation_en = _explained(gettext_lazy("Penjelasan dalam bahasa Inggris"), required=False)

    def __init__(self, rule: Raw | None, data: Any = None) -> None:
        super().__init__(data, initial=_initial(rule) if rule else {})
        if rule:
            self.fields["id"].disabled = True
        for part, _heading in CONDITIONS:
            for name, known in FACTS.items():
                self.fields[f"{part}_{name}"] = _condition_field(known)

    def main(self) -> list[forms.BoundField]:
        """Return the fields that are no condition."""
        return [self[name] for name in self.base_fields]

    def conditions(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """Yield each condition: its heading, its fields, and whether any is filled."""
        for part, heading in CONDITIONS:
            fields = [self[f"{part}_{name}"] for name in FACTS]
            yield str(heading), fields, any(field.value() for field in fields)

    def rule(self) -> Raw:
        """Return the rule as a definition writes it, without what is empty."""
        told = self.cleaned_data
        legal_basis = {"regulation": told["regulation"], "article": told["article"]}
        explanation = {"id": told["explanation"], "en": told["explanation_en"]}
        row = {
            "id": told["id"],
            "effect": told["effect"],
            "acts": told["acts"],
            **{part: _condition(told, part) for part, _heading in CONDITIONS},
            "by": told["by"],
            "obligations": told["obligations"],
            "control": told["control"],
            "legal_basis": _filled(legal_basis),
            "confidence": told["confidence"],
            "source": told["source"],
            "valid_from": told["valid_from"].isoformat(),
            "valid_to": told["valid_to"].isoformat() if told["valid_to"] else None,
            "explanation": _filled(explanation),
        }
        return _filled(row)


def _condition_field(known: Known) -> forms.Field:
    label = fact_label(known.name)
    if known.is_yes_no:
        choices = [("", _("tidak dibatasi"))]
        choices += [(code, code_label(known.name, told)) for code, told in YES_NO.items()]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(str(code), code_label(known.name, code)) for code in known.values],
        widget=forms.CheckboxSelectMultiple,
    )


def _condition(told: Mapping[str, Any], part: str) -> Raw:
    found = {name: told[f"{part}_{name}"] for name in FACTS}
    return {
        name: YES_NO[value] if FACTS[name].is_yes_no else value
        for name, value in found.items()
        if value
    }


def _filled(row: Raw) -> Raw:
    return {name: value for name, value in row.items() if value not in ("", [], {}, None)}


def _initial(rule: Raw) -> Raw:
    told = {name: rule.get(name) for name in RuleForm.base_fields}
    told |= rule["legal_basis"]
    told["explanation"] = rule["explanation"]["id"]
    told["explanation_en"] = rule["explanation"].get("en", "")
    for part, _heading in CONDITIONS:
        for name, value in rule.get(part, {}).items():
            told[f"{part}_{name}"] = _shown(value)
    return told


def _shown(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def rule_in(raw: Raw, rule_id: str) -> Raw | None:
    """Return one rule of a definition; None if it has none with this id."""
    found: Raw | None = next((row for row in raw["rules"] if row["id"] == rule_id), None)
    return found


def with_rule(raw: Raw, rule: Raw) -> Raw:
    """Return the definition with a rule put in the place of the one with its id, or added."""
    fresh = deepcopy(raw)
    places = [i for i, row in enumerate(fresh["rules"]) if row["id"] == rule["id"]]
    if places:
        fresh["rules"][places[0]] = rule
    else:
        fresh["rules"].append(rule)
    return fresh


def without_rule(raw: Raw, rule_id: str) -> Raw:
    """Return the definition without a rule."""
    return {**raw, "rules": [row for row in raw["rules"] if row["id"] != rule_id]}
