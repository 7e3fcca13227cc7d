"""What a definition asks of a person, given what they answered so far; no queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator

from pendopo.engines.merkle import canonical, digest
from pendopo.journey.procedures.definition import (
    Condition,
    Definition,
    FormPage,
    Question,
    Raw,
    Requirement,
)
from pendopo.journey.procedures.types import Answer

Answers = Mapping[str, Answer]


def holds(condition: Condition, answers: Answers) -> bool:
    """Return whether every named question got one of the named answers."""
    return all(_is_one_of(answers.get(code), values) for code, values in condition.items())


def _is_one_of(answer: Answer | None, values: tuple[str | bool, ...]) -> bool:
    if isinstance(answer, list):
        return any(value in values for value in answer)
    return answer in values or (answer is None and False in values)


def asked(page: FormPage, answers: Answers) -> list[Question]:
    """Return the questions of a page that are put to someone who answered so far.

    A question hangs also on whether the one it depends on is itself asked.
    """
    return [question for question in page.questions if holds(question.show_when, answers)]


def asked_in_all(definition: Definition, answers: Answers) -> list[Question]:
    """Return all questions put to someone with these answers."""
    return [question for page in definition.pages for question in asked(page, answers)]


def kept(definition: Definition, answers: Answers) -> dict[str, Answer]:
    """Return the answers to questions that are asked; what a changed mind hid is dropped."""
    told: dict[str, Answer] = {}
    for question in definition.questions:
        if question.code in answers and holds(question.show_when, told):
            told[question.code] = answers[question.code]
    return told


def documents_asked(definition: Definition, answers: Answers) -> list[Requirement]:
    """Return the documents to be given by someone with these answers."""
    return [row for row in definition.documents if holds(row.when, answers)]


def answers_schema(definition: Definition, answers: Answers) -> dict[str, Any]:
    """Return the JSON Schema that these answers must satisfy, conditions resolved."""
    questions = asked_in_all(definition, answers)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [question.code for question in questions if question.is_required],
        "properties": {question.code: _schema_of(question) for question in questions},
    }


def wrong_answers(definition: Definition, answers: Answers) -> list[str]:
    """Return the codes of questions whose answer is missing or does not fit."""
    faults = Draft202012Validator(answers_schema(definition, answers)).iter_errors(dict(answers))
    found: set[str] = set()
    for fault in faults:
        if fault.validator == "required":
            found |= {code for code in fault.validator_value if code not in answers}
        elif fault.validator == "additionalProperties":
            found |= set(answers) - set(fault.schema["properties"])
        else:
            found.add(str(fault.absolute_path[0]))
    return sorted(found)


def _schema_of(question: Question) -> dict[str, Any]:
    values = [value for value, _label in question.choices]
    rules: dict[str, Any] = {"type": question.type}
    if question.type == "array":
        rules |= {"items": {"enum": values}, "minItems": 1 if question.is_required else 0}
    elif values:
        rules["enum"] = values
    limits = {
        "minLength": question.min_length,
        "maxLength": question.max_length,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "pattern": question.pattern or None,
    }
    if question.type == "boolean" and question.is_required:
        rules["const"] = True
    return rules | {name: limit for name, limit in limits.items() if limit is not None}


def whole_answers(
    definition: Definition, answers: Answers, *, title: str, text: str
) -> dict[str, Answer]:
    """Return the answers with those that are kept as the title and text of a voice."""
    words = {"title": title, "text": text}
    fills = {
        question.code: words[question.fills]
        for question in asked_in_all(definition, answers)
        if words.get(question.fills)
    }
    return {**fills, **answers}


def digest_of(raw: Raw) -> str:
    """Return the SHA-256 of a definition in canonical form, the same for equal content."""
    return digest(canonical(dict(raw))).hex()


def answer_words(question: Question, answer: Answer) -> str:
    """Return an answer as people read it."""
    labels = dict(question.choices)
    if isinstance(answer, list):
        return ", ".join(labels.get(value, value) for value in answer)
    if isinstance(answer, bool):
        return "✓" if answer else "–"
    return labels.get(str(answer), str(answer))
