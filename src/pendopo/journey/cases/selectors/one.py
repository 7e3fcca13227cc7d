"""Reading one case: by its voice, its number, its link to another system."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Position
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import Case, SyncedRecord
from pendopo.journey.cases.routing.offices import may_read
from pendopo.journey.cases.selectors.paging import SHOWN_WITH
from pendopo.kernel.ids import read_case_number
from pendopo.kernel.numbers import NoNumber, number_in_force
from pendopo.kernel.time import local

REOPEN_DAYS = "cases.reopen_days"
# No step reads the procedure itself, only its course.
LONG_DEFINITION = ("procedure_version__definition", "procedure_version__search_text")
_WITH_ALL = (*SHOWN_WITH, "voice", "syncedrecord")


def case_of_voice(voice_id: uuid.UUID) -> Case | None:
    """Return the case of a voice, or None while it is being opened."""
    rows = Case.objects.select_related(*SHOWN_WITH, "procedure_version").defer(*LONG_DEFINITION)
    return rows.filter(voice_id=voice_id).first()


def public_case(number: str) -> Case:
    """Return a public case by its number in any grouping, with its voice.

    Raises
    ------
    CaseNotFound
        Unknown, not yet verified, or secret; all look the same.
    """
    canonical = read_case_number(number)
    case = Case.objects.select_related(*_WITH_ALL).filter(number=canonical, is_public=True).first()
    if case is None:
        raise CaseNotFound(
            _("Laporan dengan nomor ini tidak ditemukan atau tidak dibuka untuk umum.")
        )
    return case


def staff_case(number: str, *, by: Actor, shown_with: Sequence[str] = _WITH_ALL) -> Case:
    """Return a case that the actor's positions cover, or that their office supports.

    ``shown_with`` is what a page shows beside it; a step reads what it needs under its lock.

    Raises
    ------
    CaseNotFound
        Unknown, or not theirs; the two look the same.
    """
    canonical = read_case_number(number)
    rows = Case.objects.select_related(*shown_with, "procedure_version").defer(*LONG_DEFINITION)
    case = rows.filter(number=canonical).first()
    if case is None or not may_read(by, case):
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    return case


def reopen_ends(case: Case, *, at: datetime) -> datetime | None:
    """Return until when a closed case may be reopened by its author.

    None while it is open, and where the office sets no limit.
    """
    if case.closed_at is None:
        return None
    try:
        return case.closed_at + timedelta(days=number_in_force(REOPEN_DAYS, at=at))
    except NoNumber:
        return None


def may_show_photos(voice_id: uuid.UUID, *, by: Actor) -> bool:
    """Return whether the photos of a voice may be shown to the actor."""
    case = Case.objects.filter(voice_id=voice_id).first()
    return case is not None and (case.is_public or may_read(by, case))


def inspectorates(*, at: datetime) -> frozenset[uuid.UUID]:
    """Return the offices in which an inspector serves today."""
    day = local(at, settings.PENDOPO_ZONE).date()
    rows = Position.objects.filter(role=Role.INSPECTOR.value, valid_from__lte=day).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    return frozenset(rows.values_list("office_id", flat=True))


def synced_records(system: str, numbers: Sequence[str]) -> dict[str, SyncedRecord]:
    """Return what another system last said, by its number, with the case and its voice."""
    rows = SyncedRecord.objects.filter(system=system, external_number__in=numbers)
    return {row.external_number: row for row in rows.select_related("case__voice", "case__office")}


def synced_digests(system: str, numbers: Sequence[str]) -> dict[str, str]:
    """Return the digest of what another system last said, by its number."""
    rows = SyncedRecord.objects.filter(system=system, external_number__in=numbers)
    return dict(rows.values_list("external_number", "digest"))
