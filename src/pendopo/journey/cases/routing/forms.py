"""Forms of routing: not ours, whose it is, merging, splitting, the table, and trying it out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.governance.guarding.forms import GuardedForm
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import active_offices
from pendopo.journey.cases.types import Part
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.selectors import offered_versions
from pendopo.journey.voice.selectors import active_topics
from pendopo.kernel.regions import is_region_code
from pendopo.ui.forms import CountedTextarea, DayInput


def _text(label: Any, help_text: Any = "", most: int = 2_000) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=CountedTextarea(most), help_text=help_text
    )


class OfficeForm(forms.Form):
    """A form that names an office; its choices are read once per form."""

    office = forms.ChoiceField(label=_("Perangkat daerah"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in active_offices()}
        field = self.fields["office"]
        empty = _("Pilih") if field.required else _("Tidak tahu")
        named = [(code, office.name) for code, office in self.offices.items()]
        field.choices = [("", empty), *named]  # type: ignore[attr-defined]

    def clean_office(self) -> Office | None:
        """Return the office itself."""
        return self.offices.get(self.cleaned_data["office"])


class BounceForm(OfficeForm):
    """Why it is not ours, and whose it may be."""

    field_order = ("text", "office")
    text = _text(
        _("Mengapa bukan kewenangan kami"),
        _("Sebut dasarnya, misalnya status jalan atau nomor peraturan. Pelapor membacanya."),
    )
    office = forms.ChoiceField(label=_("Menurut kami kewenangan"), required=False)


class DecideForm(OfficeForm):
    """Whose it is, and why."""

    text = _text(
        _("Dasar putusan"), _("Putusan ini mengikat: sesudahnya tidak ada yang dapat menolak.")
    )


class AssetForm(forms.Form):
    """The class of assets a case is about."""

    asset_class = forms.SlugField(
        label=_("Kelas aset"),
        max_length=40,
        required=False,
        help_text=_("Misalnya jalan_provinsi, seperti pada daftar penanggung jawab."),
    )


class MergeForm(forms.Form):
    """Into which case, and why."""

    target = forms.CharField(label=_("Nomor laporan tujuan"), max_length=20)
    text = _text(_("Mengapa sama"), _("Pelapor membacanya."), most=1_000)


class UnmergeForm(forms.Form):
    """Why the merge was wrong."""

    text = _text(_("Mengapa dipisahkan lagi"), _("Pelapor membacanya."), most=1_000)


class SplitForm(OfficeForm, GuardedForm):
    """The part that becomes a case of its own."""

    DOOR = Door.CASE_TEXT
    GUARDED = ("title", "text")
    field_order = ("title", "text", "topic", "office")
    title = forms.CharField(label=_("Judul laporan baru"), max_length=150)
    text = _text(
        _("Bagian yang dipisah"),
        _("Salin kata-kata pelapor; jangan menambah yang tidak ditulisnya."),
    )
    topic = forms.ChoiceField(label=_("Topik"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.code, str(topic)) for topic in active_topics()]
        self.fields["topic"].choices = [("", _("Belum ditentukan")), *topics]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """A topic, an area and a class of assets."""

    topic = forms.ChoiceField(label=_("Topik"))
    region = forms.CharField(
        label=_("Kode wilayah"),
        max_length=13,
        required=False,
        help_text=_("Kecamatan atau desa, misalnya 99.01.01. Kosong berarti seluruh daerah."),
    )
    asset_class = forms.SlugField(
        label=_("Kelas aset"),
        max_length=40,
        required=False,
        help_text=_("Misalnya jalan_provinsi. Kosong berarti semua aset."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.code, f"{topic} ({topic.code})") for topic in active_topics()]
        self.fields["topic"].choices = [("", _("Pilih")), *topics]  # type: ignore[attr-defined]

    def clean_region(self) -> str:
        """Return the code, or say how one is written."""
        code = str(self.cleaned_data["region"])
        if code and not is_region_code(code):
            raise forms.ValidationError(
                _("Tulis kode wilayah seperti 99.01.01 atau 99.01.01.2001.")
            )
        return code


class TryForm(PlaceForm):
    """What somebody may ask for, to see who would have it: a procedure, or a topic in a place."""

    field_order = ("procedure", "topic", "region", "asset_class")
    procedure = forms.ChoiceField(label=_("Prosedur"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {row.procedure_id: row for row in offered_versions()}
        named = [(code, row.shown_title) for code, row in self.versions.items()]
        self.fields["procedure"].choices = [("", _("Tidak disebut")), *named]  # type: ignore[attr-defined]
        self.fields["topic"].required = False

    def clean_procedure(self) -> ProcedureVersion | None:
        """Return the version in force, or None."""
        return self.versions.get(self.cleaned_data["procedure"])

    def clean(self) -> dict[str, Any]:
        """Ask for a topic where no procedure is named."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("topic") and not told.get("procedure") and "topic" not in self.errors:
            self.add_error("topic", _("Pilih topik, atau prosedur yang menyebut pemiliknya."))
        return told


class ResponsibilityForm(OfficeForm, PlaceForm):
    """A row of the table."""

    field_order = ("topic", "office", "part", "region", "asset_class", "decree", "valid_from")
    part = forms.ChoiceField(label=_("Peran"), choices=Part.choices)
    decree = forms.CharField(label=_("Dasar hukum"), max_length=120)
    valid_from = forms.DateField(label=_("Berlaku mulai"), widget=DayInput())

    def clean_part(self) -> Part:
        """Return the part itself."""
        return Part(self.cleaned_data["part"])


class EndForm(forms.Form):
    """From which day a row no longer holds."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    valid_to = forms.DateField(label=_("Tidak berlaku mulai"), widget=DayInput())
