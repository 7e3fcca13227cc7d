"""Cases that go up in another one, come out of one, and people who have the same problem."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import ANONYMOUS, Actor
from pendopo.journey.cases import events, rules, stepping
from pendopo.journey.cases.casework import Casework
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import Case, CaseJoin, CaseLink, Follow
from pendopo.journey.cases.models.following import FollowKind
from pendopo.journey.cases.routing.offices import note_other_offices
from pendopo.journey.cases.saving import save_new, save_step
from pendopo.journey.cases.services.loading import for_staff, guard_words, lock, words
from pendopo.journey.cases.types import CaseClass, LinkKind
from pendopo.journey.voice.models import Voice
from pendopo.journey.voice.services import received_fact, unsaved_voice
from pendopo.journey.voice.types import Channel, Kind, Place, Submission
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.errors import BadInput, Refused


@transaction.atomic
def merge_cases(
    *, source_id: uuid.UUID, target_id: uuid.UUID, text: str, by: Actor, at: datetime
) -> Case:
    """Let one case go up in another; returns the target.

    Its clocks stop as merged, its number leads to the target, and whoever follows or
    joined it follows the target.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition
    BadInput
        No reason, the same case twice, or a target that is over.
    Refused
        One is secret and the other not, they accuse different offices, or the source took
        in others itself.
    """
    if source_id == target_id:
        raise BadInput(_("Pilih laporan lain."), field="target")
    # Locked in one order, so that two merges cannot wait for each other.
    works = {each: for_staff(each, by, at) for each in sorted((source_id, target_id))}
    source, target = works[source_id], works[target_id].case
    for work in works.values():
        rules.require_verifier(by, work.case)
    stepping.require_step(source.case, "merge")
    _require_fitting(source.case, target)
    source.merge_into(target, words(text), by=by, at=at)
    CaseLink.objects.create(kind=LinkKind.MERGED, source=source.case, target=target, at=at)
    _move_followers(source.case, target)
    save_step(source)
    publish(
        events.CaseTookIn(
            case_id=target.id,
            source_id=source.case.id,
            source=source.case.number,
            at=at,
            by=by.ref,
        )
    )
    return target


def _require_fitting(source: Case, target: Case) -> None:
    if target.status not in rules.OPEN:
        raise BadInput(
            _("Laporan tujuan sudah tidak terbuka. Pilih yang masih ditangani."), field="target"
        )
    if source.is_secret != target.is_secret:
        raise Refused(_("Laporan rahasia dan yang terbuka tidak dapat digabung."))
    if source.accused_office_id != target.accused_office_id:
        raise Refused(_("Kedua laporan tidak menyangkut perangkat daerah yang sama."))
    oversight = CaseClass.COMPLAINT_OVERSIGHT
    if (source.case_class == oversight) != (target.case_class == oversight):
        raise Refused(_("Pengaduan berkadar pengawasan tidak dapat digabung dengan jenis lain."))
    if CaseLink.objects.filter(kind=LinkKind.MERGED, target=source, ended_at=None).exists():
        raise Refused(_("Laporan ini sudah menampung laporan lain. Gabungkan arah sebaliknya."))


def _move_followers(source: Case, target: Case) -> None:
    CaseJoin.objects.filter(case=source).update(case=target)
    own = Follow.objects.filter(kind=FollowKind.CASE, target=source.number)
    there = Follow.objects.filter(kind=FollowKind.CASE, target=target.number)
    # Who follows both is told once.
    own.exclude(address_index__in=there.values("address_index")).update(target=target.number)


@transaction.atomic
def unmerge_case(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Take back a merge that was wrong; the clocks run again from where they once began.

    Who joined the case returns with it; who follows by mail stays with the target.

    Raises
    ------
    CaseNotFound, NotAllowed, BadInput
    Refused
        The case is not merged.
    """
    work = for_staff(case_id, by, at)
    rules.require_verifier(by, work.case)
    link = _merged(work.case)
    if link is None:
        raise Refused(_("Laporan ini tidak sedang digabung."))
    work.unmerge(link.target, words(text), by=by, at=at)
    link.ended_at = at
    link.save(update_fields=["ended_at"])
    CaseJoin.objects.filter(joined=work.case).update(case=work.case)
    save_step(work)
    return work.case


