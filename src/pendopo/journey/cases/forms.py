"""Forms of this room: filters, and one form for each step at the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.governance.guarding.forms import GuardedForm
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.types import ReadPurpose
from pendopo.journey.cases.types import ArchiveReason, CaseClass, Outcome, Status
from pendopo.journey.voice.selectors import active_topics
from pendopo.journey.voice.types import Kind
from pendopo.ui.forms import CountedTextarea

_PUBLIC_STATUSES = (
    Status.ASSIGNED,
    Status.WAITING,
    Status.OBJECTED,
    Status.ANSWERED,
    Status.CLOSED,
    Status.ARCHIVED,
)
CLASS_OF_KIND = {
    Kind.COMPLAINT.value: CaseClass.COMPLAINT,
    Kind.ASPIRATION.value: CaseClass.ASPIRATION,
    Kind.QUESTION.value: CaseClass.INFORMATION_REQUEST,
    Kind.INFORMATION.value: CaseClass.INFORMATION_REQUEST,
    Kind.INTEGRITY.value: CaseClass.COMPLAINT_OVERSIGHT,
    Kind.SERVICE.value: CaseClass.SERVICE,
}
_PURPOSES = {
    ReadPurpose.HANDLE_CASE: _("Untuk menangani laporan ini"),
    ReadPurpose.CONTACT_REPORTER: _("Untuk menghubungi pelapor"),
    ReadPurpose.AUDIT: _("Untuk pemeriksaan oleh Inspektorat"),
}
Choices = list[tuple[Any, Any]]


def class_of_kind(kind: str) -> str:
    """Return the class a kind usually gets; empty where the verifier alone can tell."""
    found = CLASS_OF_KIND.get(kind)
    return found.value if found else ""


def topic_choices(empty: Any) -> Choices:
    """Return the topics that cases carry, under their branches."""
    topics = list(active_topics())
    branches = {topic.parent_id for topic in topics if topic.parent_id}
    groups: dict[str, tuple[str, Choices]] = {}
    for topic in sorted(topics, key=lambda topic: topic.parent_id is not None):
        label = str(topic)
        if topic.code in branches:
            groups[topic.code] = (label, [])
        elif topic.parent_id in groups:
            groups[topic.parent_id][1].append((topic.code, label))
        else:
            groups[topic.code] = (label, [])
    named = [(name, parts) if parts else (code, name) for code, (name, parts) in groups.items()]
    return [("", empty), *named]


class FilterForm(forms.Form):
    """What a list is filtered by; anything unknown in the address is ignored."""

    text = forms.CharField(label=_("Nomor atau kata dalam judul"), required=False, max_length=80)
    topic = forms.ChoiceField(label=_("Topik"), required=False)
    office = forms.ChoiceField(label=_("Perangkat daerah"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="saring_%s")
        self.offices = {office.code: office for office in active_offices()}
        self._choose("topic", topic_choices(_("Semua topik")))
        named = [(code, office.short_name) for code, office in self.offices.items()]
        self._choose("office", [("", _("Semua perangkat daerah")), *named])
        self.is_valid()

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """Return what was asked, empty if it is unknown."""
        return str(self.cleaned_data.get(name) or "")

    def office_id(self) -> Any:
        """Return the id of the office asked for, or None."""
        office = self.offices.get(self.asked("office"))
        return office.id if office else None


class RegisterFilter(FilterForm):
    """What the public register is filtered by."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Semua status")), *((one.value, one.label) for one in _PUBLIC_STATUSES)],
    )


class QueueFilter(FilterForm):
    """What an officer's queue is filtered by; the tab stays."""

    text = forms.CharField(label=_("Nomor atau kata dalam laporan"), required=False, max_length=80)
    queue = forms.CharField(required=False, widget=forms.HiddenInput)


class StepForm(forms.Form):
    """A step at the desk; several stand on one page, so each names its own fields."""

    STEP: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": f"{self.STEP}_%s"} | kwargs))


class PublicStepForm(StepForm, GuardedForm):
    """A step whose words everyone reads, unless the case is secret."""

    DOOR = Door.ANSWER


def _text(label: Any, help_text: Any = "", *, most: int = 4_000) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=CountedTextarea(most), help_text=help_text
    )


