"""Procedures: whether somebody stands where they name who takes a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import ROLE_LABELS, Role
from pendopo.journey.cases.escalation.directory import Directory, directory
from pendopo.journey.cases.stepping import POSITIONS
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.selectors import running_versions
from pendopo.portal.health.findings import Finding
from pendopo.ui.context import resolve

# Of these the checks of the institution tell, whatever the procedures say.
_TOLD_ALREADY = frozenset({Role.VERIFIER, Role.INSPECTOR})


def takers(at: datetime) -> Iterator[Finding]:
    """Look for steps of the procedures in force that nobody can take today."""
    people, versions = directory(at=at), list(running_versions())
    yield from _empty_positions(people, versions)
    yield from _empty_offices(people, versions)


def _empty_positions(people: Directory, versions: Iterable[ProcedureVersion]) -> Iterator[Finding]:
    waiting: dict[Role, list[str]] = {}
    for version in versions:
        for role in _roles(version) - _TOLD_ALREADY:
            if not people.with_role(role):
                waiting.setdefault(role, []).append(version.title)
    for role, titles in sorted(waiting.items()):
        yield Finding(
            "look",
            _("Tidak ada yang menjabat sebagai %(role)s, padahal prosedur memerlukannya.")
            % {"role": ROLE_LABELS[role]},
            f"pendopo appoint … --role {role.value}",
            _("Langkahnya tidak dapat dilakukan siapa pun sampai batas waktunya lewat."),
            resolve("people:offices"),
            tuple(sorted(titles)),
        )


def _roles(version: ProcedureVersion) -> frozenset[Role]:
    course = version.course
    steps = course.steps.values() if course else ()
    return frozenset(POSITIONS[step.actor] for step in steps if step.actor in POSITIONS)


def _empty_offices(people: Directory, versions: Iterable[ProcedureVersion]) -> Iterator[Finding]:
    offices = {office.code: office for office in people.offices.values() if office.is_active}
    bare = []
    for version in versions:
        code = version.course.office if version.course else ""
        office = offices.get(code)
        if code and (office is None or not people.holds(office, Role.OFFICER, Role.INSPECTOR)):
            bare.append(f"{version.title} → {office.short_name if office else code}")
    if bare and offices:
        yield Finding(
            "look",
            _("%(n)s prosedur milik perangkat daerah yang belum ada atau belum berpetugas.")
            % {"n": len(bare)},
            _("Angkat petugasnya, atau sebut pemilik lain pada versi baru prosedur itu."),
            _("Permohonannya harus diteruskan ke perangkat daerah lain."),
            resolve("procedures:desk"),
            tuple(sorted(bare)),
        )
