"""Reading procedures: the catalogue, one page, the versions other rooms ask for."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.journey.procedures.definition import Definition, parse
from pendopo.journey.procedures.errors import ProcedureNotFound
from pendopo.journey.procedures.models import Procedure, ProcedureVersion
from pendopo.journey.procedures.types import LifeEvent, ProcedureKind, VersionState

PAGE = 40
_LONG = ("definition", "search_text", "course_row")
# PostgreSQL takes no NUL, and nothing else in an address can be a code either.
_SLUG = re.compile(r"^[a-z0-9-]{1,60}$")


@dataclass(frozen=True)
class Shown:
    """A version with its definition read."""

    version: ProcedureVersion
    definition: Definition


@dataclass(frozen=True)
class Catalogue:
    """A page of the catalogue; the cursor of the next one is empty on the last."""

    rows: Sequence[ProcedureVersion]
    next_cursor: str


def catalogue(*, text: str = "", life_event: str = "", cursor: str = "") -> Catalogue:
    """Return what is offered, by life event and title; every word of ``text`` must occur."""
    rows = ProcedureVersion.objects.filter(state=VersionState.PUBLISHED).defer(*_LONG)
    for word in text.lower().split()[:8]:
        rows = rows.filter(search_text__contains=word)
    if life_event in LifeEvent.values:
        rows = rows.filter(life_event=life_event)
    found = list(_after(rows, cursor).order_by("life_event", "title", "id")[: PAGE + 1])
    more = found[PAGE - 1].procedure_id if len(found) > PAGE else ""
    return Catalogue(found[:PAGE], more)


def _after(rows: QuerySet[ProcedureVersion], code: str) -> QuerySet[ProcedureVersion]:
    last = (
        ProcedureVersion.objects.filter(procedure_id=code, state=VersionState.PUBLISHED)
        .defer(*_LONG)
        .first()
        if _SLUG.match(code)
        else None
    )
    if last is None:
        return rows
    same_event = Q(life_event=last.life_event)
    return rows.filter(
        Q(life_event__gt=last.life_event)
        | same_event & Q(title__gt=last.title)
        | same_event & Q(title=last.title, id__gt=last.id)
    )


def running(code: str) -> Shown:
    """Return the version in force.

    Raises
    ------
    ProcedureNotFound
        Unknown, or not offered.
    """
    version = ProcedureVersion.objects.filter(
        procedure_id=code, state=VersionState.PUBLISHED
    ).first()
    if version is None:
        raise ProcedureNotFound(_("Layanan ini tidak ada atau tidak lagi dibuka."))
    return _shown(version)


def running_versions() -> QuerySet[ProcedureVersion]:
    """Return every version in force, with its definition."""
    return ProcedureVersion.objects.filter(state=VersionState.PUBLISHED).order_by("procedure_id")


def offered_versions() -> QuerySet[ProcedureVersion]:
    """Return every version in force by title, without its long definition."""
    return running_versions().defer("definition", "search_text").order_by("title")


def running_version_of_kind(kind: str) -> ProcedureVersion | None:
    """Return the version in force of the only procedure of a kind; None if none or several."""
    found = ProcedureVersion.objects.filter(
        state=VersionState.PUBLISHED, procedure__kind=kind
    ).defer(*_LONG)[:2]
    return found[0] if len(found) == 1 else None


def version(version_id: uuid.UUID) -> Shown:
    """Return any version, as a case keeps it.

    Raises
    ------
    ProcedureNotFound
    """
    found = ProcedureVersion.objects.filter(id=version_id).first()
    if found is None:
        raise ProcedureNotFound(_("Prosedur tidak ditemukan."))
    return _shown(found)


def numbered(code: str, number: int) -> Shown:
    """Return one version by its number.

    Raises
    ------
    ProcedureNotFound
    """
    found = ProcedureVersion.objects.filter(procedure_id=code, number=number).first()
    if found is None:
        raise ProcedureNotFound(_("Versi ini tidak ditemukan."))
    return _shown(found)


def versions_of(code: str) -> QuerySet[ProcedureVersion]:
    """Return all versions of a procedure, newest first."""
    return ProcedureVersion.objects.filter(procedure_id=code).defer(*_LONG).order_by("-number")


def draft_of(code: str) -> ProcedureVersion | None:
    """Return the draft of a procedure."""
    return ProcedureVersion.objects.filter(procedure_id=code, state=VersionState.DRAFT).first()


def running_or_none(code: str) -> ProcedureVersion | None:
    """Return the version in force with its definition; None if it is not offered."""
    return ProcedureVersion.objects.filter(procedure_id=code, state=VersionState.PUBLISHED).first()


def newest(code: str) -> ProcedureVersion:
    """Return the version an editor starts from: the draft, the running one, the last one.

    Raises
    ------
    ProcedureNotFound
    """
    found = draft_of(code) or running_or_none(code)
    found = found or ProcedureVersion.objects.filter(procedure_id=code).order_by("-number").first()
    if found is None:
        raise ProcedureNotFound(_("Prosedur tidak ditemukan."))
    return found


def procedures() -> QuerySet[Procedure]:
    """Return all procedures with the numbers of their running version and draft."""
    is_running, is_draft = (
        Q(versions__state=state) for state in (VersionState.PUBLISHED, VersionState.DRAFT)
    )
    return Procedure.objects.annotate(
        n_versions=Count("versions"),
        n_running=Count("versions", filter=is_running),
        n_drafts=Count("versions", filter=is_draft),
    ).order_by("code")


def titles_of(codes: Sequence[str]) -> dict[str, str]:
    """Return the newest title of each procedure by code."""
    rows = (
        ProcedureVersion.objects.filter(procedure_id__in=codes)
        .order_by("number")
        .values_list("procedure_id", F("title"))
    )
    return dict(rows)


def kinds_with_form() -> frozenset[str]:
    """Return the kinds that are sent on a form of their own."""
    return frozenset(
        {
            ProcedureKind.SERVICE.value,
            ProcedureKind.INFORMATION.value,
            ProcedureKind.INTEGRITY.value,
        }
    )


def _shown(found: ProcedureVersion) -> Shown:
    return Shown(found, parse(found.definition))
