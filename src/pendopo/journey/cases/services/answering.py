"""Answers and what becomes of them: interim words, ready texts, what their authors think."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import events, rules, stepping
from pendopo.journey.cases.conflict import accused_offices, note_accused_overseer
from pendopo.journey.cases.errors import TextNotFound
from pendopo.journey.cases.models import Case, Message, Rating, ReadyText
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import for_staff, guard_words, lock, words
from pendopo.journey.cases.types import MessageKind
from pendopo.journey.voice.selectors import active_topics
from pendopo.kernel.errors import BadInput, NotAllowed


@transaction.atomic
def progress_case(
    *, case_id: uuid.UUID, text: str, keep_reason: str = "", by: Actor, at: datetime
) -> Case:
    """Say in public what is being done, before there is an answer.

    Raises
    ------
    AnswerEmpty
        The text says nothing of this case; nothing is written and no clock stops.
    Exposed
    """
    work = for_staff(case_id, by, at)
    rules.require_handler(by, work.case)
    stepping.require_step(work.case, "progress")
    rules.require_substance(text, "")
    guard_words(work.case, {"text": text}, keep_reason=keep_reason, by=by, at=at)
    work.progress(words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def rate_answer(*, case_id: uuid.UUID, score: int, reason: str, by: Actor, at: datetime) -> Rating:
    """Keep how satisfied the author is with the newest answer; the door knows them.

    Raises
    ------
    IllegalTransition
        There is no answer to rate.
    BadInput
        The score is not on the scale, or a bad one comes without its reason.
    """
    case = lock(case_id)
    stepping.require_step(case, "rate")
    rules.require_fit_rating(score, reason)
    answer = _newest_answer(case)
    rating, _is_new = Rating.objects.update_or_create(
        answer=answer,
        defaults={"case": case, "score": score, "reason": reason.strip(), "at": at},
    )
    publish(
        events.CaseRated(
            case_id=case.id,
            message_id=answer.id,
            office=answer.office.code if answer.office else "",
            score=score,
            has_reason=bool(reason.strip()),
            at=at,
            by=by.ref,
        )
    )
    return rating


def _newest_answer(case: Case) -> Message:
    rows = Message.objects.filter(case=case, kind=MessageKind.ANSWER.value)
    answer = rows.select_related("office").order_by("-at", "-id").first()
    if answer is None:
        # Answered in another system, or closed without an answer.
        raise BadInput(_("Laporan ini belum memiliki jawaban untuk dinilai."), field="score")
    return answer


@dataclass(frozen=True)
class TextDraft:
    """A ready text as it is written; no office means for all, no topic for every topic."""

    step: str
    title: str
    text: str
    topic: str = ""
    office: Office | None = None


@transaction.atomic
def keep_ready_text(
    draft: TextDraft, *, instead_of: uuid.UUID | None = None, by: Actor, at: datetime
) -> ReadyText:
    """Add a ready text, or a new version of one; the old version is retired, not lost.

    Raises
    ------
    NotAllowed
        Neither a verifier, an administrator, nor someone of the office it is for.
    TextNotFound
    BadInput
        Unknown step or topic, or nothing written.
    """
    rules.require_text_keeper(by, draft.office)
    if draft.step not in rules.TEXT_STEPS:
        raise BadInput(_("Pilih langkah dari daftar."), field="step")
    if draft.topic and not active_topics().filter(code=draft.topic).exists():
        raise BadInput(_("Pilih topik dari daftar."), field="topic")
    if instead_of is not None:
        retire_ready_text(text_id=instead_of, by=by, at=at)
    made = ReadyText.objects.create(
        step=draft.step,
        topic_id=draft.topic or None,
        office=draft.office,
        title=words(draft.title, field="title").strip(),
        text=words(draft.text).strip(),
        changed_at=at,
        changed_by=by.ref,
    )
    publish(
        events.ReadyTextKept(text_id=made.id, step=draft.step, topic=draft.topic, at=at, by=by.ref)
    )
    return made


@transaction.atomic
def retire_ready_text(*, text_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Take a ready text out of use.

    Raises
    ------
    TextNotFound
        Unknown, or out of use already.
    NotAllowed
    """
    row = ReadyText.objects.filter(id=text_id, retired_at=None).select_related("office").first()
    if row is None:
        raise TextNotFound(_("Naskah ini tidak ditemukan atau sudah tidak dipakai."))
    rules.require_text_keeper(by, row.office)
    row.retired_at, row.changed_by = at, by.ref
    row.save(update_fields=["retired_at", "changed_by"])
    publish(events.ReadyTextRetired(text_id=row.id, at=at, by=by.ref))


@transaction.atomic
def moderate_case(
    *,
    case_id: uuid.UUID,
    title: str,
    text: str,
    reason: str,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Change what the public reads of a case; the author's words stay as they were sent.

    Raises
    ------
    CaseNotFound, NotAllowed
    BadInput
        No title, no text, or no reason; the author reads the reason. Exposed: something
        personal is left in what the public reads.
    """
    work = for_staff(case_id, by, at)
    rules.require_verifier(by, work.case)
    told = {"title": title, "text": text}
    door = Door.CASE_TEXT
    guard_words(work.case, told, keep_reason=keep_reason, by=by, at=at, door=door)
    work.moderate(
        words(title, field="title"), words(text), words(reason, field="reason"), by=by, at=at
    )
    save_step(work)
    return work.case


@transaction.atomic
def name_accused_office(
    *, case_id: uuid.UUID, office: Office | None, by: Actor, at: datetime
) -> Case:
    """Keep the office a case accuses from reading it; the responsible one cannot be named.

    Raises
    ------
    CaseNotFound, NotAllowed
    BadInput
        The case lies with that office, or whoever names it serves there.
    """
    work = for_staff(case_id, by, at)
    rules.require_verifier(by, work.case)
    if office is not None and office.id in by.serves_under():
        raise NotAllowed(_("Anda bertugas di perangkat daerah itu; minta verifikator lain."))
    work.name_accused(office, by=by, at=at)
    note_accused_overseer(work.case, at=at)
    if work.case.office_id in accused_offices(work.case):
        raise BadInput(_("Pindahkan dahulu laporan ini ke perangkat daerah lain."), field="office")
    save_step(work)
    return work.case
