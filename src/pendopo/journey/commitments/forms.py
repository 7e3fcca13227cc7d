"""Forms of this room: the filter, a new commitment, and each step of an officer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.governance.guarding.forms import GuardedForm
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import active_offices
from pendopo.journey.commitments.types import (
    ChangeReason,
    CommitmentDraft,
    MilestoneDraft,
    Proof,
    Standing,
)
from pendopo.kernel.money import read_rupiah
from pendopo.ui.forms import CountedTextarea, DayInput

MOST_MILESTONES = 6


class FilterForm(forms.Form):
    """What a reader asks of the public list."""

    perangkat = forms.ChoiceField(label=_("Perangkat daerah"), required=False)
    status = forms.ChoiceField(
        label=_("Keadaan"), required=False, choices=[("", _("Semua")), *Standing.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in active_offices()}
        field = cast("forms.ChoiceField", self.fields["perangkat"])
        names = [(code, office.short_name) for code, office in self.offices.items()]
        field.choices = [("", _("Semua")), *names]

    def asked(self) -> dict[str, Any]:
        """Return the selector's arguments; what cannot be read asks for everything."""
        self.is_valid()
        office = self.offices.get(self.cleaned_data.get("perangkat", ""))
        return {
            "office_id": office.id if office else None,
            "standing": self.cleaned_data.get("status", ""),
        }


class RupiahField(forms.CharField):
    """Whole rupiah written the Indonesian way."""

    def clean(self, value: Any) -> int | None:
        """Return the amount; None if nothing was written."""
        text = super().clean(value)
        if not text:
            return None
        amount = read_rupiah(text)
        if amount is None or amount < 0:
            raise forms.ValidationError(_("Tulis seperti 1.250.000, tanpa sen."))
        return amount


class PromiseForm(GuardedForm):
    """Words about a commitment; all of them are public."""

    DOOR = Door.COMMITMENT


