"""The steps a desk offers: their words, forms and services, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from pendopo.journey.cases import forms, services
from pendopo.journey.cases.workspace import asking, field, handling
from pendopo.journey.cases.workspace import forms as inner

if TYPE_CHECKING:
    from pendopo.journey.cases import selectors
    from pendopo.journey.cases.types import Outcome
    from pendopo.journey.cases.workspace.selectors import Workspace


@dataclass(frozen=True)
class Step:
    """One step: what it is called, what it asks, what it does, what is said afterwards."""

    form: type[forms.StepForm]
    service: Callable[..., object]
    title: Any
    button: Any
    done: Any
    lead: Any = ""
    is_grave: bool = False


STEPS: Mapping[str, Step] = {
    "verify": Step(
        forms.VerifyForm,
        services.verify_case,
        _("Verifikasi dan teruskan"),
        _("Verifikasi dan teruskan"),
        _("Laporan terverifikasi dan diteruskan. Batas waktu jawaban mulai dihitung."),
    ),
    "answer": Step(
        forms.AnswerForm,
        field.answer_with_photos,
        _("Jawab"),
        _("Kirim jawaban"),
        _("Jawaban terkirim. Pelapor dapat menerimanya atau mengajukan keberatan."),
    ),
    "decide_objection": Step(
        forms.DecideObjectionForm,
        services.decide_objection,
        _("Putuskan keberatan"),
        _("Kirim putusan"),
        _("Putusan terkirim. Pemohon dapat menerimanya atau mengajukan sengketa."),
        lead=_("Pemohon membaca putusan dan alasannya. Sesudah ini jalannya ke Komisi Informasi."),
    ),
    "extend": Step(
        forms.ExtendForm,
        services.extend_answer,
        _("Perpanjang batas waktu"),
        _("Perpanjang"),
        _("Batas waktu diperpanjang; pemohon membaca alasannya."),
        lead=_("Hanya sekali, sebelum batas waktunya lewat, dengan alasan tertulis."),
    ),
    "progress": Step(
        forms.ProgressForm,
        services.progress_case,
        _("Kabarkan tindak lanjut"),
        _("Kirim kabar"),
        _("Tindak lanjut tercatat dan dapat dibaca pelapor."),
    ),
    "ask": Step(
        forms.AskForm,
        services.ask_reporter,
        _("Tanya pelapor"),
        _("Kirim pertanyaan"),
        _("Pertanyaan terkirim. Batas waktu dijeda bila ini yang pertama dan belum lewat."),
    ),
    "close": Step(
        forms.CloseForm,
        services.close_case,
        _("Tutup laporan"),
        _("Tutup laporan"),
        _("Laporan ditutup."),
        lead=_("Pelapor masih dapat membuka kembali laporan ini bila jawabannya belum cukup."),
    ),
    "handler": Step(
        inner.HandlerForm,
        handling.choose_handler,
        _("Penanggung jawab"),
        _("Simpan"),
        _("Penanggung jawab disimpan."),
    ),
    "ask_office": Step(
        inner.AskOfficeForm,
        asking.ask_office,
        _("Tanya perangkat daerah lain"),
        _("Kirim pertanyaan"),
        _("Pertanyaan terkirim. Jawabannya akan tampil di riwayat."),
    ),
    "assign": Step(
        forms.AssignForm,
        services.assign_case,
        _("Pindahkan ke perangkat daerah lain"),
        _("Pindahkan"),
        _("Laporan dipindahkan. Nomor dan batas waktunya tetap."),
    ),
    "topic": Step(
        inner.TopicForm,
        handling.change_topic,
        _("Ubah topik"),
        _("Simpan topik"),
        _("Topik diubah."),
    ),
    "archive": Step(
        forms.ArchiveForm,
        services.archive_case,
        _("Arsipkan atau bukan kewenangan"),
        _("Arsipkan"),
        _("Laporan diarsipkan; pelapor dapat membaca alasannya."),
        is_grave=True,
    ),
    "moderate": Step(
        forms.ModerateForm,
        services.moderate_case,
        _("Sunting yang dibaca umum"),
        _("Simpan suntingan"),
        _("Yang dibaca umum disunting. Tulisan asli tetap tersimpan."),
    ),
    "accuse": Step(
        forms.AccuseForm,
        services.name_accused_office,
        _("Perangkat daerah yang dilaporkan"),
        _("Simpan"),
        _("Pembatasan pembaca disimpan."),
    ),
    "note": Step(
        forms.NoteForm,
        handling.add_note,
        _("Catatan dalam"),
        _("Simpan catatan"),
        _("Catatan disimpan."),
    ),
}


def step_form(
    name: str,
    workspace: Workspace,
    data: Any = None,
    *,
    outcomes: Sequence[Outcome] = (),
    needs_topic: bool = False,
    initial: Mapping[str, Any] | None = None,
) -> forms.StepForm:
    """Return the form of a step at one case, with the choices that this case offers."""
    more: dict[str, Any] = {}
    if name == "handler":
        more["candidates"] = workspace.candidates
    form = STEPS[name].form(data, initial=initial or {}, **more)
    if outcomes and "outcome" in form.fields:
        choices = [(one.value, one.label) for one in outcomes]
        form.fields["outcome"].choices = choices  # type: ignore[attr-defined]
    if name == "verify" and needs_topic:
        form.fields["topic"].required = True
        form.fields["topic"].help_text = _("Prosedurnya meminta topik dipilih sebelum diteruskan.")
    if name == "answer" and workspace.photos:
        # A photo from the field is proof enough.
        form.fields["proof"].required = False
        form.fields["photos"] = inner.proof_photos_field(workspace.photos)
    return form


def initial_of(name: str, shown: selectors.Desk) -> dict[str, Any]:
    """Return what a form begins with."""
    case, row = shown.case, shown.suggestion
    if name == "verify":
        return {
            "case_class": forms.class_of_kind(case.kind),
            "topic": case.topic_id or "",
            "office": row.office.code if row else "",
        }
    if name == "moderate":
        return {"title": case.title, "text": case.shown_text}
    if name == "accuse" and case.accused_office:
        return {"office": case.accused_office.code}
    return {}
