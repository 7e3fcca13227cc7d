"""Editing a definition part by part on screen: each part is one plain form of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.journey.procedures.definition import COMPONENTS, FREE
from pendopo.journey.procedures.types import LifeEvent
from pendopo.journey.procedures.wording import CLOCK_NAMES, COMPONENT_NAMES, START_NAMES
from pendopo.ui.forms import DayInput

Raw = dict[str, Any]
N_BLANK = 2
UNSURE = "unconfirmed"
CONFIDENCES = (
    (UNSURE, gettext_lazy("Belum dikonfirmasi")),
    ("verified", gettext_lazy("Sudah diperiksa pada sumbernya")),
)
UNITS = (
    ("work_hours", gettext_lazy("jam kerja")),
    ("work_days", gettext_lazy("hari kerja")),
    ("calendar_days", gettext_lazy("hari kalender")),
)
ACCEPTED = (("image", gettext_lazy("Foto")), ("pdf", gettext_lazy("PDF")))
# Rows are asked for one by one in the form, so that each has its own label and error.
Columns = dict[str, Callable[[], forms.Field]]


def _line(label: Any, *, required: bool = False, most: int = 300, help: Any = "") -> Any:  # noqa: A002 -- as Django calls it
    return lambda: forms.CharField(label=label, required=required, max_length=most, help_text=help)


def _text(label: Any, *, help: Any = "", rows: int = 3) -> Any:  # noqa: A002 -- as Django calls it
    return lambda: forms.CharField(
        label=label,
        required=False,
        max_length=3_000,
        help_text=help,
        widget=forms.Textarea({"rows": rows}),
    )


def _choice(label: Any, choices: Any) -> Any:
    return lambda: forms.ChoiceField(label=label, choices=choices)


_SURE: Columns = {
    "confidence": _choice(gettext_lazy("Kepastian"), CONFIDENCES),
    "source": _line(gettext_lazy("Sumber"), most=200),
}
_BASIS: Columns = {"legal_basis": _line(gettext_lazy("Dasar hukum"), most=200), **_SURE}
_DOCUMENT: Columns = {
    "label": _line(gettext_lazy("Nama berkas"), required=True),
    "help": _text(gettext_lazy("Petunjuk"), rows=2),
    "required": lambda: forms.BooleanField(label=gettext_lazy("Wajib"), required=False),
    "accepts": lambda: forms.MultipleChoiceField(
        label=gettext_lazy("Bentuk yang diterima"),
        choices=ACCEPTED,
        widget=forms.CheckboxSelectMultiple,
    ),
    "validity": _line(gettext_lazy("Masa berlaku")),
    **_BASIS,
}
_STEP: Columns = {
    "label": _line(gettext_lazy("Nama langkah"), required=True),
    "explanation": _text(gettext_lazy("Penjelasan"), rows=2),
}
_CLOCK: Columns = {
    "clock": _choice(gettext_lazy("Untuk"), tuple(CLOCK_NAMES.items())),
    "amount": lambda: forms.IntegerField(label=gettext_lazy("Lama"), min_value=1, max_value=3_660),
    "unit": _choice(gettext_lazy("Satuan"), UNITS),
    "starts": _choice(gettext_lazy("Mulai dihitung"), tuple(START_NAMES.items())),
    "explanation": _text(gettext_lazy("Kalimat bagi pemohon"), rows=2),
    "legal_basis": _line(gettext_lazy("Dasar hukum"), required=True, most=200),
    "confidence": _choice(gettext_lazy("Kepastian"), CONFIDENCES),
    "source": _line(gettext_lazy("Sumber"), required=True, most=200),
    "valid_from": lambda: forms.DateField(label=gettext_lazy("Berlaku sejak"), widget=DayInput),
}
_OUTPUT: Columns = {
    "label": _line(gettext_lazy("Nama produk"), required=True),
    "format": _line(gettext_lazy("Bentuk")),
    "validity": _line(gettext_lazy("Masa berlaku")),
    "signatory": _line(gettext_lazy("Penanda tangan")),
    **_SURE,
}
_COMPONENT: Columns = {
    "text": _text(gettext_lazy("Uraian"), rows=4),
    "items": _text(gettext_lazy("Daftar, satu baris satu butir"), rows=3),
    **_SURE,
}


class PartForm(forms.Form):
    """Rows of one part; the first column that is empty in a blank row leaves the row out."""

    def __init__(self, part: Part, raw: Raw, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.known = part, part.rows(raw)
        n_rows = len(self.known) + (N_BLANK if part.may_grow else 0)
        for i in range(n_rows):
            self._add_row(i, self.known[i] if i < len(self.known) else {})

    def _add_row(self, i: int, row: Raw) -> None:
        is_blank = i >= len(self.known)
        for name, make in self.part.columns.items():
            field = make()
            field.initial = _shown(row.get(name), field)
            if is_blank:
                field.required = False
            self.fields[f"r{i}_{name}"] = field
        if self.part.may_grow and not is_blank:
            self.fields[f"r{i}_drop"] = forms.BooleanField(
                label=_("Hapus baris ini"), required=False
            )

    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield a heading with the fields of each row, for the page."""
        for i in range(self._n_rows()):
            names = [name for name in self.fields if name.startswith(f"r{i}_")]
            yield self.part.heading(self, i), [self[name] for name in names]

    def _n_rows(self) -> int:
        return len(self.known) + (N_BLANK if self.part.may_grow else 0)

    def clean(self) -> dict[str, Any]:
        """Refuse a new row that is only half filled in."""
        told = super().clean() or self.cleaned_data
        for i in range(len(self.known), self._n_rows()):
            if not self._is_used(i):
                continue
            for name, make in self.part.columns.items():
                if make().required and told.get(f"r{i}_{name}") in (None, "", []):
                    self.add_error(f"r{i}_{name}", _("Isian ini wajib diisi."))
        return told

    def _is_used(self, i: int) -> bool:
        return bool(self.cleaned_data.get(f"r{i}_{self.part.leading}"))

    def told(self) -> list[Raw]:
        """Return the rows as they shall be; what is not asked here stays as it was."""
        rows = []
        for i in range(self._n_rows()):
            if self.cleaned_data.get(f"r{i}_drop"):
                continue
            known = self.known[i] if i < len(self.known) else {}
            if known or self._is_used(i):
                rows.append(dict(known) | self._row(i, known))
        return rows

    def _row(self, i: int, known: Raw) -> Raw:
        values = {name: self.cleaned_data.get(f"r{i}_{name}") for name in self.part.columns}
        if known and "confidence" not in known and values.get("confidence") == UNSURE:
            # What was never claimed stays unclaimed; to say so would look like a change.
            del values["confidence"]
        return {name: _plain(value) for name, value in values.items()}


