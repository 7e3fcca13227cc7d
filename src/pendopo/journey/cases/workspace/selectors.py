"""Reading what officers keep beside cases."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Office, Person
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import (
    Assignment,
    Case,
    FieldPhoto,
    Mention,
    OfficeQuestion,
    SavedFilter,
)
from pendopo.journey.cases.types import TimelineEntry
from pendopo.journey.cases.workspace.colleagues import Colleague, colleagues_of, handlers_of
from pendopo.journey.cases.workspace.errors import PhotoNotFound, QuestionNotFound
from pendopo.journey.voice.masking import masked
from pendopo.kernel.time import local

MOST_LISTED = 50


@dataclass(frozen=True)
class Workspace:
    """What officers keep beside one case; each part is read when it is first asked for.

    A page shows all of it (constant queries), a single step needs little or nothing.
    """

    case: Case
    by: Actor
    at: datetime

    @cached_property
    def handler(self) -> str:
        """Return the name of who has the case in hand; empty if nobody."""
        held = self._assignment
        return held.person.name or _("seorang petugas") if held else ""

    @cached_property
    def is_own(self) -> bool:
        """Return whether the actor has the case in hand."""
        held = self._assignment
        return held is not None and held.person_id == self.by.person_id

    @cached_property
    def colleagues(self) -> Sequence[Colleague]:
        """Return the officers who may see the case; none for who does not handle it."""
        return colleagues_of(self.case, at=self.at) if rules.may_handle(self.by, self.case) else []

    @cached_property
    def candidates(self) -> Sequence[Colleague]:
        """Return who may be given the case while it is open."""
        is_open = self.case.status in rules.OPEN
        return handlers_of(self.case, self.colleagues) if is_open else []

    @cached_property
    def photos(self) -> Sequence[FieldPhoto]:
        """Return the photos taken in the field."""
        return list(FieldPhoto.objects.filter(case=self.case))

    @cached_property
    def _assignment(self) -> Assignment | None:
        return _assignment_of(self.case)


def workspace_of(case: Case, *, by: Actor, at: datetime) -> Workspace:
    """Return what officers keep beside a case that the actor may see."""
    return Workspace(case, by, at)


def _assignment_of(case: Case) -> Assignment | None:
    rows = Assignment.objects.filter(case=case).select_related("person")
    if case.office_id is not None:
        rows = rows.filter(office_id=case.office_id)
    return rows.first()


def handled_by(person_id: uuid.UUID | None) -> Q:
    """Return the condition that a case is in one person's hands at its present office."""
    if person_id is None:
        return Q(pk__in=())
    own_office = Q(assignment__office_id=F("office_id")) | Q(office_id=None)
    return Q(assignment__person_id=person_id) & own_office


def n_new_mentions(by: Actor) -> int:
    """Return how many mentions the actor has not seen."""
    rows = Mention.objects.filter(person=by.person_id, seen_at=None)
    return rows.exclude(case__accused_office_id__in=by.serves_under()).count()


def mentions_of(by: Actor) -> list[Mention]:
    """Return the actor's latest mentions at cases they may still see, newest first."""
    rows = Mention.objects.filter(person=by.person_id).order_by("-at", "-id")
    rows = rows.select_related("case__office", "message__office")
    return [row for row in rows[:MOST_LISTED] if rules.may_see(by, row.case)]


def may_answer(question: OfficeQuestion, by: Actor) -> bool:
    """Return whether the actor answers for the asked office."""
    own = by.offices(*rules.HANDLERS)
    return question.asked_id in own and not rules.is_accused(by, question.case)


def open_questions(by: Actor) -> QuerySet[OfficeQuestion]:
    """Return what other offices ask of the actor's, soonest due first."""
    rows = _put_to(by).filter(answered_at=None)
    return rows.order_by("due_on", "id")


def answered_questions(by: Actor) -> QuerySet[OfficeQuestion]:
    """Return the questions the actor's offices answered, the last asked first."""
    rows = _put_to(by).filter(answered_at__isnull=False)
    return rows.order_by("-asked_at", "-id")


def _put_to(by: Actor) -> QuerySet[OfficeQuestion]:
    rows = OfficeQuestion.objects.filter(asked_id__in=by.offices(*rules.HANDLERS))
    return rows.exclude(case__accused_office_id__in=by.serves_under()).select_related(
        "case__topic", "case__office", "asking"
    )


def n_open_questions(by: Actor, *, most: int = 1_000) -> int:
    """Return how many questions wait for the actor's offices, counting no further than ``most``."""
    return open_questions(by).order_by()[:most].count()


@dataclass(frozen=True)
class Asked:
    """An inner question as the asked office reads it: without the author; of a secret case less."""

    question: OfficeQuestion
    title: str
    text: str
    place: str
    topic: str


