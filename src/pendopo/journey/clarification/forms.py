"""Forms of this room."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.release.selectors import registers
from pendopo.journey.clarification.models import Verdict
from pendopo.journey.clarification.types import (
    AsideReason,
    Entry,
    Harm,
    ReferredTo,
    SeenOn,
    Source,
    SourceKind,
    Told,
    TriageWords,
    VerdictKind,
    VerdictWords,
    WaveAct,
)
from pendopo.ui.forms import CountedTextarea, MomentField, PhotoInput

_N_SOURCES = 4


class Story(forms.CharField):
    """Text in which a line break counts once, as it does in the browser."""

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class ClaimForm(forms.Form):
    """A rumour that somebody saw; only its words and the kind of channel are needed."""

    text = Story(
        label=_("Apa isi kabarnya?"),
        min_length=10,
        validators=[MaxLengthValidator(5_000)],
        widget=CountedTextarea(5_000),
        help_text=_(
            "Salin pesannya, atau ceritakan dengan kata Anda sendiri. Nama, akun, dan nomor "
            "telepon di dalamnya kami samarkan sebelum disimpan."
        ),
    )
    seen_on = forms.ChoiceField(
        label=_("Anda melihatnya di mana?"), choices=[("", _("Pilih")), *SeenOn.choices]
    )
    link = forms.CharField(
        label=_("Tautannya"),
        required=False,
        max_length=1_000,
        help_text=_(
            "Boleh kosong. Yang kami simpan hanya nama situsnya, bukan alamat akun seseorang."
        ),
    )
    screenshot = forms.FileField(
        label=_("Tangkapan layar"),
        required=False,
        widget=PhotoInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "Boleh kosong. Tutup dahulu nama dan foto pengirimnya. Hanya dilihat petugas "
            "pemilah, lalu dihapus."
        ),
    )
    # Hidden from people, filled in by programs that fill in everything.
    website = forms.CharField(
        label=_("Jangan isi kolom ini"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse a filled trap, with a way out for the person whose browser filled it."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Kosongkan kolom ini, lalu lanjutkan."))
        return ""

    def told(self, key: uuid.UUID, *, reporter_id: uuid.UUID | None = None) -> Told:
        """Return what was told; the form must be valid."""
        values = self.cleaned_data
        return Told(
            key=key,
            text=values["text"],
            seen_on=SeenOn(values["seen_on"]),
            link=values["link"],
            reporter_id=reporter_id,
            screenshot=values["screenshot"],
        )


class RememberedForm(ClaimForm):
    """The form for a citizen who is signed in, who may keep a tie to what they told."""

    is_mine = forms.BooleanField(
        label=_("Catat laporan ini pada akun saya"),
        required=False,
        help_text=_("Tanpa ini laporan Anda tidak terkait dengan siapa pun."),
    )


class OfficerForm(ClaimForm):
    """A rumour as an officer enters it, with when and how often it was seen."""

    seen_at = MomentField(label=_("Terlihat pada"), required=False)
    n = forms.IntegerField(
        label=_("Berapa kali terlihat"), min_value=1, max_value=100_000, initial=1
    )

    def told(self, key: uuid.UUID, *, reporter_id: uuid.UUID | None = None) -> Told:
        """Return what was told; the form must be valid."""
        values = self.cleaned_data
        seen_at: datetime | None = values["seen_at"]
        return Told(
            key=key,
            text=values["text"],
            seen_on=SeenOn(values["seen_on"]),
            link=values["link"],
            entry=Entry.OFFICER,
            n=values["n"],
            seen_at=seen_at,
            reporter_id=reporter_id,
            screenshot=values["screenshot"],
        )


class TriageForm(forms.Form):
    """What a claim may do and whose facts it is about."""

    headline = forms.CharField(
        label=_("Kabarnya dalam satu kalimat"),
        max_length=140,
        help_text=_("Tanpa nama orang, akun, nomor, atau tautan; kalimat ini terbaca umum."),
    )
    harm = forms.ChoiceField(label=_("Bahayanya"), choices=[("", _("Pilih")), *Harm.choices])
    topic = forms.ModelChoiceField(
        queryset=registers.topics(),
        label=_("Topik dan pemilik fakta"),
        empty_label=_("Pilih"),
    )

    def words(self) -> TriageWords:
        """Return what was typed; the form must be valid."""
        values = self.cleaned_data
        return TriageWords(values["headline"], Harm(values["harm"]), values["topic"])


class AsideForm(forms.Form):
    """Why a claim is not answered."""

    reason = forms.ChoiceField(
        label=_("Alasannya"), choices=[("", _("Pilih")), *AsideReason.choices]
    )
    referred_to = forms.ChoiceField(
        label=_("Diteruskan kepada"),
        required=False,
        choices=[("", _("Tidak diteruskan")), *ReferredTo.choices],
    )
    note = forms.CharField(
        label=_("Keterangan untuk pelapor"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )

    def chosen(self) -> dict[str, Any]:
        """Return what was typed; the form must be valid."""
        values = self.cleaned_data
        target = values["referred_to"]
        return {
            "reason": AsideReason(values["reason"]),
            "referred_to": ReferredTo(target) if target else None,
            "note": values["note"],
        }


class JoinForm(forms.Form):
    """The number of the claim that tells the same."""

    into = forms.CharField(label=_("Nomor kabar yang sama"), max_length=16)


class WaveForm(forms.Form):
    """What is done about a rumour that came back."""

    act = forms.ChoiceField(label=_("Tanggapan"), choices=WaveAct.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=400)


class VerdictForm(forms.Form):
    """What is true, and from where one knows it."""

    verdict = forms.ChoiceField(
        label=_("Putusannya"), choices=VerdictKind.choices, widget=forms.RadioSelect
    )
    quote = Story(
        label=_("Kabar yang dijawab, sebagaimana terbaca umum"),
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Tanpa nama orang, akun, nomor, atau tautan."),
    )
    explanation = Story(label=_("Faktanya"), max_length=10_000, widget=forms.Textarea({"rows": 8}))
    election = forms.BooleanField(
        label=_("Menyangkut calon, partai, atau pemilihan"), required=False
    )
    legal_process = forms.BooleanField(
        label=_("Menyangkut proses hukum yang berjalan"), required=False
    )
    keep_reason = forms.CharField(
        label=_("Alasan mempertahankan data pribadi"),
        max_length=400,
        required=False,
        help_text=_("Hanya bila data itu memang harus terbit; PPID ikut menyetujui."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nth in range(1, _N_SOURCES + 1):
            self.fields[f"kind_{nth}"] = forms.ChoiceField(
                label=_("Jenis sumber"), choices=SourceKind.choices, required=False
            )
            self.fields[f"label_{nth}"] = forms.CharField(
                label=_("Nama sumber"), max_length=200, required=False
            )
            self.fields[f"url_{nth}"] = forms.URLField(
                label=_("Tautan sumber"), max_length=300, required=False, assume_scheme="https"
            )

    def source_fields(self) -> list[tuple[int, list[Any]]]:
        """Return the fields of each source, to be drawn together."""
        names = ("kind", "label", "url")
        return [
            (nth, [self[f"{name}_{nth}"] for name in names]) for nth in range(1, _N_SOURCES + 1)
        ]

    def words(self) -> VerdictWords:
        """Return what was typed; the form must be valid."""
        values = self.cleaned_data
        sources = [
            Source(values[f"kind_{nth}"] or SourceKind.LINK, label or values[f"url_{nth}"], url)
            for nth in range(1, _N_SOURCES + 1)
            if (label := values[f"label_{nth}"].strip()) or values[f"url_{nth}"]
            for url in [values[f"url_{nth}"]]
        ]
        return VerdictWords(
            verdict=VerdictKind(values["verdict"]),
            quote=values["quote"],
            explanation=values["explanation"],
            sources=sources,
            keep_reason=values["keep_reason"],
            election=values["election"],
            legal_process=values["legal_process"],
        )


def began_with(verdict: Verdict | None, quote: str) -> dict[str, Any]:
    """Return what the form of a verdict begins with: the newest version, or the claim."""
    if verdict is None:
        return {"quote": quote}
    known = {
        name: getattr(verdict, name)
        for name in ("verdict", "quote", "explanation", "election", "legal_process", "keep_reason")
    }
    for nth, source in enumerate(verdict.sources, start=1):
        known |= {f"{name}_{nth}": source[name] for name in ("kind", "label", "url")}
    return known


_NUMBER = re.compile(r"^KLR-\d{4}-\d{4,}$")


def read_number(text: str) -> str:
    """Return a claim's number as it is written, empty if it cannot be one."""
    number = text.strip().upper()
    return number if _NUMBER.match(number) else ""
