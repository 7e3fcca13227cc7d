"""Taking up a stored case for one step, locked where the database can."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import casework, rules
from pendopo.journey.cases.casework import Casework
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import Case, Clock
from pendopo.journey.cases.selectors.one import LONG_DEFINITION
from pendopo.kernel.errors import BadInput


def lock(case_id: uuid.UUID) -> Case:
    rows = Case.objects.select_related(
        "office", "voice", "accused_office", "procedure_version"
    ).defer(*LONG_DEFINITION)
    if connection.vendor == "postgresql":
        # Not FOR UPDATE: the worker's rows that point at the case must be able to commit meanwhile,
        # or it and a step would wait for each other.
        rows = rows.select_for_update(of=("self",), no_key=True)
    case = rows.filter(id=case_id).first()
    if case is None:
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    return case


def work_on(case: Case, at: datetime) -> Casework:
    clocks = list(Clock.objects.filter(case=case).select_related("policy", "office"))
    return casework.started(case, law_in_force(at=at), clocks)


def for_staff(case_id: uuid.UUID, by: Actor, at: datetime) -> Casework:
    case = lock(case_id)
    if not rules.may_see(by, case):
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    return work_on(case, at)


def words(text: str, *, field: str = "text") -> str:
    if not text.strip():
        raise BadInput(_("Tulis penjelasannya."), field=field)
    return text


def guard_words(
    case: Case,
    texts: Mapping[str, str],
    *,
    keep_reason: str,
    by: Actor,
    at: datetime,
    door: Door = Door.ANSWER,
) -> None:
    """Let words about a case go out; those of a secret one go to its author alone."""
    if not case.is_secret:
        guard(texts, door, reason=keep_reason, by=by, at=at, about_id=case.id)
