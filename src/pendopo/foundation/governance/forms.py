"""Forms of this room: the question of the simulator, one rule, the decree, the whole text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.engines.policy import ACTS, FACTS, Known, Request
from pendopo.engines.written import MAX_CHARACTERS
from pendopo.foundation.governance.wording import act_label, code_label, fact_label
from pendopo.ui.forms import DayInput

# What is asked of the moment, not of the person.
RECKONED = "working_time"
GROUPS = (
    (
        gettext_lazy("Siapa"),
        ("roles", "topic_mandate", "own_office", "is_author", "authorisations"),
    ),
    (gettext_lazy("Melakukan apa"), ("act", "purpose", "account", "account_state")),
    (
        gettext_lazy("Dengan informasi apa"),
        (
            "object_class",
            "embargoed",
            "personal_data",
            "child_identity",
            "legal_process",
            "procurement",
            "election",
            "has_source",
        ),
    ),
    (
        gettext_lazy("Dari mana dan kapan"),
        ("day", "time", "network", "site", "place", "uniform", "emergency"),
    ),
)
EVERYDAY: Mapping[str, Any] = {
    "act": "share",
    "roles": ["asn"],
    "topic_mandate": "no",
    "own_office": "yes",
    "is_author": "no",
    "purpose": "duty",
    "account": "personal",
    "account_state": "unregistered",
    "object_class": "published",
    "embargoed": "no",
    "personal_data": "none",
    "child_identity": "no",
    "legal_process": "no",
    "procurement": "no",
    "election": "no",
    "has_source": "yes",
    "network": "outside",
    "site": "other",
    "place": "outside",
    "uniform": "no",
    "emergency": "no",
    "authorisations": [],
}
YES_NO = {"yes": True, "no": False}


class AskForm(forms.Form):
    """Who wants to do what, from where and when; every answer but the act may be unknown."""

    day = forms.DateField(label=gettext_lazy("Tanggal"), required=False, widget=DayInput)
    time = forms.TimeField(
        label=gettext_lazy("Pukul"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"] = forms.ChoiceField(
            label=_("Perbuatan"), choices=[(act, act_label(act)) for act in ACTS]
        )
        for name, known in FACTS.items():
            if name != RECKONED:
                self.fields[name] = _asked(known)

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the fields under their headings."""
        for heading, names in GROUPS:
            yield str(heading), [self[name] for name in names]

    def request(self) -> Request:
        """Return the request that was asked about; what was left unknown is not told."""
        told = self.cleaned_data
        facts = {
            name: _told(FACTS[name], told[name])
            for name in FACTS
            if name != RECKONED and _is_told(name, told[name])
        }
        return Request(told["act"], _moment(told), facts)


def _asked(known: Known) -> forms.Field:
    common: dict[str, Any] = {"label": fact_label(known.name), "required": False}
    if known.is_set:
        return forms.MultipleChoiceField(
            choices=_choices(known), widget=forms.CheckboxSelectMultiple, **common
        )
    return forms.ChoiceField(choices=[("", _("tidak diketahui")), *_choices(known)], **common)


def _choices(known: Known) -> list[tuple[str, str]]:
    if known.is_yes_no:
        return [(code, code_label(known.name, YES_NO[code])) for code in YES_NO]
    return [(str(code), code_label(known.name, code)) for code in known.values]


def _is_told(name: str, value: Any) -> bool:
    # Somebody has some role, but there may be no approval at all.
    return name == "authorisations" or value not in ("", [])


def _told(known: Known, value: Any) -> Any:
    if known.is_set:
        return frozenset(value)
    return YES_NO[value] if known.is_yes_no else value


def _moment(told: Mapping[str, Any]) -> datetime | None:
    day, time = told.get("day"), told.get("time")
    if day is None or time is None:
        return None
    return datetime.combine(day, time, tzinfo=ZoneInfo(settings.PENDOPO_ZONE))


class PublishForm(forms.Form):
    """The decree by which rules hold for a term."""

    decree_number = forms.CharField(
        label=gettext_lazy("Nomor keputusan"),
        max_length=120,
        help_text=gettext_lazy("Misalnya 500/12/KOMINFO/2026"),
    )
    decree_date = forms.DateField(label=gettext_lazy("Tanggal keputusan"), widget=DayInput)
    valid_from = forms.DateField(label=gettext_lazy("Mulai berlaku"), widget=DayInput)
    valid_to = forms.DateField(
        label=gettext_lazy("Tidak berlaku lagi sejak"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy(
            "Kosongkan bila berlaku seterusnya. Isi untuk masa tertentu, misalnya masa pemilihan."
        ),
    )


class WrittenForm(forms.Form):
    """Whole rules as YAML."""

    text = forms.CharField(
        label=gettext_lazy("Naskah lengkap (YAML)"),
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea({"rows": 30, "spellcheck": "false"}),
        strip=False,
    )