def _merged(case: Case) -> CaseLink | None:
    rows = CaseLink.objects.filter(source=case, kind=LinkKind.MERGED, ended_at=None)
    return rows.select_related("target").first()


@dataclass(frozen=True)
class PartDraft:
    """A part of a case that becomes a case of its own."""

    title: str
    text: str
    topic: str
    office: Office
    keep_reason: str = ""


@transaction.atomic
def split_case(*, case_id: uuid.UUID, part: PartDraft, by: Actor, at: datetime) -> Case:
    """Make a case of its own from a part of a case; returns the new one.

    It has its own number, belongs to the same author, and its limits run from where
    those of the first case began: dividing the work is not the citizen's concern.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition
    BadInput
        No title or no text.
    Exposed
        Something personal is in what the public would read, without a reason to keep it.
    """
    origin = for_staff(case_id, by, at)
    rules.require_verifier(by, origin.case)
    stepping.require_step(origin.case, "split")
    told, kept = {"title": part.title, "text": part.text}, part.keep_reason
    guard_words(origin.case, told, keep_reason=kept, by=by, at=at, door=Door.CASE_TEXT)
    voice = _voice_of_part(origin.case.voice, part, at)
    voice.save(force_insert=True)
    work = Casework.open(voice, origin.law)
    for name in ("is_secret", "accused_office", "is_overseer_accused"):
        setattr(work.case, name, getattr(origin.case, name))
    work.facts.insert(0, received_fact(voice, n_photos=0, by=by))
    work.verify(CaseClass(origin.case.case_class), part.office, by=by, at=at)
    work.take_clocks_of(origin, at=at)
    save_new(work)
    CaseLink.objects.create(kind=LinkKind.SPLIT, source=origin.case, target=work.case, at=at)
    publish(
        events.CaseSplit(
            case_id=origin.case.id, part_id=work.case.id, part=work.case.number, at=at, by=by.ref
        )
    )
    note_other_offices(work.case, by=by, at=at)
    return work.case


def _voice_of_part(voice: Voice, part: PartDraft, at: datetime) -> Voice:
    submission = Submission(
        key=uuid.uuid4(),
        kind=Kind(voice.kind),
        topic=part.topic,
        title=words(part.title, field="title"),
        text=words(part.text),
        place=Place(voice.region_id or "", voice.place_note, voice.latitude, voice.longitude),
        channel=Channel(voice.channel),
        is_anonymous=voice.is_anonymous,
        is_secret=voice.is_secret,
    )
    return unsaved_voice(submission, reporter_id=voice.reporter_id, at=at)


@transaction.atomic
def join_case(*, number: str, visitor: str, at: datetime) -> int:
    """Count somebody who has the same problem; returns how many there are now.

    ``visitor`` is a random word of their browser; one browser counts once. Merged cases
    count for the case they went up in.

    Raises
    ------
    CaseNotFound
        Unknown or not public; the two look the same.
    Refused
        It is not open any more.
    """
    found = Case.objects.filter(number=number, is_public=True).values_list("id", flat=True).first()
    if found is None:
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    case = lock(found)
    if case.status not in rules.OPEN:
        raise Refused(_("Laporan ini sudah tidak terbuka. Anda dapat mengirim laporan sendiri."))
    mark = blind_index(f"{case.id}:{visitor}", purpose="join")
    _row, is_new = CaseJoin.objects.get_or_create(
        joined=case, mark=mark, defaults={"case": case, "at": at}
    )
    n_joined = CaseJoin.objects.filter(case=case).count()
    if is_new:
        fact = events.CaseJoined(case_id=case.id, n_joined=n_joined, at=at, by=ANONYMOUS.ref)
        publish(fact)
    return n_joined