@dataclass(frozen=True)
class Part:
    """A part of a definition that is edited as rows."""

    code: str
    title: Any
    columns: Columns
    key: str
    leading: str
    may_grow: bool = True

    def rows(self, raw: Raw) -> list[Raw]:
        """Return the rows as they stand."""
        return deepcopy(list(raw.get(self.key, ())))

    def put(self, raw: Raw, rows: list[Raw]) -> Raw:
        """Return the definition with these rows; empty values are left out."""
        taken = {row["code"] for row in rows if row.get("code")}
        for row in rows:
            if "code" not in row and self.key in ("documents", "outputs"):
                row["code"] = _free_code(row["label"], taken)
                taken.add(row["code"])
        return {**raw, self.key: [_without_empty(row) for row in rows]}

    def heading(self, form: PartForm, i: int) -> str:
        """Return what a row is called on the page."""
        if i >= len(form.known):
            return _("Baris baru")
        row = form.known[i]
        return str(row.get("label") or CLOCK_NAMES.get(row.get("clock", ""), i + 1))


class _Components(Part):
    def rows(self, raw: Raw) -> list[Raw]:
        written = raw["components"]
        return [
            {**written.get(code, {}), "items": "\n".join(written.get(code, {}).get("items", ()))}
            for code in COMPONENTS
        ]

    def put(self, raw: Raw, rows: list[Raw]) -> Raw:
        parts = {}
        for code, row in zip(COMPONENTS, rows, strict=True):
            items = [line.strip() for line in row["items"].splitlines() if line.strip()]
            if row["text"] or items:
                parts[code] = _without_empty({"confidence": UNSURE, **row, "items": items})
        return {**raw, "components": parts}

    def heading(self, form: PartForm, i: int) -> str:
        return f"{i + 1}. {COMPONENT_NAMES[COMPONENTS[i]]}"


