"""The form by which a voice comes in."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.services import normal_phone
from pendopo.foundation.people.types import Contact
from pendopo.journey.voice.accusing import accused_field
from pendopo.journey.voice.photos import MAX_PHOTOS
from pendopo.journey.voice.selectors import active_topics
from pendopo.journey.voice.types import Kind, Place, Submission
from pendopo.kernel.errors import BadInput
from pendopo.kernel.regions import has_parts, villages_by_district
from pendopo.ui.forms import CountedTextarea, PhotoInput

KIND_LABELS = (
    (Kind.COMPLAINT.value, _("Pengaduan: ada yang rusak, terlambat, atau tidak semestinya")),
    (Kind.ASPIRATION.value, _("Aspirasi: usul atau harapan untuk daerah ini")),
    (Kind.QUESTION.value, _("Pertanyaan: minta keterangan atau informasi")),
)
# A little around the archipelago: Rote in the south, Weh in the north, Sabang to Merauke.
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)
_OUTSIDE = _("Titik ini di luar Indonesia. Periksa kembali angkanya.")


class Story(forms.CharField):
    """Text in which a line break counts once, as it does in the browser."""

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class PhotosInput(PhotoInput):
    """Several photos at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """Return all files that were chosen."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """Up to four files; each is looked at when it is kept."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files, none if nothing was chosen."""
        files = [file for file in data or [] if file]
        if len(files) > MAX_PHOTOS:
            raise forms.ValidationError(_("Paling banyak empat foto."), code="too_many")
        return files


def _coordinate(label: Any, bounds: tuple[float, float], example: Any) -> forms.FloatField:
    low, high = bounds
    return forms.FloatField(
        label=label,
        required=False,
        min_value=low,
        max_value=high,
        help_text=example,
        error_messages={"min_value": _OUTSIDE, "max_value": _OUTSIDE},
        widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
    )


class VoiceForm(forms.Form):
    """Everything a person may tell; only the kind, title and text are needed."""

    kind = forms.ChoiceField(
        label=_("Apa yang ingin Anda sampaikan?"), choices=KIND_LABELS, widget=forms.RadioSelect
    )
    topic = forms.ChoiceField(
        label=_("Tentang apa?"),
        required=False,
        help_text=_("Tidak yakin? Biarkan saja, petugas yang memilihkan."),
    )
    title = forms.CharField(
        label=_("Judul"),
        min_length=5,
        max_length=150,
        help_text=_("Satu kalimat pendek, misalnya “Lampu jalan mati di depan pasar”."),
    )
    text = Story(
        label=_("Ceritakan"),
        min_length=10,
        validators=[MaxLengthValidator(5_000)],
        widget=CountedTextarea(5_000),
        help_text=_("Apa yang terjadi, sejak kapan, dan apa yang Anda harapkan."),
    )
    region = forms.ChoiceField(label=_("Desa atau kelurahan"), required=False)
    place_note = forms.CharField(
        label=_("Tempatnya"),
        required=False,
        max_length=200,
        help_text=_("Nama jalan, dusun, atau patokan, misalnya “seberang balai desa”."),
    )
    latitude = _coordinate(_("Lintang"), LATITUDES, _("Misalnya -7.2575"))
    longitude = _coordinate(_("Bujur"), LONGITUDES, _("Misalnya 112.7521"))
    photos = PhotosField(
        label=_("Foto"),
        required=False,
        widget=PhotosInput({"multiple": True, "accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "Paling banyak empat foto, masing-masing 12 MB. Keterangan lokasi dan alat di dalam "
            "berkas foto kami buang."
        ),
    )
    is_anonymous = forms.BooleanField(
        label=_("Nama saya jangan ditampilkan kepada umum"), required=False, initial=True
    )
    is_secret = forms.BooleanField(
        label=_("Laporan ini rahasia: hanya petugas yang menangani yang boleh membacanya"),
        required=False,
    )
    accused = accused_field()
    no_identity = forms.BooleanField(
        label=_("Tanpa identitas sama sekali: jangan simpan nama atau kontak saya"),
        required=False,
    )
    name = forms.CharField(
        label=_("Nama"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Nomor telepon"),
        required=False,
        max_length=24,
        help_text=_("Isi bila Anda ingin dikabari lewat pesan."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        help_text=_("Isi bila Anda ingin dikabari lewat surel."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    # Hidden from people, filled in by programs that fill in everything.
    website = forms.CharField(
        label=_("Jangan isi kolom ini"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once, when a choice is checked or shown: who chose nothing needs no list.
        self.fields["topic"].choices = cache(_topic_choices)  # type: ignore[attr-defined]
        if has_parts(settings.PENDOPO_REGION):
            self.fields["region"].choices = cache(_region_choices)  # type: ignore[attr-defined]
        else:
            del self.fields["region"]

    def clean_phone(self) -> str:
        """Refuse what cannot be a phone number."""
        phone: str = self.cleaned_data["phone"]
        try:
            return normal_phone(phone) if phone else ""
        except BadInput as error:
            raise forms.ValidationError(error.message) from error

    def clean_website(self) -> str:
        """Refuse a filled trap, with a way out for the person whose browser filled it."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Kosongkan kolom ini, lalu lanjutkan."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Ask for both coordinates or none."""
        values = super().clean() or self.cleaned_data
        latitude, longitude = values.get("latitude"), values.get("longitude")
        if (latitude is None) != (longitude is None) and not self.errors:
            missing = "longitude" if longitude is None else "latitude"
            self.add_error(missing, _("Isi lintang dan bujur, atau kosongkan keduanya."))
        return values

    def topic_label(self) -> str:
        """Return the chosen topic in words; the form must be valid."""
        groups = self.fields["topic"].choices  # type: ignore[attr-defined]
        flat = [pair for code, part in groups for pair in _pairs(code, part)]
        return str(dict(flat)[self.cleaned_data["topic"]])

    def submission(self, key: uuid.UUID) -> Submission:
        """Return what was told; the form must be valid."""
        told = self.cleaned_data
        return Submission(
            key=key,
            kind=Kind(told["kind"]),
            topic=told["topic"],
            title=told["title"],
            text=told["text"],
            place=Place(
                told.get("region", ""), told["place_note"], told["latitude"], told["longitude"]
            ),
            is_anonymous=told["is_anonymous"] or told["no_identity"],
            is_secret=told["is_secret"],
            contact=self._contact(),
            accused_office_id=told["accused"].id if told["accused"] else None,
        )

    def _contact(self) -> Contact:
        told = self.cleaned_data
        if told["no_identity"]:
            return Contact()
        return Contact(name=told["name"], phone=told["phone"], email=told["email"])


def _region_choices() -> list[tuple[Any, Any]]:
    return [("", _("Pilih")), *villages_by_district(settings.PENDOPO_REGION)]


def _topic_choices() -> list[tuple[Any, Any]]:
    """Return topics under their parents; a topic without parts stands alone."""
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for topic in sorted(active_topics(), key=lambda topic: topic.parent_id is not None):
        label = str(topic)
        if topic.parent_id in groups:
            groups[topic.parent_id][1].append((topic.code, label))
        else:
            groups[topic.code] = (label, [])
    return [("", _("Saya tidak yakin"))] + [
        (label, parts) if parts else (code, label) for code, (label, parts) in groups.items()
    ]


def _pairs(code: Any, label: Any) -> list[tuple[Any, Any]]:
    return list(label) if isinstance(label, (list, tuple)) else [(code, label)]
