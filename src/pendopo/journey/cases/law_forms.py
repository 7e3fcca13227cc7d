"""Forms by which rules change; each calendar form makes an amendment that can be tried first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from pendopo.engines.clock import WEEKDAYS, ClockError, Unit, WeekHours
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import active_offices
from pendopo.journey.cases.amending import Amendment
from pendopo.journey.cases.models import CalendarRule, ClockPolicy, RuleChange
from pendopo.journey.cases.services import Decree, NewLimit
from pendopo.journey.cases.wording import UNIT_WORDS
from pendopo.kernel.models import ClosedDay
from pendopo.kernel.time import format_date, local
from pendopo.ui.forms import DayInput

_LONGEST = timedelta(days=92)
_OWN = {CalendarRule.Reason.LOCAL.value, CalendarRule.Reason.CLOSURE.value}
_KINDS = [
    (CalendarRule.Reason.CLOSURE.value, lazy("Penutupan tak terduga, misalnya banjir")),
    (CalendarRule.Reason.LOCAL.value, lazy("Libur daerah")),
    (ClosedDay.Kind.NATIONAL.value, lazy("Libur nasional")),
    (ClosedDay.Kind.COLLECTIVE_LEAVE.value, lazy("Cuti bersama")),
]
HOUR_LABELS = dict(
    zip(
        WEEKDAYS,
        (
            lazy("Senin"),
            lazy("Selasa"),
            lazy("Rabu"),
            lazy("Kamis"),
            lazy("Jumat"),
            lazy("Sabtu"),
            lazy("Minggu"),
        ),
        strict=True,
    )
)


class RuleForm(forms.Form):
    """What every change of a rule names: the decree, where it was read, and since when."""

    legal_basis = forms.CharField(
        label=lazy("Dasar hukum"),
        max_length=200,
        help_text=lazy("Nama dan nomor keputusan, misalnya Keputusan Bupati 5/2027."),
    )
    source = forms.CharField(
        label=lazy("Di mana naskahnya"), max_length=200, initial=lazy("Bagian Hukum")
    )
    is_verified = forms.BooleanField(
        label=lazy("Saya sudah membaca naskahnya"),
        required=False,
        help_text=lazy("Bila tidak dicentang, aturan ini ditandai belum dipastikan."),
    )

    def __init__(self, data: Any = None, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(data, auto_id="aturan_%s", **kwargs)
        self.at = at
        self.today = local(at, settings.PENDOPO_ZONE).date()

    def decree(self) -> Decree:
        """Return by what the rule changes."""
        said = self.cleaned_data
        return Decree(said["legal_basis"], said["source"], said["is_verified"])


class CalendarForm(RuleForm):
    """A change of calendar; it binds from the day of its decree, at the latest today."""

    decided_on = forms.DateField(
        label=lazy("Tanggal keputusan"), widget=DayInput, help_text=lazy("Paling lambat hari ini.")
    )

    def __init__(self, data: Any = None, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(data, at=at, **kwargs)
        self.fields["decided_on"].initial = self.today
        if "office" in self.fields:
            offices = [(office.code, office.name) for office in active_offices()]
            self.fields["office"].choices = [  # type: ignore[attr-defined]
                ("", _("Semua perangkat daerah")),
                *offices,
            ]

    def clean_decided_on(self) -> date:
        """Refuse a decree that is still to come: clocks would not know of it."""
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(_("Tanggal keputusan tidak boleh setelah hari ini."))
        return day

    def clean_office(self) -> Office | None:
        """Return the office itself."""
        code = self.cleaned_data["office"]
        return Office.objects.get(code=code) if code else None

    def _clean_days(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first is None or last is None:
            return
        if last < first:
            self.add_error("last", _("Hari terakhir mendahului hari pertama."))
        elif last - first > _LONGEST:
            self.add_error("last", _("Paling banyak tiga bulan sekaligus."))

    def _dated(self) -> dict[str, Any]:
        decree = self.decree()
        return {
            "legal_basis": decree.legal_basis,
            "confidence": decree.confidence,
            "source": decree.source,
            "valid_from": self.cleaned_data["decided_on"],
        }


class ClosingForm(CalendarForm):
    """Days on which one office or all do not work."""

    kind = forms.ChoiceField(label=lazy("Jenis"), choices=_KINDS)
    name = forms.CharField(
        label=lazy("Nama atau sebab"),
        max_length=120,
        help_text=lazy("Dibaca warga, misalnya: Banjir di pusat kota."),
    )
    first = forms.DateField(label=lazy("Hari pertama"), widget=DayInput)
    last = forms.DateField(label=lazy("Hari terakhir"), widget=DayInput, required=False)
    office = forms.ChoiceField(label=lazy("Perangkat daerah"), required=False)
    field_order = ("kind", "name", "first", "last", "office", "legal_basis", "decided_on")

    def clean(self) -> dict[str, Any]:
        """Let one day be its own last day; national days close every office."""
        said: dict[str, Any] = super().clean() or {}
        said["last"] = said.get("last") or said.get("first")
        self._clean_days()
        if said.get("office") and said.get("kind") not in _OWN:
            self.add_error("office", _("Libur nasional dan cuti bersama berlaku untuk semua."))
        return said

    def amendment(self, instead_of: Any = None) -> Amendment:
        """Return the change these answers ask for, in place of a row if one is given."""
        said = self.cleaned_data
        is_own = said["kind"] in _OWN
        return Amendment(
            rule=RuleChange.Rule.CLOSURE if is_own else RuleChange.Rule.HOLIDAY,
            action=_action(instead_of),
            summary=_summary(said["name"], said["first"], said["last"]),
            legal_basis=said["legal_basis"],
            office=said["office"],
            first=said["first"],
            last=said["last"],
            new_rules=(self._rule(),) if is_own else (),
            new_days=() if is_own else tuple(self._days()),
            **ended(instead_of),
        )

    def _rule(self) -> CalendarRule:
        said = self.cleaned_data
        return CalendarRule(
            kind=CalendarRule.Kind.CLOSED,
            office=said["office"],
            name=said["name"],
            reason=said["kind"],
            first=said["first"],
            last=said["last"],
            **self._dated(),
        )

    def _days(self) -> list[ClosedDay]:
        said = self.cleaned_data
        n_days = (said["last"] - said["first"]).days + 1
        days = (said["first"] + timedelta(days=n) for n in range(n_days))
        return [
            ClosedDay(date=day, kind=said["kind"], name=said["name"], **self._dated())
            for day in days
        ]


class HoursForm(CalendarForm):
    """The opening hours of a week, for one office or for all."""

    RULE = RuleChange.Rule.WEEK
    KIND = CalendarRule.Kind.WEEK
    name = forms.CharField(label=lazy("Nama"), max_length=120, initial=lazy("Enam hari kerja"))
    office = forms.ChoiceField(label=lazy("Perangkat daerah"), required=False)
    works_on_holidays = forms.BooleanField(
        label=lazy("Tetap bekerja pada hari libur (kantor jaga)"), required=False
    )
    field_order: tuple[str, ...] = (
        "name",
        "office",
        *WEEKDAYS,
        "works_on_holidays",
        "legal_basis",
        "decided_on",
    )

    def __init__(self, data: Any = None, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(data, at=at, **kwargs)
        for name in WEEKDAYS:
            self.fields[name] = forms.CharField(
                label=HOUR_LABELS[name], max_length=80, required=False
            )
        self.fields["senin"].help_text = _(
            "Contoh: 07.30-12.00, 13.00-16.00. Sepanjang hari: 00.00-24.00. Kosong berarti tutup."
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Read the hours of each day and of the week."""
        said: dict[str, Any] = super().clean() or {}
        for name in WEEKDAYS:
            try:
                WeekHours.read({name: said.get(name) or "00.00-24.00"})
            except ClockError as error:
                self.add_error(name, str(error))
        if not any(said.get(name) for name in WEEKDAYS):
            self.add_error("senin", _("Isilah jam untuk sekurang-kurangnya satu hari."))
        if not self.errors:
            said["hours"] = WeekHours.read([said[name] for name in WEEKDAYS]).texts()
        return said

    def amendment(self, instead_of: Any = None) -> Amendment:
        """Return the change these answers ask for, in place of a row if one is given."""
        said = self.cleaned_data
        first, last = said.get("first"), said.get("last")
        return Amendment(
            rule=self.RULE,
            action=_action(instead_of),
            summary=_summary(said["name"], first, last),
            legal_basis=said["legal_basis"],
            office=said["office"],
            first=first,
            last=last,
            new_rules=(
                CalendarRule(
                    kind=self.KIND,
                    office=said["office"],
                    name=said["name"],
                    first=first,
                    last=last,
                    hours=said["hours"],
                    works_on_holidays=said.get("works_on_holidays", False),
                    **self._dated(),
                ),
            ),
            **ended(instead_of),
        )