class _Main(Part):
    """Title, summary, owner and fee: one row put together from several places."""

    def rows(self, raw: Raw) -> list[Raw]:
        fee, owner = raw["fee"], raw["owner"]
        return [
            {
                "title": raw["title"]["id"],
                "title_en": raw["title"].get("en", ""),
                "summary": raw["summary"]["id"],
                "summary_en": raw["summary"].get("en", ""),
                "owner": owner["label"],
                "office": owner.get("office", ""),
                "life_event": raw["life_event"],
                "keywords": "\n".join(raw.get("keywords", ())),
                "fee": 0 if fee["amount"] == FREE else fee["amount"],
                "fee_note": fee.get("note", ""),
                "legal_basis": fee["legal_basis"],
                "confidence": fee["confidence"],
                "source": fee.get("source", ""),
            }
        ]

    def put(self, raw: Raw, rows: list[Raw]) -> Raw:
        (row,) = rows
        fee = {
            "amount": row["fee"] or FREE,
            "note": row["fee_note"],
            "legal_basis": row["legal_basis"],
            "confidence": row["confidence"],
            "source": row["source"],
        }
        words = row["keywords"].splitlines()
        return {
            **raw,
            "title": _without_empty({"id": row["title"], "en": row["title_en"]}),
            "summary": _without_empty({"id": row["summary"], "en": row["summary_en"]}),
            "owner": _without_empty({"office": row["office"], "label": row["owner"]}),
            "life_event": row["life_event"],
            **_keywords(raw, [word.strip() for word in words if word.strip()]),
            "fee": {"legal_basis": "", **_without_empty(fee)},
        }

    def heading(self, form: PartForm, i: int) -> str:
        return str(self.title)


_MAIN: Columns = {
    "title": _line(gettext_lazy("Judul"), required=True, most=150),
    "title_en": _line(gettext_lazy("Judul dalam bahasa Inggris"), most=150),
    "summary": _line(gettext_lazy("Ringkasan"), required=True, most=400),
    "summary_en": _line(gettext_lazy("Ringkasan dalam bahasa Inggris"), most=400),
    "owner": _line(gettext_lazy("Pelaksana"), required=True),
    "office": _line(gettext_lazy("Kode perangkat daerah"), most=40),
    "life_event": _choice(gettext_lazy("Kelompok"), LifeEvent.choices),
    "keywords": _text(gettext_lazy("Kata kunci, satu baris satu kata")),
    "fee": lambda: forms.IntegerField(
        label=gettext_lazy("Biaya dalam rupiah"),
        min_value=0,
        help_text=gettext_lazy("Nol berarti gratis."),
    ),
    "fee_note": _line(gettext_lazy("Catatan biaya")),
    "legal_basis": _line(gettext_lazy("Dasar hukum biaya"), most=200),
    **_SURE,
}
PARTS: Mapping[str, Part] = {
    part.code: part
    for part in (
        _Main("pokok", gettext_lazy("Judul dan biaya"), _MAIN, "", "title", may_grow=False),
        Part("persyaratan", gettext_lazy("Persyaratan"), _DOCUMENT, "documents", "label"),
        Part("langkah", gettext_lazy("Nama langkah"), _STEP, "steps", "label", may_grow=False),
        Part("batas-waktu", gettext_lazy("Batas waktu"), _CLOCK, "clocks", "amount"),
        Part("produk", gettext_lazy("Produk"), _OUTPUT, "outputs", "label"),
        _Components(
            "standar",
            gettext_lazy("Standar Pelayanan"),
            _COMPONENT,
            "components",
            "text",
            may_grow=False,
        ),
    )
}


def _shown(value: Any, field: forms.Field) -> Any:
    if value is None and isinstance(field, forms.MultipleChoiceField):
        return ["image", "pdf"]
    if value is None and isinstance(field, forms.ChoiceField):
        return next(iter(field.choices))[0]  # type: ignore[arg-type]
    return value


def _keywords(raw: Raw, words: list[str]) -> Raw:
    return {"keywords": words} if words or "keywords" in raw else {}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _without_empty(row: Raw) -> Raw:
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _free_code(label: str, taken: set[str]) -> str:
    wanted = slugify(label)[:40] or "baris"
    code, n = wanted, 2
    while code in taken:
        code, n = f"{wanted}-{n}", n + 1
    return code