class OfficeStepForm(StepForm):
    """A step that names an office."""

    office = forms.ChoiceField(label=_("Perangkat daerah yang menjawab"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in active_offices()}
        named = [(code, office.name) for code, office in self.offices.items()]
        self.fields["office"].choices = [("", _("Pilih")), *named]  # type: ignore[attr-defined]

    def clean_office(self) -> Office:
        """Return the office itself."""
        return self.offices[self.cleaned_data["office"]]


class VerifyForm(OfficeStepForm):
    """Class, topic and office of a new case."""

    STEP = "verify"
    field_order = ("case_class", "topic", "office")
    case_class = forms.ChoiceField(
        label=_("Jenis"),
        choices=CaseClass.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Jenis menentukan batas waktu. Pengaduan berkadar pengawasan menjadi rahasia dan "
            "hanya untuk Inspektorat."
        ),
    )
    topic = forms.ChoiceField(label=_("Topik"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topic_choices(_("Belum ditentukan"))  # type: ignore[attr-defined]

    def clean_case_class(self) -> CaseClass:
        """Return the class itself."""
        return CaseClass(self.cleaned_data["case_class"])


class AssignForm(OfficeStepForm):
    """Another office."""

    STEP = "assign"


class AskForm(StepForm):
    """A question to the author."""

    STEP = "ask"
    text = _text(
        _("Pertanyaan kepada pelapor"),
        _("Batas waktu dijeda sekali saja, dan hanya sebelum lewat. Tanyakan semuanya sekaligus."),
        most=2_000,
    )


class AnswerForm(PublicStepForm):
    """The public answer."""

    STEP = "answer"
    GUARDED = ("text", "proof")
    outcome = forms.ChoiceField(
        label=_("Hasilnya"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    text = _text(
        _("Jawaban"),
        _(
            "Tulis apa yang dikerjakan, di mana, kapan, dan oleh siapa; atau alasan mengapa "
            "belum atau tidak dapat. Bila laporan ini tidak rahasia, semua orang dapat membacanya."
        ),
    )
    proof = forms.CharField(
        label=_("Bukti atau dasar"),
        max_length=1_000,
        widget=CountedTextarea(1_000, {"rows": 3}),
        help_text=_(
            "Bila sudah dikerjakan: nomor berita acara, tanggal, atau foto. Bila belum atau "
            "tidak: rencana dan tanggalnya, peraturan, atau alasan. Dibaca oleh yang membaca jawaban."
        ),
    )

    def clean_outcome(self) -> Outcome:
        """Return the outcome itself."""
        return Outcome(self.cleaned_data["outcome"])


class DecideObjectionForm(AnswerForm):
    """The superior's answer to an objection."""

    STEP = "decide_objection"
    text = _text(
        _("Putusan"),
        _("Tulis apa yang diputuskan: informasi mana yang diberikan, bagaimana, dan kapan."),
    )
    proof = forms.CharField(
        label=_("Alasan putusan"),
        max_length=1_000,
        widget=CountedTextarea(1_000, {"rows": 3}),
        help_text=_("Sebutkan pasal, hasil uji konsekuensi, atau keadaan yang menjadi dasarnya."),
    )


class ExtendForm(PublicStepForm):
    """Why the answer needs more time."""

    STEP = "extend"
    text = _text(
        _("Alasan perpanjangan"),
        _("Pemohon membaca alasan ini bersama batas waktu yang baru."),
        most=1_000,
    )


class ProgressForm(PublicStepForm):
    """What is being done, before there is an answer."""

    STEP = "progress"
    text = _text(
        _("Apa yang sedang dikerjakan"),
        _("Tulis yang sudah terjadi dan langkah berikutnya. Pelapor membacanya."),
        most=2_000,
    )


class ModerateForm(PublicStepForm):
    """What the public reads instead of the author's words."""

    STEP = "moderate"
    DOOR = Door.CASE_TEXT
    GUARDED = ("title", "text")
    title = forms.CharField(
        label=_("Judul yang dibaca umum"),
        max_length=150,
        widget=forms.TextInput({"lang": "id"}),
    )
    text = _text(
        _("Isi yang dibaca umum"),
        _("Tutup hanya yang tidak boleh dibaca umum. Tulisan asli tetap tersimpan."),
    )
    reason = _text(_("Alasan penyuntingan"), _("Pelapor membaca alasan ini."), most=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It begins with the author's own words.
        self.fields["text"].widget.attrs["lang"] = "id"


class AccuseForm(OfficeStepForm):
    """The office that a case accuses, which may then not read it."""

    STEP = "accuse"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        field.required, field.label = False, _("Perangkat daerah yang dilaporkan")
        field.help_text = _(
            "Siapa pun yang bertugas di sana, atau di bagiannya, tidak dapat membaca laporan ini."
        )

    def clean_office(self) -> Office | None:  # type: ignore[override]
        """Return the office itself, or None."""
        return self.offices.get(self.cleaned_data["office"])


class NoteForm(StepForm):
    """An internal note."""

    STEP = "note"
    text = _text(
        _("Catatan"),
        _(
            "Hanya dibaca petugas yang dapat membuka laporan ini. Tulis @ dan nama petugas agar "
            "laporan ini masuk ke daftarnya."
        ),
        most=2_000,
    )


class ArchiveForm(PublicStepForm):
    """Why a case is set aside."""

    STEP = "archive"
    reason = forms.ChoiceField(
        label=_("Alasan"), choices=ArchiveReason.choices, widget=forms.RadioSelect
    )
    text = _text(
        _("Penjelasan untuk pelapor"),
        _("Bila bukan kewenangan pemerintah daerah ini, sebutkan ke mana pelapor dapat mengadu."),
        most=2_000,
    )

    def clean_reason(self) -> ArchiveReason:
        """Return the reason itself."""
        return ArchiveReason(self.cleaned_data["reason"])


class CloseForm(StepForm):
    """Nothing to fill in."""

    STEP = "close"


class IdentityForm(StepForm):
    """Why the author's identity is opened."""

    STEP = "identity"
    purpose = forms.ChoiceField(label=_("Untuk apa?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, purposes: tuple[ReadPurpose, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (purpose.value, _PURPOSES[purpose]) for purpose in purposes
        ]

    def clean_purpose(self) -> ReadPurpose:
        """Return the purpose itself."""
        return ReadPurpose(self.cleaned_data["purpose"])
