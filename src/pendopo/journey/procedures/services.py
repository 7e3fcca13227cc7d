"""Writing procedures: what the software brings, drafts, publishing, retiring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.procedures import events
from pendopo.journey.procedures.course import course_row
from pendopo.journey.procedures.definition import Definition, parse
from pendopo.journey.procedures.errors import (
    DefinitionUnsound,
    DraftMissing,
    NotEditor,
    NothingChanged,
    ProcedureNotFound,
)
from pendopo.journey.procedures.glance import glance_of, search_text_of
from pendopo.journey.procedures.models import Procedure, ProcedureVersion
from pendopo.journey.procedures.problems import Problem, problems_of
from pendopo.journey.procedures.rules import digest_of
from pendopo.journey.procedures.types import VersionState
from pendopo.journey.procedures.written import read_yaml
from pendopo.kernel.errors import BadInput
from pendopo.kernel.time import local

EDITORS = (Role.ADMIN,)
Raw = dict[str, Any]


@dataclass(frozen=True)
class Decree:
    """The decision by which a version comes into force."""

    number: str
    signed_on: date
    valid_from: date


@transaction.atomic
def load_missing(folder: Path) -> int:
    """Add the procedures of a folder that are not there yet; an office's own stay.

    One that came with the software, and that nobody here has decided or begun to change,
    follows the software: its new words are its next version. Running cases keep theirs.

    Raises
    ------
    DefinitionUnsound
        A file does not describe a procedure.
    """
    known = set(Procedure.objects.values_list("code", flat=True))
    n_added = 0
    for path in sorted(folder.glob("*.yaml")):
        reading = read_yaml(path.read_text(encoding="utf-8"))
        if not reading.is_sound:
            raise DefinitionUnsound(
                f"{path.name}: {_first_words(reading.problems)}", reading.problems
            )
        definition = parse(reading.raw)
        if definition.code not in known:
            procedure = _new_procedure(definition)
            _version(procedure, 1, reading.raw, VersionState.PUBLISHED).save(force_insert=True)
            n_added += 1
        else:
            n_added += _follow_software(definition.code, reading.raw)
    return n_added


def _follow_software(code: str, raw: Raw) -> int:
    procedure = _require(code)
    running = _running(procedure)
    is_ours = running is None or not running.is_shipped or _draft_of(procedure) is not None
    if running is None or is_ours or running.digest == digest_of(raw):
        return 0
    running.state = VersionState.RETIRED.value
    running.save(update_fields=["state"])
    number = _last_number(procedure) + 1
    _version(procedure, number, raw, VersionState.PUBLISHED).save(force_insert=True)
    definition = parse(raw)
    procedure.office_code = definition.office_code
    procedure.save(update_fields=["office_code"])
    return 1


def _first_words(problems: tuple[Problem, ...]) -> str:
    return f"{problems[0].line}: {problems[0].place}: {problems[0].message}"


@transaction.atomic
def save_draft(*, raw: Mapping[str, Any], by: Actor, at: datetime) -> ProcedureVersion:
    """Keep a definition as the draft of its procedure, a new one if the code is new.

    Raises
    ------
    NotEditor
        The actor does not administer the installation.
    DefinitionUnsound
        The definition has faults; nothing was saved.
    """
    _require_editor(by)
    plain = dict(raw)
    if problems := tuple(problems_of(plain)):
        raise DefinitionUnsound(_("Naskah ini belum dapat disimpan."), problems)
    definition = parse(plain)
    procedure = _locked(definition.code) or _new_procedure(definition)
    _require_same_kind(procedure, definition)
    draft = _draft_of(procedure)
    number = draft.number if draft else _last_number(procedure) + 1
    fresh = _version(procedure, number, plain, VersionState.DRAFT)
    fresh.created_at, fresh.by_ref = at, by.ref
    if draft:
        fresh.id = draft.id
    fresh.save(force_insert=draft is None, force_update=draft is not None)
    publish(_told(events.ProcedureDrafted, fresh, by=by, at=at))
    return fresh


@transaction.atomic
def publish_draft(*, code: str, decree: Decree, by: Actor, at: datetime) -> ProcedureVersion:
    """Bring the draft into force in place of the running version; running cases keep theirs.

    Raises
    ------
    NotEditor, ProcedureNotFound
    DraftMissing
        There is no draft.
    NothingChanged
        The draft says what the running version says, which has a decree already.
    BadInput
        The decree has no number, would bind before it was signed, or binds only later.
    """
    _require_editor(by)
    _require_decree(decree, today=local(at, settings.PENDOPO_ZONE).date())
    procedure = _require(code)
    draft = _draft_of(procedure)
    if draft is None:
        raise DraftMissing(_("Tidak ada rancangan yang dapat ditetapkan."))
    running = _running(procedure)
    if running and running.decree_number and running.digest == draft.digest:
        raise NothingChanged(_("Rancangan ini sama dengan yang berlaku."))
    if running:
        _end(running, at)
    draft.state, draft.published_at, draft.by_ref = VersionState.PUBLISHED.value, at, by.ref
    draft.decree_number, draft.decree_date = decree.number.strip(), decree.signed_on
    draft.valid_from = decree.valid_from
    draft.save()
    definition = parse(draft.definition)
    procedure.is_active, procedure.office_code = True, definition.office_code
    procedure.save(update_fields=["is_active", "office_code"])
    told = _told(
        events.ProcedurePublished,
        draft,
        by=by,
        at=at,
        valid_from=decree.valid_from,
        replaces=running.number if running else 0,
    )
    publish(told)
    return draft


@transaction.atomic
def drop_draft(*, code: str, by: Actor, at: datetime) -> None:
    """Throw the draft away; what runs stays.

    Raises
    ------
    NotEditor, ProcedureNotFound, DraftMissing
    """
    _require_editor(by)
    procedure = _require(code)
    draft = _draft_of(procedure)
    if draft is None:
        raise DraftMissing(_("Tidak ada rancangan."))
    publish(_told(events.ProcedureDraftDropped, draft, by=by, at=at))
    draft.delete()
    if not procedure.versions.exists():
        procedure.delete()


@transaction.atomic
def retire_procedure(*, code: str, by: Actor, at: datetime) -> ProcedureVersion:
    """Stop offering a procedure; cases that run under it go on.

    Raises
    ------
    NotEditor
    ProcedureNotFound
        Unknown, or not offered.
    """
    _require_editor(by)
    procedure = _require(code)
    running = _running(procedure)
    if running is None:
        raise ProcedureNotFound(_("Prosedur ini tidak sedang berlaku."))
    _end(running, at)
    procedure.is_active = False
    procedure.save(update_fields=["is_active"])
    publish(_told(events.ProcedureRetired, running, by=by, at=at))
    return running


def _require_editor(by: Actor) -> None:
    if not by.has_role(*EDITORS):
        raise NotEditor(_("Hanya pengelola sistem yang dapat mengubah prosedur."))


def _require_decree(decree: Decree, *, today: date) -> None:
    if not decree.number.strip():
        raise BadInput(_("Isi nomor keputusan yang menetapkannya."), field="decree_number")
    if decree.valid_from < decree.signed_on:
        raise BadInput(_("Tidak dapat berlaku sebelum tanggal keputusannya."), field="valid_from")
    if decree.valid_from > today:
        message = _("Tetapkan pada hari mulai berlaku; sampai hari itu simpan sebagai rancangan.")
        raise BadInput(message, field="valid_from")


def _require_same_kind(procedure: Procedure, definition: Definition) -> None:
    if procedure.kind != definition.kind:
        problem = Problem(("kind",), _("Jenis prosedur tidak dapat diganti; buat prosedur baru."))
        raise DefinitionUnsound(problem.message, (problem,))


def _require(code: str) -> Procedure:
    procedure = _locked(code)
    if procedure is None:
        raise ProcedureNotFound(_("Prosedur tidak ditemukan."))
    return procedure


def _locked(code: str) -> Procedure | None:
    rows = Procedure.objects.filter(code=code)
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(no_key=True)
    return rows.first()


def _draft_of(procedure: Procedure) -> ProcedureVersion | None:
    return procedure.versions.filter(state=VersionState.DRAFT).first()


def _running(procedure: Procedure) -> ProcedureVersion | None:
    return procedure.versions.filter(state=VersionState.PUBLISHED).first()


def _last_number(procedure: Procedure) -> int:
    return procedure.versions.values_list("number", flat=True).order_by("-number").first() or 0


def _end(version: ProcedureVersion, at: datetime) -> None:
    version.state, version.retired_at = VersionState.RETIRED.value, at
    version.save(update_fields=["state", "retired_at"])


def _new_procedure(definition: Definition) -> Procedure:
    return Procedure.objects.create(
        code=definition.code, kind=definition.kind, office_code=definition.office_code
    )


def _version(procedure: Procedure, number: int, raw: Raw, state: VersionState) -> ProcedureVersion:
    definition = parse(raw)
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        state=state.value,
        definition=raw,
        digest=digest_of(raw),
        title=definition.title,
        title_en=definition.title_en,
        summary=definition.summary,
        summary_en=definition.summary_en,
        life_event=definition.life_event,
        search_text=search_text_of(definition),
        glance=glance_of(definition),
        course_row=course_row(raw),
        by_ref="system",
    )


def _told(
    kind: type[events.ProcedureFact],
    version: ProcedureVersion,
    *,
    by: Actor,
    at: datetime,
    **more: Any,
) -> events.ProcedureFact:
    return kind(
        procedure_version_id=version.id,
        procedure=version.procedure_id,
        number=version.number,
        digest=version.digest,
        at=at,
        by=by.ref,
        **more,
    )
