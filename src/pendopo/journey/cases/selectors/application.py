"""What an applicant filled in and attached, for those who work on the case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pendopo.journey.cases.models import Case
from pendopo.journey.cases.rules import OPEN
from pendopo.journey.cases.stepping import course_of
from pendopo.journey.procedures import rules
from pendopo.journey.procedures.definition import CONTACT_FILLS, Question, Requirement
from pendopo.journey.procedures.selectors import Shown, kinds_with_form, version
from pendopo.journey.voice.models import Document, Voice
from pendopo.journey.voice.selectors import documents_of


@dataclass(frozen=True)
class AnswerLine:
    """A question with its answer in words; a personal one is shown once identity is opened."""

    title: str
    words: str
    is_personal: bool


@dataclass(frozen=True)
class Application:
    """A filled-in form under the version at which it was sent."""

    procedure: Shown
    pages: Sequence[tuple[str, Sequence[AnswerLine]]]
    documents: Sequence[tuple[str, Document]]

    @property
    def has_personal(self) -> bool:
        """Return whether some answers wait for the identity to be opened."""
        return any(line.is_personal for _title, lines in self.pages for line in lines)


def application_of(case: Case) -> Application | None:
    """Return the filled-in form behind a case; None for what came as a plain report."""
    voice = case.voice
    if voice.procedure_version_id is None or case.kind not in kinds_with_form():
        return None
    shown = version(voice.procedure_version_id)
    answers = _answers(voice)
    labels = {row.code: row.label for row in shown.definition.documents}
    return Application(
        shown,
        [
            (page.title, lines)
            for page in shown.definition.pages
            if (lines := _lines(page.questions, answers))
        ],
        [(labels.get(row.requirement, row.requirement), row) for row in documents_of(voice.id)],
    )


@dataclass(frozen=True)
class Lacking:
    """What a procedure asks for before a case is passed on, and is not there yet."""

    documents: Sequence[str] = ()
    needs_topic: bool = False


def lacking_to_verify(case: Case) -> Lacking:
    """Return what is not there yet; without a query where the procedure asks for no documents."""
    course = course_of(case)
    needs_topic = course is not None and course.requires("verify", "topic") and not case.topic_id
    return Lacking(_missing_documents(case), needs_topic)


def requirements_of(case: Case) -> list[Requirement]:
    """Return the documents that the procedure asks of this applicant; none of a plain report."""
    voice = case.voice
    if voice.procedure_version_id is None or case.kind not in kinds_with_form():
        return []
    definition = version(voice.procedure_version_id).definition
    told = rules.whole_answers(definition, _answers(voice), title=voice.title, text=voice.text)
    return rules.documents_asked(definition, told)


def may_still_add(case: Case) -> list[Requirement]:
    """Return the documents that the applicant may add now; none once the case was answered."""
    return requirements_of(case) if case.status in OPEN else []


def _missing_documents(case: Case) -> list[str]:
    """Return the names of documents the procedure asks for and nobody gave.

    Without a query for cases whose procedure does not hold verification to it.
    """
    course = course_of(case)
    if course is None or not course.requires("verify", "complete_documents"):
        return []
    given = set(documents_of(case.voice_id).values_list("requirement", flat=True))
    return [row.label for row in requirements_of(case) if row.is_required and row.code not in given]


def _answers(voice: Voice) -> rules.Answers:
    return json.loads(voice.answers) if voice.answers else {}


def _lines(questions: Sequence[Question], answers: rules.Answers) -> list[AnswerLine]:
    return [
        AnswerLine(
            question.title,
            rules.answer_words(question, answers[question.code]),
            question.is_personal or question.fills in CONTACT_FILLS,
        )
        for question in questions
        if question.code in answers
    ]
