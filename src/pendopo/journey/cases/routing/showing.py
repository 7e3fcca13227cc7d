"""What citizens and officers are shown of cases alike and of who may answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from pendopo.foundation.people.models import Person
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import rules, stepping
from pendopo.journey.cases.models import Case, CaseJoin, CaseLink
from pendopo.journey.cases.routing.arbiters import deciding_role
from pendopo.journey.cases.routing.links import Links, links_of
from pendopo.journey.cases.routing.offices import INSPECTORS_OWN
from pendopo.journey.cases.routing.suggesting import Advice, advice_for
from pendopo.journey.cases.routing.twins import (
    Twin,
    item_of_case,
    item_of_submission,
    open_to_all,
    twins_of,
)
from pendopo.journey.cases.types import CaseClass, LinkKind
from pendopo.journey.voice.masking import masked
from pendopo.journey.voice.models import Photo
from pendopo.journey.voice.similar import SimilarReport
from pendopo.journey.voice.types import Submission

_SHOWN = 3
_TONES = {"assigned": "info", "waiting": "warning"}


def similar_to(submission: Submission, at: datetime) -> Sequence[SimilarReport]:
    """Return the open public cases that may tell of the same thing, as everyone reads them.

    Nobody who asks for secrecy is led to a public page.
    """
    if submission.is_secret:
        return []
    item = item_of_submission(submission, at=at)
    found = twins_of(item, within=open_to_all(), at=at, most=_SHOWN)
    if not found:
        return []
    cases = [twin.case for twin in found]
    names, photos, voices = _names(cases), _photos(cases), _voices(cases)
    return [
        _report(twin, names.get(twin.case.id, ""), photos.get(twin.case.id), voices[twin.case.id])
        for twin in found
    ]


def _report(twin: Twin, name: str, photo_id: UUID | None, n_voices: int) -> SimilarReport:
    case, metres = twin.case, twin.match.metres
    return SimilarReport(
        number=case.number,
        title=masked(case.title, name=name),
        text=masked(case.shown_text, name=name),
        place=str(case.region or ""),
        status=str(case.get_status_display()),
        tone=_TONES.get(case.status, "neutral"),
        received_at=case.opened_at,
        # Rounded: where exactly somebody else stood is not told.
        metres=None if metres is None else max(10, int(round(metres, -1))),
        photo_id=photo_id,
        n_voices=n_voices,
    )


def _names(cases: Sequence[Case]) -> Mapping[UUID, str]:
    people = Person.objects.in_bulk(
        [case.voice.reporter_id for case in cases if case.voice.reporter_id]
    )
    return {
        case.id: people[case.voice.reporter_id].name
        for case in cases
        if case.voice.reporter_id in people
    }


def _photos(cases: Sequence[Case]) -> Mapping[UUID, UUID]:
    rows = Photo.objects.filter(voice_id__in=[case.voice_id for case in cases]).order_by(
        "-added_at"
    )
    first = dict(rows.values_list("voice_id", "id"))
    return {case.id: first[case.voice_id] for case in cases if case.voice_id in first}


def _voices(cases: Sequence[Case]) -> Mapping[UUID, int]:
    ids = [case.id for case in cases]
    joins = CaseJoin.objects.filter(case__in=ids).values_list("case").annotate(n=Count("id"))
    merged = CaseLink.objects.filter(target__in=ids, kind=LinkKind.MERGED, ended_at=None)
    counts = [dict(joins), dict(merged.values_list("target").annotate(n=Count("id")))]
    return {each: 1 + sum(count.get(each, 0) for count in counts) for each in ids}


def seen_by(by: Actor) -> Q:
    """Return the condition of the cases alike that an officer may be shown."""
    rows = ~Q(accused_office__in=by.serves_under())
    if not by.has_role(Role.INSPECTOR):
        rows &= ~INSPECTORS_OWN
    if by.has_role(Role.VERIFIER):
        return rows
    own = Q(is_public=True) | Q(office__in=by.offices(*rules.HANDLERS), is_secret=False)
    return rows & own & ~Q(case_class=CaseClass.COMPLAINT_OVERSIGHT)


@dataclass(frozen=True)
class Panel:
    """What the desk of a case tells of routing."""

    links: Links
    twins: tuple[Twin, ...]
    advice: Advice | None
    awaits_decision: bool
    may_bounce: bool
    may_decide: bool
    may_merge: bool
    may_split: bool
    is_verifier: bool


def panel(case: Case, *, by: Actor, at: datetime) -> Panel:
    """Return what the desk tells of a case's routing; twins only while it is open."""
    steps = {
        step for step in ("bounce", "decide", "merge", "split") if stepping.may_follow(case, step)
    }
    is_verifier = rules.may_verify(by, case)
    is_own = case.office_id in by.offices(*rules.HANDLERS)
    twins = (
        twins_of(item_of_case(case), within=seen_by(by), at=at) if case.status in rules.OPEN else []
    )
    return Panel(
        links=links_of(case),
        twins=tuple(twins),
        advice=advice_for(case) if is_verifier and case.status in rules.OPEN else None,
        awaits_decision=case.is_disputed,
        may_bounce="bounce" in steps and is_own and not (case.is_disputed or case.is_decided),
        may_decide="decide" in steps
        and case.is_disputed
        and deciding_role(case, by, at=at) is not None,
        may_merge="merge" in steps and is_verifier,
        may_split="split" in steps and is_verifier,
        is_verifier=is_verifier,
    )
