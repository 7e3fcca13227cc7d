"""The workspace's part of a case's history, for officers alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Person
from pendopo.journey.cases.models import FieldPhoto, OfficeQuestion
from pendopo.journey.cases.types import TimelineEntry
from pendopo.journey.cases.workspace import events
from pendopo.kernel.events import Fact
from pendopo.kernel.time import format_date


@dataclass(frozen=True)
class InnerTexts:
    """The words beside the facts: names of handlers by reference, questions and photos by id."""

    handlers: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[uuid.UUID, OfficeQuestion] = field(default_factory=dict)
    photos: Mapping[uuid.UUID, FieldPhoto] = field(default_factory=dict)


def inner_texts(case_id: uuid.UUID, facts: Iterable[Fact]) -> InnerTexts:
    """Return the words of a case's inner facts (three queries)."""
    refs = {fact.handler[2:] for fact in facts if isinstance(fact, events.HandlerChosen)}
    people = Person.objects.filter(ref__in=refs)
    questions = OfficeQuestion.objects.filter(case_id=case_id).select_related("asked")
    photos = FieldPhoto.objects.filter(case_id=case_id).select_related("office")
    return InnerTexts(
        handlers={f"p:{person.ref}": person.name for person in people},
        questions={row.id: row for row in questions},
        photos={row.id: row for row in photos},
    )


def inner_entry(fact: Fact, texts: InnerTexts) -> TimelineEntry | None:
    """Return a line of the history for an inner fact; None for those that need none."""
    if isinstance(fact, events.HandlerChosen):
        return _line(fact, _handler_words(fact.handler, texts))
    if isinstance(fact, events.OfficeAsked):
        return _question(fact, texts)
    if isinstance(fact, events.OfficeReplied):
        return _reply(fact, texts)
    if isinstance(fact, events.FieldPhotoKept):
        return _photo(fact, texts)
    return None


def _line(fact: Fact, title: str, text: str = "", office: str = "") -> TimelineEntry:
    code = type(fact).__name__
    return TimelineEntry(at=fact.at, code=code, title=title, text=text, office=office, kind="note")


def _handler_words(handler: str, texts: InnerTexts) -> str:
    if not handler:
        return _("Penanggung jawab dilepas")
    name = texts.handlers.get(handler)
    if not name:
        return _("Penanggung jawab dipilih")
    return _("Penanggung jawab: %(name)s") % {"name": name}


def _question(fact: events.OfficeAsked, texts: InnerTexts) -> TimelineEntry:
    row = texts.questions.get(fact.question_id)
    day = format_date(fact.due_on)
    title = _("Pertanyaan kepada %(office)s, dijawab paling lambat %(day)s") % {
        "office": row.asked.short_name if row else fact.office,
        "day": day,
    }
    return _line(fact, title, row.text if row else "")


def _reply(fact: events.OfficeReplied, texts: InnerTexts) -> TimelineEntry:
    row = texts.questions.get(fact.question_id)
    office = row.asked.short_name if row else fact.office
    return _line(fact, _("Jawaban antar perangkat daerah"), row.answer if row else "", office)


def _photo(fact: events.FieldPhotoKept, texts: InnerTexts) -> TimelineEntry:
    row = texts.photos.get(fact.photo_id)
    office = row.office.short_name if row else fact.office
    return _line(fact, _("Foto lapangan ditambahkan"), row.note if row else "", office)
