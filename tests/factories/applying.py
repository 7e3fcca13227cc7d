"""Applications for tests: answers and documents that any sound procedure takes."""

import io
import uuid

from tests.factories.procedures import pdf_bytes
from tests.factories.voice import make_submission, picture_bytes

from pendopo.foundation.people.types import ANONYMOUS, Contact
from pendopo.journey.cases import services
from pendopo.journey.procedures.definition import parse
from pendopo.journey.procedures.rules import documents_asked, holds
from pendopo.journey.voice.documents import keep_document
from pendopo.journey.voice.services import receive_voice
from pendopo.journey.voice.types import Kind

_PATTERNS = {"^[0-9]{16}$": "9901010101900001", "^[0-9]{13}$": "9120001234567"}
_FORMATS = {"date": "2026-01-05", "email": "warga@example.org"}
_WIDGETS = {"phone": "+6281234567890", "nik": "9901010101900001"}


def fit_answer(question):
    """The shortest answer that a question takes."""
    if question.type == "boolean":
        return True
    if question.type in ("integer", "number"):
        return int(question.minimum or 1)
    if question.choices:
        first = question.choices[0][0]
        return [first] if question.type == "array" else first
    known = _PATTERNS.get(question.pattern) or _FORMATS.get(question.format)
    known = known or _WIDGETS.get(question.widget)
    return known or "Contoh isian bagi pertanyaan ini"[: question.max_length or 200]


def fit_answers(definition):
    """Answers to every question that is asked of someone who gives the first choice."""
    told = {}
    for question in definition.questions:
        if holds(question.show_when, told):
            told[question.code] = fit_answer(question)
    return told


def apply_under(version, *, at):
    """Send an application with its documents, and open its case."""
    return services.open_case(voice_id=send_under(version, at=at).voice_id, at=at)


def send_under(version, *, at):
    """Send an application with its documents; returns what its author gets."""
    definition, key = parse(version.definition), uuid.uuid4()
    answers = fit_answers(definition)
    for row in documents_asked(definition, answers):
        content = pdf_bytes() if "pdf" in row.accepts else picture_bytes()
        keep_document(
            io.BytesIO(content), size=len(content), requirement=row, submission_key=key, at=at
        )
    needs_name = definition.identity == "required"
    return receive_voice(
        make_submission(
            key=key,
            kind=Kind(definition.kind),
            title=definition.title,
            text="Contoh isian bagi pertanyaan ini",
            is_secret=definition.is_secret,
            contact=Contact(name="Siti Contoh", phone="+6281234567890")
            if needs_name
            else Contact(),
            procedure_version_id=version.id,
            answers=answers,
        ),
        by=ANONYMOUS,
        at=at,
    )
