"""Conflict of interest: an office that a case accuses gets nothing of it, nor does a part of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import offices_below
from pendopo.journey.cases import selectors
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.errors import BadInput


def accused_offices(case: Case) -> frozenset[UUID]:
    """Return the office that the case accuses with all its parts; empty if it accuses none."""
    if case.accused_office_id is None:
        return frozenset()
    return offices_below(frozenset({case.accused_office_id}))


def note_accused_overseer(case: Case, *, at: datetime) -> None:
    """Write on the case whether it accuses everyone who oversees; it is not saved here."""
    accused = accused_offices(case)
    case.is_overseer_accused = bool(accused) and selectors.inspectorates(at=at) <= accused


def require_not_accused(case: Case, office: Office) -> None:
    """Refuse to let an office know of a case that accuses it, or an office above it.

    Raises
    ------
    BadInput
    """
    if office.id in accused_offices(case):
        raise BadInput(
            _("Laporan ini tentang perangkat daerah itu; pilih yang lain."), field="office"
        )


def require_overseer(case: Case, case_class: str, office: Office, *, at: datetime) -> None:
    """Refuse to hand an oversight complaint to an office that does not oversee.

    One that accuses the inspectorate itself may go to another office.

    Raises
    ------
    BadInput
    """
    if case_class != CaseClass.COMPLAINT_OVERSIGHT:
        return
    overseers = selectors.inspectorates(at=at) - accused_offices(case)
    if overseers and office.id not in overseers:
        raise BadInput(
            _("Pengaduan berkadar pengawasan hanya dapat diberikan kepada Inspektorat."),
            field="office",
        )