class SeasonForm(HoursForm):
    """Other hours for a stretch of days, such as Ramadan."""

    RULE = RuleChange.Rule.SEASON
    KIND = CalendarRule.Kind.SEASON
    works_on_holidays = None  # type: ignore[assignment]
    name = forms.CharField(label=lazy("Nama"), max_length=120, initial="Ramadan")
    first = forms.DateField(label=lazy("Hari pertama"), widget=DayInput)
    last = forms.DateField(label=lazy("Hari terakhir"), widget=DayInput)
    field_order = ("name", "first", "last", "office", *WEEKDAYS, "legal_basis", "decided_on")

    def clean(self) -> dict[str, Any]:
        """Check the days beside the hours."""
        said = super().clean()
        self._clean_days()
        return said


class EndingForm(CalendarForm):
    """The end of a rule: from today it does not hold any more."""

    decided_on = None  # type: ignore[assignment]

    def __init__(self, data: Any = None, *, at: datetime, **kwargs: Any) -> None:
        RuleForm.__init__(self, data, at=at, **kwargs)
        del self.fields["is_verified"], self.fields["source"]

    def amendment(self, instead_of: Any = None) -> Amendment:
        """Return the end of a row."""
        row = instead_of
        is_day = isinstance(row, ClosedDay)
        first = row.date if is_day else row.first
        last = row.date if is_day else row.last
        rule = RuleChange.Rule.HOLIDAY if is_day else RuleChange.Rule(row.kind)
        return Amendment(
            rule=rule,
            action=RuleChange.Action.ENDED,
            summary=_summary(row.name, first, last),
            legal_basis=self.cleaned_data["legal_basis"],
            office=None if is_day else row.office,
            first=first,
            last=last,
            **ended(row),
        )


