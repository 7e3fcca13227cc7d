"""Forms of the workspace: handler, topic, inner questions, bulk actions, saved filters, photos."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.forms import NoteForm, OfficeStepForm, StepForm, topic_choices
from pendopo.journey.cases.models import FieldPhoto
from pendopo.journey.cases.workspace.colleagues import Colleague
from pendopo.ui.forms import CountedTextarea, DayInput, PhotoInput


def _person_choices(colleagues: Iterable[Colleague]) -> list[tuple[str, str]]:
    return [(str(one.person_id), f"{one.name}, {one.office}") for one in colleagues]


class HandlerForm(StepForm):
    """Who handles the case; empty leaves it to the office."""

    STEP = "handler"
    person_id = forms.ChoiceField(label=_("Penanggung jawab"), required=False)

    def __init__(self, *args: Any, candidates: Iterable[Colleague] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names of people and offices are read out in their own language.
        self.fields["person_id"].widget.attrs["lang"] = "id"
        self.fields["person_id"].choices = [  # type: ignore[attr-defined]
            ("", _("Belum ada; seluruh perangkat daerah")),
            *_person_choices(candidates),
        ]

    def clean_person_id(self) -> uuid.UUID | None:
        """Return the person's id, or None."""
        text = self.cleaned_data["person_id"]
        return uuid.UUID(text) if text else None


class TopicForm(StepForm):
    """Another topic."""

    STEP = "topic"
    topic = forms.ChoiceField(label=_("Topik"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topic_choices(_("Pilih"))  # type: ignore[attr-defined]


class AskOfficeForm(OfficeStepForm):
    """A question to another office."""

    STEP = "ask_office"
    field_order = ("office", "text", "due_on")
    text = forms.CharField(
        label=_("Pertanyaan"),
        max_length=2_000,
        widget=CountedTextarea(2_000, {"rows": 4}),
        help_text=_(
            "Perangkat daerah yang ditanya tidak melihat siapa pelapornya. Jangan menyebut namanya."
        ),
    )
    due_on = forms.DateField(label=_("Dijawab paling lambat"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].label = _("Perangkat daerah yang ditanya")


class InnerAnswerForm(StepForm):
    """The answer to another office."""

    STEP = "inner_answer"
    text = forms.CharField(
        label=_("Jawaban"), max_length=4_000, widget=CountedTextarea(4_000, {"rows": 6})
    )


class ProofPhotosField(forms.MultipleChoiceField):
    """Field photos that go with an answer."""

    def clean(self, value: Any) -> list[uuid.UUID]:
        """Return the ids of the chosen photos."""
        return [uuid.UUID(text) for text in super().clean(value)]


def proof_photos_field(photos: Sequence[FieldPhoto]) -> ProofPhotosField:
    """Return the field with which field photos are chosen as proof of an answer."""
    return ProofPhotosField(
        label=_("Foto lapangan sebagai bukti"),
        required=False,
        choices=[(str(photo.id), photo.note or str(photo)[-6:]) for photo in photos],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Foto yang dipilih tampil bersama jawaban."),
    )


ACTION_LABELS = {
    "handler": _("Tunjuk penanggung jawab"),
    "assign": _("Pindahkan ke perangkat daerah lain"),
    "topic": _("Ubah topik"),
    "note": _("Tambah catatan"),
    "close": _("Tutup laporan"),
}


def actions_for(by: Actor) -> list[tuple[str, Any]]:
    """Return the bulk actions that the actor's positions may allow, with their labels."""
    verifies = by.has_role(Role.VERIFIER)
    return [
        (action, label)
        for action, label in ACTION_LABELS.items()
        if verifies or action not in ("assign", "topic")
    ]


class ConfirmForm(StepForm):
    """Nothing to fill in."""

    STEP = "close"


def bulk_form(action: str, data: Any = None, *, candidates: Iterable[Colleague] = ()) -> StepForm:
    """Return the form with what a bulk action needs to know."""
    if action == "handler":
        return HandlerForm(data, candidates=candidates)
    plain: dict[str, type[StepForm]] = {
        "assign": OfficeStepForm,
        "topic": TopicForm,
        "note": NoteForm,
        "close": ConfirmForm,
    }
    return plain[action](data)


class SaveFilterForm(forms.Form):
    """A name for the present filter, and with whom it is shared."""

    name = forms.CharField(label=_("Nama saringan"), max_length=60)
    share = forms.ChoiceField(label=_("Untuk siapa"), required=False)

    def __init__(self, data: Any = None, *, offices: Iterable[Office] = ()) -> None:
        super().__init__(data, auto_id="simpan_%s")
        self.fields["share"].choices = [  # type: ignore[attr-defined]
            ("", _("Saya saja")),
            *((str(office.id), office.name) for office in offices),
        ]

    def clean_share(self) -> uuid.UUID | None:
        """Return the office's id, or None."""
        text = self.cleaned_data["share"]
        return uuid.UUID(text) if text else None


class FieldPhotoForm(forms.Form):
    """A photo from the field, where it was taken, and what it shows."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    photo = forms.FileField(
        label=_("Foto"),
        widget=PhotoInput({"capture": "environment", "data-shrink": "1600"}),
        error_messages={"required": _("Ambil atau pilih satu foto.")},
    )
    note = forms.CharField(
        label=_("Keterangan foto"),
        required=False,
        max_length=300,
        help_text=_("Apa yang terlihat, sebelum atau sesudah dikerjakan."),
    )
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )


class NearForm(forms.Form):
    """From where the field list is sorted; anything else is ignored."""

    latitude = forms.FloatField(label=_("Lintang"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Bujur"), required=False, min_value=-180, max_value=180)

    def here(self) -> tuple[float, float] | None:
        """Return (latitude, longitude) if both were given."""
        if not self.is_valid():
            return None
        latitude, longitude = (self.cleaned_data[name] for name in ("latitude", "longitude"))
        return None if latitude is None or longitude is None else (latitude, longitude)