class CommitmentForm(PromiseForm):
    """A new commitment with up to six milestones."""

    GUARDED = ("title", "expected_result", "problem", "position_title", "source_text")

    title = forms.CharField(label=_("Apa yang dijanjikan"), max_length=200)
    expected_result = forms.CharField(
        label=_("Hasil yang dapat diperiksa"),
        max_length=2_000,
        widget=CountedTextarea(2_000, {"rows": 3}),
        help_text=_("Apa yang berbeda bagi warga bila komitmen ini terpenuhi."),
    )
    problem = forms.CharField(
        label=_("Masalah yang dijawab"),
        max_length=2_000,
        required=False,
        widget=CountedTextarea(2_000, {"rows": 3}),
    )
    office = forms.ChoiceField(label=_("Perangkat daerah pemilik"))
    position_title = forms.CharField(
        label=_("Jabatan penanggung jawab"),
        max_length=160,
        help_text=_("Nama jabatan, bukan nama orang."),
    )
    source_text = forms.CharField(
        label=_("Sumber lain"),
        max_length=300,
        required=False,
        help_text=_("Misalnya RPJMD atau keputusan kepala daerah, bila bukan dari musyawarah."),
    )
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=300, required=False)
    budget_code = forms.CharField(label=_("Kode rekening APBD"), max_length=60, required=False)
    budget_rupiah = RupiahField(label=_("Anggaran (rupiah)"), max_length=30, required=False)
    starts_on = forms.DateField(label=_("Mulai"), widget=DayInput())
    due_on = forms.DateField(label=_("Tenggat"), widget=DayInput())

    def __init__(
        self, *args: Any, offices: Iterable[Office], response_id: UUID | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.response_id = response_id
        choices = [(str(office.id), office.name) for office in offices]
        field = cast("forms.ChoiceField", self.fields["office"])
        field.choices = choices
        for number in range(1, MOST_MILESTONES + 1):
            self._add_milestone(number)

    def _add_milestone(self, number: int) -> None:
        needed = number == 1
        words = {"number": number}
        self.fields[f"step_{number}"] = forms.CharField(
            label=_("Tonggak %(number)d") % words, max_length=300, required=needed
        )
        self.fields[f"step_{number}_due"] = forms.DateField(
            label=_("Tenggat tonggak %(number)d") % words, required=needed, widget=DayInput()
        )
        self.fields[f"step_{number}_evidence"] = forms.CharField(
            label=_("Bukti untuk tonggak %(number)d") % words, max_length=300, required=False
        )

    def guarded_fields(self) -> tuple[str, ...]:
        """Return the names of the fields whose texts go out, those of milestones among them."""
        steps = (f"step_{number}" for number in range(1, MOST_MILESTONES + 1))
        return (*self.GUARDED, *(name for step in steps for name in (step, f"{step}_evidence")))

    def clean(self) -> dict[str, Any]:
        """Ask for both words and date of a milestone."""
        data = super().clean() or self.cleaned_data
        for number in range(1, MOST_MILESTONES + 1):
            text, due_on = data.get(f"step_{number}"), data.get(f"step_{number}_due")
            if text and not due_on and f"step_{number}_due" not in self.errors:
                self.add_error(f"step_{number}_due", _("Tulis tenggat tonggak ini."))
            if due_on and not text and f"step_{number}" not in self.errors:
                self.add_error(f"step_{number}", _("Tulis hasil tonggak ini."))
        return data

    def draft(self) -> CommitmentDraft:
        """Return what was written; the form must be valid."""
        data = self.cleaned_data
        plain = ("title", "expected_result", "problem", "position_title", "source_text")
        money = ("legal_basis", "budget_code", "budget_rupiah", "starts_on", "due_on")
        return CommitmentDraft(
            **{name: data[name] for name in (*plain, *money)},
            office_id=UUID(data["office"]),
            response_id=self.response_id,
            milestones=tuple(
                MilestoneDraft(data[f"step_{n}"], data[f"step_{n}_due"], data[f"step_{n}_evidence"])
                for n in range(1, MOST_MILESTONES + 1)
                if data[f"step_{n}"]
            ),
        )


class ProofForm(PromiseForm):
    """What shows that something was done."""

    GUARDED: ClassVar[tuple[str, ...]] = ("proof_text",)

    proof_text = forms.CharField(
        label=_("Bukti"),
        max_length=1_000,
        widget=CountedTextarea(1_000, {"rows": 2}),
        help_text=_("Dokumen, foto, atau tempat yang dapat diperiksa orang lain."),
    )
    proof_url = forms.URLField(
        label=_("Alamat bukti"), max_length=500, required=False, assume_scheme="https"
    )

    def proof(self) -> Proof:
        """Return the proof; the form must be valid."""
        return Proof(self.cleaned_data["proof_text"], self.cleaned_data["proof_url"])


class ProgressForm(ProofForm):
    """The owner's own report."""

    GUARDED = ("text", "proof_text")

    percent = forms.IntegerField(label=_("Kemajuan (0–100%)"), min_value=0, max_value=100)
    text = forms.CharField(
        label=_("Yang dikerjakan sejak laporan sebelumnya"),
        max_length=2_000,
        widget=CountedTextarea(2_000, {"rows": 4}),
    )
    field_order = ("percent", "text", "proof_text", "proof_url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof_text"].required = False


class MilestoneForm(ProofForm):
    """A milestone reached, with proof."""

    position = forms.TypedChoiceField(label=_("Tonggak"), coerce=int)
    done_on = forms.DateField(label=_("Selesai pada"), widget=DayInput())
    field_order = ("position", "done_on", "proof_text", "proof_url")

    def __init__(self, *args: Any, steps: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["position"])
        field.choices = [(position, f"{position}. {text}") for position, text in steps]


class ReasonForm(PromiseForm):
    """Why a promise changes; the words are public."""

    reason = forms.ChoiceField(label=_("Alasan"), choices=ChangeReason.choices)
    text = forms.CharField(
        label=_("Penjelasan untuk umum"),
        min_length=20,
        max_length=2_000,
        widget=CountedTextarea(2_000, {"rows": 4}),
    )


class MoveForm(ReasonForm):
    """A new due date with its reason."""

    due_on = forms.DateField(label=_("Tenggat baru"), widget=DayInput())
    field_order = ("due_on", "reason", "text")


class FulfilForm(forms.Form):
    """A deliberate yes."""

    confirm = forms.BooleanField(
        label=_("Saya menyatakan semua tonggak selesai dan buktinya dapat diperiksa umum.")
    )
