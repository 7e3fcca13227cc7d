"""Forms of the written documents: each kind has its parts, what is not asked stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.personal_data.types import (
    Basis,
    DataClass,
    DocumentKind,
    Trigger,
)
from pendopo.kernel.personal import declarations

CONFIDENCE = (("verified", _("sudah diperiksa")), ("unconfirmed", _("belum dikonfirmasi")))
_SCALE = [(n, str(n)) for n in range(1, 6)]


def _text(label: Any, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, max_length=4_000, widget=widget, **kwargs)


def _line(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, **kwargs)


def _many(label: Any, choices: Any) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, required=False)


class DocumentForm(forms.Form):
    """What every document has; ``LINES`` names the parts written one per line."""

    LINES: ClassVar[tuple[str, ...]] = ()
    confidence = forms.ChoiceField(label=_("Keyakinan"), choices=CONFIDENCE)
    source = _line(_("Sumber"))

    def __init__(self, *args: Any, definition: Mapping[str, Any], **kwargs: Any) -> None:
        self.before = dict(definition)
        given = kwargs.pop("initial", None) or {}
        kwargs["initial"] = {name: self._shown(name) for name in self.before} | given
        super().__init__(*args, **kwargs)
        self.order_fields([*(n for n in self.fields if n not in _LAST), *_LAST])

    def _shown(self, name: str) -> Any:
        value = self.before[name]
        return "\n".join(value) if name in self.LINES else value

    def definition(self) -> dict[str, Any]:
        """Return the whole definition with what was typed; the form must be valid."""
        typed = {name: self._told(name, value) for name, value in self.cleaned_data.items()}
        return self.before | typed

    def _told(self, name: str, value: Any) -> Any:
        if name in self.LINES:
            return [line.strip() for line in value.splitlines() if line.strip()]
        return value


_LAST = ("confidence", "source")


class ActivityForm(DocumentForm):
    """An activity of the register (UU 27/2022 Pasal 31)."""

    LINES = ("subjects", "recipients")
    name = _line(_("Nama kegiatan"))
    name_en = _line(_("Nama dalam bahasa Inggris"), required=False)
    purpose = _text(_("Tujuan"))
    purpose_en = _text(_("Tujuan dalam bahasa Inggris"), required=False)
    basis = forms.ChoiceField(label=_("Dasar pemrosesan"), choices=Basis.choices)
    law = _line(_("Dasar hukum"))
    subjects = _text(_("Siapa yang datanya diproses"), help_text=_("Satu pada setiap baris."))
    classes = _many(_("Kelas data"), DataClass.choices)
    tables = _many(_("Tabel"), [])
    recipients = _text(
        _("Penerima"), required=False, help_text=_("Satu pada setiap baris; kosong bila tidak ada.")
    )
    transfers = _line(_("Pengiriman ke luar negeri"))
    retention = _line(_("Berapa lama disimpan"))
    security = _text(_("Pengamanan"))
    assessment = forms.SlugField(label=_("Kode penilaian dampak"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {*declarations(), *self.before.get("tables", ())}
        # In two words, so that a narrow screen can break them.
        labels = [(label, label.replace(".", " · ")) for label in sorted(known)]
        self.fields["tables"].choices = labels  # type: ignore[attr-defined]


class AssessmentForm(DocumentForm):
    """An assessment of impact (UU 27/2022 Pasal 34)."""

    name = _line(_("Yang dinilai"))
    triggers = _many(_("Mengapa wajib dinilai"), Trigger.choices)
    description = _text(_("Uraian pemrosesan"), rows=6)
    necessity = _text(_("Mengapa perlu dan sepadan"), rows=4)
    consulted = _text(_("Siapa yang dimintai pendapat"))
    conclusion = _text(_("Kesimpulan"))


class RiskForm(forms.Form):
    """One risk; an empty one is left out."""

    risk = _text(_("Risiko"), rows=2, required=False)
    likelihood = forms.TypedChoiceField(label=_("Kemungkinan"), choices=_SCALE, coerce=int)
    impact = forms.TypedChoiceField(label=_("Dampak"), choices=_SCALE, coerce=int)
    measures = _text(_("Tindakan"), rows=2, required=False)
    likelihood_after = forms.TypedChoiceField(
        label=_("Kemungkinan sesudahnya"), choices=_SCALE, coerce=int
    )
    impact_after = forms.TypedChoiceField(label=_("Dampak sesudahnya"), choices=_SCALE, coerce=int)
    owner = _line(_("Penanggung jawab"), required=False)


RiskForms = forms.formset_factory(RiskForm, extra=2, max_num=40)


class NoticeForm(DocumentForm):
    """A notice shown where data is collected (UU 27/2022 Pasal 21)."""

    name = _line(_("Di mana ditunjukkan"))
    text = _text(_("Isi"), rows=6)
    text_en = _text(_("Isi dalam bahasa Inggris"), rows=6, required=False)


class PurposeForm(DocumentForm):
    """A purpose for which consent is asked."""

    name = _line(_("Tujuan"))
    name_en = _line(_("Tujuan dalam bahasa Inggris"), required=False)
    text = _text(_("Apa yang akan dilakukan"))
    text_en = _text(_("Dalam bahasa Inggris"), required=False)


class GroundForm(DocumentForm):
    """A ground on which requests may be refused."""

    name = _line(_("Alasan"))
    name_en = _line(_("Alasan dalam bahasa Inggris"), required=False)
    law = _line(_("Dasar hukum"))


class AuthorityForm(DocumentForm):
    """An authority that is told of breaches."""

    name = _line(_("Nama lembaga"))
    address = _text(_("Alamat"))
    email = forms.EmailField(label=_("Surel"), required=False)
    law = _line(_("Dasar hukum"))


class CodeForm(forms.Form):
    """The code under which a new document is kept."""

    code = forms.SlugField(
        label=_("Kode"), max_length=40, help_text=_("Huruf kecil dan tanda hubung; tidak berubah.")
    )


FORMS: Mapping[DocumentKind, type[DocumentForm]] = {
    DocumentKind.ACTIVITY: ActivityForm,
    DocumentKind.ASSESSMENT: AssessmentForm,
    DocumentKind.NOTICE: NoticeForm,
    DocumentKind.PURPOSE: PurposeForm,
    DocumentKind.GROUND: GroundForm,
    DocumentKind.AUTHORITY: AuthorityForm,
}


def part_name(name: str, _above: tuple[str, ...]) -> str:
    """Return what people call a part of a document, for the list of changes."""
    forms_of_parts: tuple[type[forms.Form], ...] = (*FORMS.values(), RiskForm)
    for form in forms_of_parts:
        if name in form.base_fields:
            return str(form.base_fields[name].label)
    return {"risks": str(_("Risiko"))}.get(name, name)
