"""The form of a procedure as GeoReport asks it, and the answers held against the same form."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.open311.faults import Faults
from pendopo.ecosystem.exchange.rules import is_asked_outside
from pendopo.ecosystem.exchange.selectors import Service
from pendopo.foundation.people.types import Contact
from pendopo.journey.procedures.definition import Definition, Question
from pendopo.journey.procedures.rules import asked_in_all
from pendopo.journey.procedures.types import Answer
from pendopo.journey.voice.applying import Application
from pendopo.journey.voice.types import Kind
from pendopo.kernel.errors import BadInput

# What GeoReport has a field of its own for; an attribute of the same meaning goes before it.
_OWN_FIELDS = {
    "name": "first_name, last_name",
    "phone": "phone",
    "email": "email",
    "place": "address_string",
}
_TRUTHS = ("true", "false")


@dataclass(frozen=True)
class Answered:
    """What was said in answer to the form of a procedure."""

    kind: Kind
    title: str
    text: str
    contact: Contact
    procedure_version_id: uuid.UUID
    answers: Mapping[str, Answer]


def attributes_of(definition: Definition) -> list[dict[str, Any]]:
    """Return the questions of a form in their order; its ``description`` is only explained."""
    questions = [one for one in definition.questions if is_asked_outside(one)]
    return [
        _explained(order, one) if one.fills == "text" else _asked(order, one, definition)
        for order, one in enumerate(questions, start=1)
    ]


def _explained(order: int, question: Question) -> dict[str, Any]:
    words = " ".join(filter(None, (question.title, question.help)))
    return _row(order, question, f"description: {words}", datatype="text", hint="") | {
        "variable": False,
        "required": False,
    }


def _asked(order: int, question: Question, definition: Definition) -> dict[str, Any]:
    hint = " ".join(filter(None, _hints(question, definition)))
    row = _row(order, question, question.title, datatype=_datatype(question), hint=hint)
    # GeoReport knows no conditions: whether such an answer is needed is told by the server.
    is_required = question.is_required and not question.show_when
    return row | {"variable": True, "required": is_required, "values": _values(question)}


def _row(order: int, question: Question, words: str, *, datatype: str, hint: str) -> dict[str, Any]:
    return {
        "variable": True,
        "code": question.code,
        "datatype": datatype,
        "required": False,
        "datatype_description": hint or None,
        "order": order,
        "description": words,
        "values": [],
    }


def _datatype(question: Question) -> str:
    if question.type == "array":
        return "multivaluelist"
    if question.choices or question.type == "boolean":
        return "singlevaluelist"
    if question.type in ("integer", "number"):
        return "number"
    if question.format == "date":
        return "datetime"
    return "text" if question.widget == "text" else "string"


def _values(question: Question) -> list[dict[str, str]]:
    if question.type == "boolean":
        labels = dict(zip(_TRUTHS, (_("Ya"), _("Tidak")), strict=True))
        return [{"key": key, "name": label} for key, label in labels.items()]
    return [{"key": value, "name": label} for value, label in question.choices]


def _hints(question: Question, definition: Definition) -> Iterator[str]:
    yield question.help
    if question.format == "date":
        yield _("Tanggal, misalnya 2026-01-05.")
    if question.minimum is not None:
        yield _("Paling kecil %(least)s.") % {"least": f"{question.minimum:g}"}
    if question.maximum is not None:
        yield _("Paling besar %(most)s.") % {"most": f"{question.maximum:g}"}
    if question.max_length is not None:
        yield _("Paling panjang %(most)s huruf.") % {"most": question.max_length}
    if question.fills in _OWN_FIELDS:
        yield _("Bila kosong: %(fields)s.") % {"fields": _OWN_FIELDS[question.fills]}
    yield from (
        _("Hanya bila “%(question)s” dijawab: %(answers)s.")
        % {"question": _title(code, definition), "answers": ", ".join(map(str, values))}
        for code, values in question.show_when.items()
    )


def _title(code: str, definition: Definition) -> str:
    return next(one.title for one in definition.questions if one.code == code)


def answered(
    service: Service, told: Mapping[str, Sequence[str]], *, own: Mapping[str, str], contact: Contact
) -> Answered:
    """Return the answers of a post, held against the form as a person meets it.

    ``told`` are the attributes by upper-case code; ``own`` is what GeoReport's own fields
    say, by what a question fills.

    Raises
    ------
    PostRefused
        Every attribute that is unknown, wrong, missing, or not asked with these answers.
    """
    definition, version = service.definition, service.version
    if definition is None or version is None:
        message = f"{service.code} is no procedure"
        raise TypeError(message)
    faults = Faults()
    data = _data(definition, told, own, faults)
    application = Application(version, definition, uuid.uuid4(), data)
    faults += _form_faults(application)
    if not faults:
        faults += _unasked(application, told)
    faults.refuse_if_any()
    sent = application.submission()
    return Answered(
        kind=sent.kind,
        title=sent.title,
        text=own["text"],
        contact=_contact(definition, sent.contact, contact),
        procedure_version_id=version.id,
        answers=sent.answers,
    )


def _data(
    definition: Definition,
    told: Mapping[str, Sequence[str]],
    own: Mapping[str, str],
    faults: Faults,
) -> QueryDict:
    """Return the post as the form takes it from a browser."""
    known = {one.code.upper(): one for one in definition.questions if is_asked_outside(one)}
    if unknown := sorted(code for code in told if code not in known):
        faults.append(_("Atribut tidak dikenal: %(names)s.") % {"names": ", ".join(unknown)})
    data = QueryDict(mutable=True)
    for code, question in known.items():
        said = faults.take(_said, question, told.get(code, ()), default=[])
        if said or own.get(question.fills):
            data.setlist(question.code, said or [own[question.fills]])
    return data


def _said(question: Question, values: Sequence[str]) -> list[str]:
    if len(values) > 1 and question.type != "array":
        raise BadInput(_("attribute[%(code)s]: hanya satu nilai.") % {"code": question.code})
    if question.type == "boolean" and values and values[0].lower() not in _TRUTHS:
        raise BadInput(_("attribute[%(code)s]: true atau false.") % {"code": question.code})
    if question.format == "date":
        return [_day(value) for value in values]
    return list(values)


def _day(text: str) -> str:
    """Return the day of an instant where the office is; anything else is left to the form."""
    if "T" not in text:
        return text
    try:
        # A plus sign in a form that was not encoded arrives as a space.
        instant = datetime.fromisoformat(text.replace(" ", "+"))
        if instant.tzinfo:
            instant = instant.astimezone(ZoneInfo(settings.PENDOPO_ZONE))
    except (ValueError, OverflowError):
        return text
    return instant.date().isoformat()


def _form_faults(application: Application) -> list[str]:
    pages = [application.page(i) for i in range(len(application.definition.pages))]
    return [
        f"{_field(question)}: {' '.join(map(str, page.errors[question.code]))}"
        for page in pages
        for question in page.questions
        if question.code in page.errors
    ]


def _field(question: Question) -> str:
    return "description" if question.fills == "text" else f"attribute[{question.code}]"


def _unasked(application: Application, told: Mapping[str, Sequence[str]]) -> list[str]:
    # Dropping it silently would lose what somebody took the trouble to say.
    asked = {one.code.upper() for one in asked_in_all(application.definition, application.answers)}
    return [
        _("attribute[%(code)s]: tidak ditanyakan pada jawaban ini.") % {"code": code.lower()}
        for code in sorted(told)
        if code not in asked and any(told[code])
    ]


def _contact(definition: Definition, filled: Contact, own: Contact) -> Contact:
    if definition.identity == "none":
        return Contact()
    given = {name: value for name, value in vars(filled).items() if value}
    return replace(own, **given)