class LimitForm(RuleForm):
    """A legal limit from a day on."""

    length = forms.IntegerField(label=lazy("Lama"), min_value=0, max_value=10_000)
    unit = forms.ChoiceField(
        label=lazy("Satuan"), choices=[(unit.value, UNIT_WORDS[unit.value]) for unit in Unit]
    )
    since = forms.DateField(label=lazy("Berlaku sejak"), widget=DayInput)
    explanation = forms.CharField(
        label=lazy("Kalimat untuk warga"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    may_be_longer = forms.BooleanField(
        label=lazy("Batas ini boleh lebih panjang daripada yang berlaku sekarang"), required=False
    )
    field_order = ("length", "unit", "since", "explanation", "legal_basis", "source")

    def __init__(self, data: Any = None, *, at: datetime, policy: ClockPolicy) -> None:
        first = {"length": policy.amount, "unit": policy.unit, "explanation": policy.explanation}
        super().__init__(data, at=at, initial=first)
        self.policy = policy
        self.fields["since"].initial = self.today + timedelta(days=1)

    def clean_since(self) -> date:
        """Refuse a rule that would reach back."""
        return _not_before(self.cleaned_data["since"], self.today)

    def clean(self) -> dict[str, Any]:
        """Ask twice before a citizen has to wait longer."""
        said: dict[str, Any] = super().clean() or {}
        is_longer = said.get("unit") != self.policy.unit or (
            (said.get("length") or 0) > self.policy.amount
        )
        if is_longer and not said.get("may_be_longer"):
            words = _(
                "Batas ini lebih panjang, atau satuannya lain. Periksa dasar hukumnya, lalu centang."
            )
            self.add_error("may_be_longer", words)
        return said

    def limit(self) -> NewLimit:
        """Return the limit asked for."""
        said = self.cleaned_data
        return NewLimit(said["length"], said["unit"], said["since"], said["explanation"])


class NumberForm(RuleForm):
    """A number of a rule from a day on."""

    amount = forms.IntegerField(label=lazy("Angka"), min_value=0, max_value=1_000_000)
    since = forms.DateField(label=lazy("Berlaku sejak"), widget=DayInput)
    field_order = ("amount", "since", "legal_basis", "source")

    def __init__(self, data: Any = None, *, at: datetime, amount: int) -> None:
        super().__init__(data, at=at, initial={"amount": amount})
        self.fields["since"].initial = self.today + timedelta(days=1)

    def clean_since(self) -> date:
        """Refuse a rule that would reach back."""
        return _not_before(self.cleaned_data["since"], self.today)


def span_words(first: date, last: date) -> str:
    """Return one day, or the first and last of several, in the reader's language."""
    language = get_language() or "id"
    begins = format_date(first, language=language)
    if first == last:
        return begins
    return _("%(first)s sampai %(last)s") % {
        "first": begins,
        "last": format_date(last, language=language),
    }


def _summary(name: str, first: date | None, last: date | None) -> str:
    """Return a rule as its history keeps it: in Indonesian, whoever writes it."""
    if first is None or last is None:
        return name
    with override("id"):
        return f"{name}, {span_words(first, last)}"


def ended(row: Any) -> dict[str, Any]:
    """Return what an amendment ends, as its arguments."""
    if row is None:
        return {}
    return {"ended_days": (row,)} if isinstance(row, ClosedDay) else {"ended_rules": (row,)}


def _action(instead_of: Any) -> RuleChange.Action:
    return RuleChange.Action.ADDED if instead_of is None else RuleChange.Action.CORRECTED


def _not_before(day: date, today: date) -> date:
    if day < today:
        raise forms.ValidationError(_("Aturan baru tidak boleh berlaku surut."))
    return day
