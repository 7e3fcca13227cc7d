"""Reading the responsibility table, and noting the offices that support or observe a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import events, rules
from pendopo.journey.cases.models import Case, CaseOffice, Responsibility
from pendopo.journey.cases.routing.responsible import Resolution, Rule, resolve
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.voice.selectors import topic_path
from pendopo.journey.voice.types import Kind
from pendopo.kernel.time import local

# The condition for which ``rules.is_inspectors_own`` holds.
INSPECTORS_OWN = Q(
    kind=Kind.INTEGRITY.value, procedure_version__isnull=False, is_overseer_accused=False
)


@dataclass(frozen=True)
class Found:
    """Who answers for a case, with the offices themselves."""

    resolution: Resolution
    offices: Mapping[UUID, Office]

    @property
    def office(self) -> Office | None:
        """Return the responsible office."""
        rule = self.resolution.responsible
        return self.offices.get(rule.office_id) if rule else None


@dataclass(frozen=True)
class Suggestion:
    """Who is to have a case, and why: the procedure that names its owner, or a row of the table."""

    office: Office
    row: Responsibility | None = None
    procedure: str = ""


def owner_of(version: ProcedureVersion | None) -> Office | None:
    """Return the office that a procedure's version names as its owner, while it serves."""
    course = version.course if version else None
    if course is None or not course.office:
        return None
    return Office.objects.filter(code=course.office, is_active=True).first()


def suggestion_for(case: Case, *, at: datetime) -> Suggestion | None:
    """Return who is to have a case: the procedure's owner goes before the table.

    An office that the case accuses is never suggested by its procedure.
    """
    version = case.procedure_version if case.procedure_version_id else None
    owner = owner_of(version)
    if version and owner and owner.id != case.accused_office_id:
        return Suggestion(owner, procedure=version.shown_title)
    if not case.topic_id:
        return None
    row = responsible_row(case.topic_id, area=case.region_id or "", at=at)
    return Suggestion(row.office, row) if row else None


def in_force(on: date) -> QuerySet[Responsibility]:
    """Return the rows of the responsibility table in force on a day."""
    ends_later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return Responsibility.objects.filter(ends_later, valid_from__lte=on)


def responsible_row(
    topic: str, *, area: str = "", asset_class: str = "", at: datetime
) -> Responsibility | None:
    """Return the row by which an office answers for a topic; None if nobody does."""
    resolution, rows = _resolved(topic, area, asset_class, at)
    rule = resolution.responsible
    return rows[rule.row] if rule else None


def find_offices(topic: str, *, area: str = "", asset_class: str = "", at: datetime) -> Found:
    """Return who answers for a topic in an area at a moment, and who else has a part.

    Two queries, however deep the tree of topics is. Offices out of service are no answer.
    """
    resolution, rows = _resolved(topic, area, asset_class, at)
    return Found(resolution, {row.office_id: row.office for row in rows.values()})


def _resolved(
    topic: str, area: str, asset_class: str, at: datetime
) -> tuple[Resolution, Mapping[int, Responsibility]]:
    topics = topic_path(topic)
    rows = {
        row.id: row
        for row in in_force(local(at, settings.PENDOPO_ZONE).date())
        .filter(topic_id__in=topics, office__is_active=True)
        .select_related("office", "topic")
    }
    known = (
        Rule(
            row.office_id,
            row.topic_id,
            row.region_code,
            row.asset_class,
            row.part,
            row.valid_from,
            row.id,
        )
        for row in rows.values()
    )
    return resolve(known, topics=topics, area=area, asset_class=asset_class), rows


def note_other_offices(case: Case, *, by: Actor, at: datetime) -> int:
    """Note the offices that support or observe a case; call inside ``atomic``.

    Nobody else reads a complaint about wrongdoing or a secret case, so it gets none.
    """
    if case.is_secret or case.case_class == CaseClass.COMPLAINT_OVERSIGHT or not case.topic_id:
        return 0
    found = find_offices(
        case.topic_id, area=case.region_id or "", asset_class=case.asset_class, at=at
    )
    known = {case.office_id, *case.other_offices.values_list("office_id", flat=True)}
    wanted = [rule for rule in found.resolution.others if rule.office_id not in known]
    CaseOffice.objects.bulk_create(
        CaseOffice(case=case, office_id=rule.office_id, part=rule.part, since=at) for rule in wanted
    )
    publish(
        *(
            events.CaseOfficeAdded(
                case_id=case.id,
                office=found.offices[rule.office_id].code,
                part=rule.part,
                at=at,
                by=by.ref,
            )
            for rule in wanted
        )
    )
    return len(wanted)


def may_read(by: Actor, case: Case) -> bool:
    """Return whether the actor may read a case: their own, or one their office supports."""
    return rules.may_see(by, case) or _is_other_office(by, case)


def _is_other_office(by: Actor, case: Case) -> bool:
    mine = by.offices(*rules.HANDLERS)
    if case.is_secret or not case.case_class or not mine or rules.is_accused(by, case):
        return False
    return CaseOffice.objects.filter(case=case, office_id__in=mine).exists()


def supported_cases(by: Actor) -> Q:
    """Return the condition of cases that the actor's offices support or observe."""
    mine = CaseOffice.objects.filter(office_id__in=by.offices(*rules.HANDLERS))
    return Q(id__in=mine.values("case_id"), is_secret=False) & ~Q(case_class="")
