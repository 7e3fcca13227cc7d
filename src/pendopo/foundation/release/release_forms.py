"""Forms of releases: the draft, the reason of a withdrawal."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.governance.guarding.forms import GuardedForm
from pendopo.foundation.release.models import Release
from pendopo.foundation.release.selectors import registers
from pendopo.foundation.release.services.releases import ReleaseWords
from pendopo.foundation.release.types import MaterialClass, ReleaseKind
from pendopo.kernel.time import local, zone_label

_WALL = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A moment as the office's clock shows it."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format=_WALL)
        super().__init__(widget=widget, required=False, **more)

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment in the office's zone."""
        told = super().to_python(value)
        return told.replace(tzinfo=ZoneInfo(settings.PENDOPO_ZONE)) if told else None

    def prepare_value(self, value: Any) -> Any:
        """Return a stored moment as the office's clock shows it."""
        if isinstance(value, datetime):
            return local(value, settings.PENDOPO_ZONE).strftime(_WALL)
        return value


class ReleaseForm(forms.Form):
    """What an author tells of a release."""

    topic = forms.ModelChoiceField(
        queryset=registers.topics(), label=_("Topik"), empty_label=_("Pilih")
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=ReleaseKind.choices)
    title = forms.CharField(label=_("Judul"), max_length=160)
    text = forms.CharField(
        label=_("Naskah"), max_length=20_000, widget=forms.Textarea({"rows": 12})
    )
    source_code = forms.CharField(
        label=_("Nomor sumber"),
        max_length=80,
        required=False,
        help_text=_("Nomor laporan, indikator, atau dokumen yang menjadi dasarnya."),
    )
    source_url = forms.URLField(
        label=_("Tautan sumber"), max_length=300, required=False, assume_scheme="https"
    )
    material_class = forms.ChoiceField(
        label=_("Klasifikasi bahannya"),
        choices=MaterialClass.choices,
        help_text=_("Bahan internal hanya terbit setelah PPID menurunkan klasifikasinya."),
    )
    planned_at = MomentField(
        label=_("Terbit pada"), help_text=_("Kosongkan untuk terbit begitu disetujui.")
    )
    embargo_until = MomentField(label=_("Embargo sampai"))
    is_emergency = forms.BooleanField(
        label=_("Darurat (serta-merta): ditinjau sesudah terbit"), required=False
    )
    child_identity = forms.BooleanField(
        label=_("Membuka identitas anak dalam perkara"), required=False
    )
    legal_process = forms.BooleanField(
        label=_("Menyangkut proses hukum yang berjalan"), required=False
    )
    procurement = forms.BooleanField(label=_("Menyangkut pengadaan yang berjalan"), required=False)
    election = forms.BooleanField(
        label=_("Menyangkut calon, partai, atau pemilihan"), required=False
    )
    accounts = forms.ModelMultipleChoiceField(
        queryset=registers.accounts(in_use=True),
        label=_("Juga lewat akun"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keep_reason = forms.CharField(
        label=_("Alasan mempertahankan data pribadi"),
        max_length=400,
        required=False,
        help_text=_("Hanya bila data itu memang harus terbit; PPID ikut menyetujui."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = zone_label(settings.PENDOPO_ZONE)
        for name in ("planned_at", "embargo_until"):
            self.fields[name].label = f"{self.fields[name].label} ({zone})"

    def words(self) -> ReleaseWords:
        """Return what was typed; the form must be valid."""
        told = self.cleaned_data
        return ReleaseWords(**(told | {"accounts": list(told["accounts"])}))


def words_of(release: Release) -> dict[str, Any]:
    """Return a release as the form begins with it."""
    known = {name: getattr(release, name) for name in ReleaseForm.base_fields if name != "accounts"}
    return known | {"topic": release.topic_id, "accounts": list(release.accounts.all())}


class TemplateForm(forms.Form):
    """Words from which releases of one sort begin."""

    code = forms.SlugField(label=_("Kode"), max_length=40)
    title = forms.CharField(label=_("Judul"), max_length=160)
    kind = forms.ChoiceField(label=_("Jenis"), choices=ReleaseKind.choices)
    text = forms.CharField(
        label=_("Naskah"), max_length=20_000, widget=forms.Textarea({"rows": 10})
    )
    is_active = forms.BooleanField(label=_("Ditawarkan"), required=False, initial=True)


class PermalinkForm(forms.Form):
    """At which address a release was posted."""

    permalink = forms.URLField(
        label=_("Tautan tetap unggahan"), max_length=400, assume_scheme="https"
    )


class WithdrawalForm(GuardedForm):
    """Why a release is withdrawn; everyone reads it."""

    DOOR = Door.RELEASE
    GUARDED = ("reason",)
    reason = forms.CharField(
        label=_("Alasan penarikan"), max_length=400, widget=forms.Textarea({"rows": 3})
    )