def asked_question(question_id: uuid.UUID, *, by: Actor) -> Asked:
    """Return a question put to the actor's office.

    Raises
    ------
    QuestionNotFound
        Unknown, or put to another office; the two look the same.
    """
    rows = OfficeQuestion.objects.select_related(
        "case__topic", "case__voice", "case__region__parent", "asking", "asked"
    )
    question = rows.filter(id=question_id).first()
    if question is None or not may_answer(question, by):
        raise QuestionNotFound(_("Pertanyaan tidak ditemukan."))
    case = question.case
    if case.is_secret or not case.case_class:
        return Asked(question, "", "", "", "")
    name = _name_of_author(case)
    return Asked(
        question=question,
        title=masked(case.title, name=name),
        text=masked(case.shown_text, name=name),
        place=str(case.region or ""),
        topic=str(case.topic or ""),
    )


def _name_of_author(case: Case) -> str:
    if case.voice.reporter_id is None:
        return ""
    people = Person.objects.filter(id=case.voice.reporter_id)
    return people.values_list("name", flat=True).first() or ""


def filters_of(by: Actor) -> list[SavedFilter]:
    """Return the actor's own filters and those shared with their offices, by name."""
    asked = Q(owner_id=by.person_id) | Q(office_id__in=by.offices())
    return list(SavedFilter.objects.filter(asked).select_related("office")[:MOST_LISTED])


def field_photo(photo_id: uuid.UUID, *, by: Actor) -> FieldPhoto:
    """Return a field photo: to everyone as proof of a public answer, else to who sees the case.

    Raises
    ------
    PhotoNotFound
    """
    photo = FieldPhoto.objects.filter(id=photo_id).select_related("case").first()
    is_proof = photo is not None and photo.answer_id is not None and photo.case.is_public
    if photo is None or not (is_proof or rules.may_see(by, photo.case)):
        raise PhotoNotFound(_("Foto tidak ditemukan."))
    return photo


def proof_photos(case_id: uuid.UUID) -> list[FieldPhoto]:
    """Return the photos that are proof of a case's answers, identifiers in their notes covered."""
    photos = list(FieldPhoto.objects.filter(case_id=case_id, answer__isnull=False))
    for photo in photos:
        photo.note = masked(photo.note)
    return photos


def today(at: datetime) -> date:
    """Return the office's own day."""
    return local(at, settings.PENDOPO_ZONE).date()


def possible_steps(by: Actor, case: Case) -> tuple[str, ...]:
    """Return the workspace's own steps that the actor may take on the case now."""
    steps: list[str] = []
    if rules.may_handle(by, case) and case.status in rules.OPEN:
        steps += ["handler", "ask_office"]
    if rules.may_verify(by, case):
        steps.append("topic")
    return tuple(steps)


def handlers_by_case(cases: Iterable[Case]) -> dict[uuid.UUID, str]:
    """Return the names of those who handle the cases, by case (one query)."""
    office_of = {case.id: case.office_id for case in cases}
    rows = Assignment.objects.filter(case_id__in=office_of).select_related("person")
    return {
        row.case_id: row.person.name or _("seorang petugas")
        for row in rows
        if office_of[row.case_id] in (None, row.office_id)
    }


def may_take(by: Actor, case: Case) -> bool:
    """Return whether the actor may take the case into their own hands."""
    if case.status not in rules.OPEN or not rules.may_handle(by, case):
        return False
    if case.office_id is None:
        return rules.may_verify(by, case)
    return case.office_id in by.offices(*rules.HANDLERS)


def offices_of(by: Actor) -> list[Office]:
    """Return the actor's offices, by code."""
    return list(active_offices().filter(id__in=by.offices()))


def candidates_for(cases: Iterable[Case], *, at: datetime) -> list[Colleague]:
    """Return everyone who may be given one of the cases, by name; one query an office."""
    by_office = {case.office_id: case for case in cases}
    found = {
        one.person_id: one
        for case in by_office.values()
        for one in handlers_of(case, colleagues_of(case, at=at))
    }
    return sorted(found.values(), key=lambda one: one.handle)


def workspace_photos(case_id: uuid.UUID) -> list[FieldPhoto]:
    """Return the photos that officers took at a case, oldest first."""
    return list(FieldPhoto.objects.filter(case_id=case_id))


@dataclass(frozen=True)
class Sheet:
    """A case on paper: identifiers and the author's name are covered unless they were opened."""

    title: str
    text: str
    place_note: str
    entries: Sequence[TimelineEntry]


def sheet_of(case: Case, entries: Iterable[TimelineEntry], *, is_open: bool) -> Sheet:
    """Return a case as it is printed."""
    if is_open:
        return Sheet(case.title, case.voice.text, case.voice.place_note, list(entries))
    name = _name_of_author(case)
    return Sheet(
        title=masked(case.title, name=name),
        text=masked(case.voice.text, name=name),
        place_note=masked(case.voice.place_note, name=name),
        entries=[
            replace(one, text=masked(one.text, name=name), proof=masked(one.proof, name=name))
            for one in entries
        ],
    )
