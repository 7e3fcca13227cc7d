"""Writing what routing decides: not ours, whose it is, the responsibility table."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import events, rules, stepping
from pendopo.journey.cases.conflict import require_not_accused
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import Case, Responsibility
from pendopo.journey.cases.routing.arbiters import require_arbiter
from pendopo.journey.cases.routing.offices import note_other_offices
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import for_staff, words
from pendopo.journey.cases.types import CaseClass, Part
from pendopo.journey.voice.models import Topic
from pendopo.kernel.errors import BadInput, NotAllowed, Refused
from pendopo.kernel.models import Region
from pendopo.kernel.numbers import number_in_force

# Who keeps the table of who answers for what.
KEEPERS = (Role.VERIFIER, Role.ADMIN)


@transaction.atomic
def bounce_case(
    *, case_id: uuid.UUID, text: str, by: Actor, at: datetime, office: Office | None = None
) -> Case:
    """Say, as the responsible office, that a case is not theirs; ``office`` is whose it may be.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition
    Refused
        It was decided already whose case it is, or that is being decided.
    BadInput
        No reason, or the office proposed has the case or may not have it.
    """
    work = for_staff(case_id, by, at)
    _require_own_office(work.case, by)
    stepping.require_step(work.case, "bounce")
    _require_undecided(work.case)
    _require_other(work.case, office)
    most = number_in_force("routing.max_bounces", at=at)
    work.bounce(words(text), office, most=most, by=by, at=at)
    save_step(work)
    return work.case


def _require_own_office(case: Case, by: Actor) -> None:
    if case.office_id not in by.offices(*rules.HANDLERS):
        raise NotAllowed(_("Hanya perangkat daerah yang bertanggung jawab dapat menyatakannya."))
    if case.case_class == CaseClass.COMPLAINT_OVERSIGHT:
        raise Refused(_("Pengaduan berkadar pengawasan selalu menjadi kewenangan Inspektorat."))


def _require_undecided(case: Case) -> None:
    if case.is_decided:
        raise Refused(_("Kewenangan laporan ini sudah diputuskan, dan putusan itu mengikat."))
    if case.is_disputed:
        raise Refused(_("Kewenangan laporan ini sedang ditetapkan."))


def _require_other(case: Case, office: Office | None) -> None:
    if office is None:
        return
    if office.id == case.office_id:
        raise BadInput(_("Sebutkan perangkat daerah lain."), field="office")
    require_not_accused(case, office)


@transaction.atomic
def decide_case(*, case_id: uuid.UUID, office: Office, text: str, by: Actor, at: datetime) -> Case:
    """Decide, as arbiter, whose case it is; from then on it binds.

    Where no arbiter is appointed for its area, or the only one took a side, a verifier is.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition
    Refused
        Nobody said that it is not theirs.
    BadInput
        No reason, or the office may not have the case.
    """
    work = for_staff(case_id, by, at)
    stepping.require_step(work.case, "decide")
    if not work.case.is_disputed:
        raise Refused(_("Tidak ada perangkat daerah yang sedang menolak laporan ini."))
    role = require_arbiter(work.case, by, at=at)
    if office.id != work.case.office_id:
        _require_other(work.case, office)
    work.decide(office, words(text), role=role, by=by, at=at)
    save_step(work)
    note_other_offices(work.case, by=by, at=at)
    return work.case


@transaction.atomic
def name_asset(*, case_id: uuid.UUID, asset_class: str, by: Actor, at: datetime) -> Case:
    """Name the class of assets a case is about ("jalan_provinsi"); empty takes it back.

    It may change who answers by the table; moving the case is a step of its own.

    Raises
    ------
    CaseNotFound, NotAllowed
    """
    work = for_staff(case_id, by, at)
    rules.require_verifier(by, work.case)
    work.case.asset_class = asset_class
    work.facts.append(
        events.CaseAssetNamed(case_id=work.case.id, asset_class=asset_class, at=at, by=by.ref)
    )
    save_step(work)
    return work.case


@dataclass(frozen=True)
class RuleDraft:
    """A row of the responsibility table to be added."""

    topic: str
    office: Office
    part: Part
    decree: str
    valid_from: date
    region: str = ""
    asset_class: str = ""


def require_keeper(by: Actor) -> None:
    """Raise NotAllowed unless the actor keeps the responsibility table."""
    if not by.has_role(*KEEPERS):
        raise NotAllowed(_("Hanya koordinator atau pengelola yang dapat mengubah daftar ini."))


def add_responsibility(*, draft: RuleDraft, by: Actor, at: datetime) -> Responsibility:
    """Give an office a part in a topic from a day on.

    Raises
    ------
    NotAllowed
    BadInput
        Unknown topic or area, no decree, or the same row stands already.
    """
    require_keeper(by)
    _require_known(draft)
    try:
        return _add(draft, by, at)
    except IntegrityError as error:
        raise BadInput(
            _("Baris yang sama sudah ada sejak tanggal itu."), field="valid_from"
        ) from error


@transaction.atomic
def _add(draft: RuleDraft, by: Actor, at: datetime) -> Responsibility:
    row = Responsibility.objects.create(
        topic_id=draft.topic,
        office=draft.office,
        part=draft.part.value,
        region_code=draft.region,
        asset_class=draft.asset_class,
        decree=draft.decree.strip(),
        valid_from=draft.valid_from,
    )
    publish(
        events.ResponsibilityAdded(
            office_id=draft.office.id,
            topic=draft.topic,
            office=draft.office.code,
            part=draft.part.value,
            region=draft.region,
            asset_class=draft.asset_class,
            valid_from=draft.valid_from,
            at=at,
            by=by.ref,
        )
    )
    return row


def _require_known(draft: RuleDraft) -> None:
    if not Topic.objects.filter(code=draft.topic).exists():
        raise BadInput(_("Pilih topik dari daftar."), field="topic")
    if draft.region and not Region.objects.filter(code=draft.region).exists():
        raise BadInput(_("Kode wilayah ini tidak dikenal."), field="region")
    if not draft.decree.strip():
        raise BadInput(_("Sebutkan dasar hukumnya."), field="decree")


@transaction.atomic
def end_responsibility(*, row_id: int, valid_to: date, by: Actor, at: datetime) -> Responsibility:
    """Let an office's part in a topic end; ``valid_to`` is the first day it no longer holds.

    Raises
    ------
    NotAllowed
    CaseNotFound
        There is no such row.
    BadInput
        It would end before it began.
    """
    require_keeper(by)
    row = Responsibility.objects.select_related("office").filter(id=row_id).first()
    if row is None:
        raise CaseNotFound(_("Baris ini tidak ditemukan."))
    if valid_to < row.valid_from:
        raise BadInput(_("Tanggal berakhir mendahului tanggal mulai."), field="valid_to")
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    publish(
        events.ResponsibilityEnded(
            office_id=row.office_id,
            topic=row.topic_id,
            office=row.office.code,
            part=row.part,
            region=row.region_code,
            asset_class=row.asset_class,
            valid_to=valid_to,
            at=at,
            by=by.ref,
        )
    )
    return row
