"""An application being filled in: which page is next, what was answered, what is missing.

Nothing is stored on the way but documents: what was typed travels with the form, so that
it works without scripts, in several windows, and survives every error.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Contact
from pendopo.journey.procedures import rules
from pendopo.journey.procedures.definition import (
    CONTACT_FILLS,
    Definition,
    FormPage,
    Question,
    Requirement,
)
from pendopo.journey.procedures.forms import QuestionsForm
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.types import Answer
from pendopo.journey.voice.accusing import AccusedForm
from pendopo.journey.voice.models import Document
from pendopo.journey.voice.types import Kind, Submission

DOCUMENTS, ACCUSED, REVIEW = "berkas", "kantor", "periksa"
_TITLE_CHARACTERS = 150
# The class of complaints about wrongdoing, as procedures write it.
_OVERSIGHT = "complaint_oversight"


@dataclass
class Application:
    """What was typed so far into the form of a version."""

    version: ProcedureVersion
    definition: Definition
    key: uuid.UUID
    data: QueryDict

    def page(self, index: int) -> QuestionsForm:
        """Return one page of questions, filled in with what was typed."""
        questions = rules.asked(self.definition.pages[index], self._answers_before(index))
        form = QuestionsForm(questions, self.data)
        known = self._answers_before(index) | (form.answers() if form.is_valid() else _valid(form))
        asked_now = rules.asked(self.definition.pages[index], known)
        # An answer on this page may ask for more on it.
        return form if asked_now == questions else QuestionsForm(asked_now, self.data)

    def blank_page(self, index: int) -> QuestionsForm:
        """Return one page of questions before anything was sent."""
        known = self._answers_before(index)
        return QuestionsForm(rules.asked(self.definition.pages[index], known))

    def _answers_before(self, index: int) -> dict[str, Answer]:
        told: dict[str, Answer] = {}
        for page in self.definition.pages[:index]:
            told |= self._told(page, told)
        return told

    def _told(self, page: FormPage, before: dict[str, Answer]) -> dict[str, Answer]:
        """Return the valid answers of a page; each may open the next question on it."""
        told: dict[str, Answer] = {}
        for question in page.questions:
            if rules.holds(question.show_when, before | told):
                form = QuestionsForm([question], self.data)
                told |= form.answers() if form.is_valid() else {}
        return told

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Return every valid answer to a question that is asked."""
        return self._answers_before(len(self.definition.pages))

    @cached_property
    def wrong_pages(self) -> list[int]:
        """Return the pages on which an answer is missing or wrong."""
        return [i for i in range(len(self.definition.pages)) if not self.page(i).is_valid()]

    @cached_property
    def stages(self) -> list[str]:
        """Return the names of the pages that this person goes through."""
        asked = [
            str(i)
            for i, page in enumerate(self.definition.pages)
            if rules.asked(page, self.answers)
        ]
        documents = [DOCUMENTS] if self.documents_asked else []
        accused = [ACCUSED] if self.asks_whom_it_accuses else []
        return [*asked, *documents, *accused, REVIEW]

    @property
    def asks_whom_it_accuses(self) -> bool:
        """Return whether it is a report about somebody's conduct."""
        kind, case_class = self.definition.kind, self.definition.case_class
        return kind == Kind.INTEGRITY or case_class == _OVERSIGHT

    @cached_property
    def accused_form(self) -> AccusedForm:
        """Return the question whom it is about, filled in with what was chosen."""
        return AccusedForm(self.data)

    @property
    def accused(self) -> Office | None:
        """Return the office it is about, where one was chosen."""
        if not self.asks_whom_it_accuses or not self.accused_form.is_valid():
            return None
        chosen: Office | None = self.accused_form.cleaned_data["accused"]
        return chosen

    @cached_property
    def documents_asked(self) -> list[Requirement]:
        """Return the documents asked of someone with these answers."""
        return rules.documents_asked(self.definition, self.answers)

    def missing(self, given: Sequence[Document]) -> list[Requirement]:
        """Return the documents that are still missing."""
        codes = {document.requirement for document in given}
        return [row for row in self.documents_asked if row.is_required and row.code not in codes]

    def stage(self, name: str) -> str:
        """Return the stage of this name, the first one if there is none."""
        return name if name in self.stages else self.stages[0]

    def beside(self, name: str, by: int) -> str:
        """Return the stage before or after another."""
        place = self.stages.index(self.stage(name)) + by
        return self.stages[min(max(place, 0), len(self.stages) - 1)]

    def carried(self, shown: Sequence[str]) -> list[tuple[str, str]]:
        """Return what was typed on the pages that are not shown, for hidden fields."""
        names = [question.code for question in self.definition.questions]
        names += ["accused"] if self.asks_whom_it_accuses else []
        return [
            (name, value)
            for name in names
            if name not in shown
            for value in self.data.getlist(name)
        ]

    def told(self) -> list[tuple[int, FormPage, list[tuple[Question, str]]]]:
        """Return questions and answers in words, page by page."""
        return [
            (i, page, [(q, _words(q, self.answers)) for q in rules.asked(page, self.answers)])
            for i, page in enumerate(self.definition.pages)
            if rules.asked(page, self.answers)
        ]

    def submission(self) -> Submission:
        """Return what is sent; every page must be right."""
        fills = {
            question.fills: str(self.answers[question.code])
            for question in self.definition.questions
            if question.fills and question.code in self.answers
        }
        title = fills.get("title", self.definition.title)
        return Submission(
            key=self.key,
            kind=Kind(self.definition.kind),
            topic="",
            title=title[:_TITLE_CHARACTERS],
            text=fills.get("text", ""),
            is_anonymous=self.definition.identity == "none" or self.definition.is_secret,
            is_secret=self.definition.is_secret,
            contact=self._contact(fills),
            procedure_version_id=self.version.id,
            answers=self._kept(),
            accused_office_id=self.accused.id if self.accused else None,
        )

    def _contact(self, fills: dict[str, str]) -> Contact:
        if self.definition.identity == "none":
            return Contact()
        return Contact(**{name: fills[name] for name in CONTACT_FILLS if name in fills})

    def _kept(self) -> dict[str, Answer]:
        """Return the answers that are kept as answers, not as the title and text of a voice."""
        elsewhere = {q.code for q in self.definition.questions if q.fills in ("title", "text")}
        return {code: told for code, told in self.answers.items() if code not in elsewhere}


def _valid(form: QuestionsForm) -> dict[str, Answer]:
    return {code: told for code, told in form.answers().items() if code not in form.errors}


def _words(question: Question, answers: dict[str, Answer]) -> str:
    return rules.answer_words(question, answers[question.code]) if question.code in answers else ""
