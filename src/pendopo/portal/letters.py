"""The file of a case that goes to an authority outside: for a letter, and for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.foundation.ledger import receipts
from pendopo.journey.cases import selectors as cases
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.selectors import ClockView
from pendopo.journey.cases.types import MessageKind, TimelineEntry
from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.journey.voice.models import Voice
from pendopo.kernel.time import to_iso
from pendopo.portal.selectors import missed_limits, receipt_of

# Facts of a case whose receipts go with the file, where there is such a fact.
_PROVEN = (
    "CaseVerified",
    "CaseAssigned",
    "CaseExtended",
    "CaseEscalated",
    "CaseAnswered",
    "CaseObjected",
    "CaseObjectionDecided",
)
_SAID = (
    MessageKind.ANSWER.value,
    MessageKind.ARCHIVE.value,
    MessageKind.QUESTION.value,
    MessageKind.EXTENSION.value,
    MessageKind.RULING.value,
)


@dataclass(frozen=True)
class CaseFile:
    """Everything a letter says; nothing of it is stored."""

    voice: Voice
    case: Case
    at: datetime
    clocks: list[ClockView]
    entries: list[TimelineEntry]
    said: list[Message]
    objection: Message | None

    @property
    def missed(self) -> list[ClockView]:
        """Return the government's limits that passed."""
        return missed_limits(self.clocks)


@dataclass(frozen=True)
class Condition:
    """What must hold for going to an authority, with its rule."""

    text: str
    legal_basis: str
    is_confirmed: bool


def case_file(voice: Voice, *, at: datetime) -> CaseFile:
    """Return the case file of a voice.

    Raises
    ------
    VoiceNotFound
        It is still being recorded.
    """
    case = cases.case_of_voice(voice.id)
    if case is None:
        raise VoiceNotFound(_("Laporan ini masih dicatat. Coba lagi sebentar lagi."))
    # The letter goes to an Indonesian authority, whatever language its author reads.
    with translation.override("id"):
        entries = cases.timeline(case)
    messages = list(cases.messages_of(case.id))
    objections = [one for one in messages if one.kind == MessageKind.OBJECTION]
    return CaseFile(
        voice=voice,
        case=case,
        at=at,
        clocks=cases.clocks_of(case.id, at=at),
        entries=entries,
        said=[one for one in messages if one.kind in _SAID],
        objection=objections[-1] if objections else None,
    )


def written(template: str, document: CaseFile, **more: Any) -> SafeString:
    """Return a letter as HTML, in Indonesian."""
    with translation.override("id"):
        context = {"file": document, "government": settings.PENDOPO_GOVERNMENT, **more}
        return render_to_string(template, context)


def as_json(document: CaseFile) -> dict[str, Any]:
    """Return the case file as plain values, with the receipts of its main facts."""
    case = document.case
    return {
        "number": document.voice.number,
        "government": settings.PENDOPO_GOVERNMENT,
        "office": case.office.name if case.office else None,
        "kind": case.kind,
        "case_class": case.case_class,
        "title": document.voice.title,
        "text": document.voice.text,
        "region": case.region_id,
        "received_at": to_iso(document.voice.received_at),
        "written_at": to_iso(document.at),
        "limits_missed": [_limit(clock) for clock in document.missed],
        "chronology": [
            {"at": to_iso(entry.at), "what": entry.title, "office": entry.office}
            for entry in document.entries
        ],
        "said_by_government": [
            {
                "at": to_iso(message.at),
                "kind": message.kind,
                "outcome": message.outcome,
                "text": message.text,
                "proof": message.proof,
            }
            for message in document.said
        ],
        "receipts": _receipts(document),
    }


def _limit(clock: ClockView) -> dict[str, Any]:
    return {
        "clock": clock.kind,
        "amount": clock.amount,
        "unit": clock.unit,
        "legal_basis": clock.legal_basis,
        "is_confirmed": clock.is_confirmed,
        "due_at": to_iso(clock.due_at) if clock.due_at else None,
        "stopped_at": to_iso(clock.stopped_at) if clock.stopped_at else None,
    }


def _receipts(document: CaseFile) -> list[dict[str, Any]]:
    number = document.voice.number
    ids = [receipts.first_fact_of(document.case.id, name) for name in _PROVEN]
    proven = [receipts.receipt_for(fact_id, number=number) for fact_id in ids if fact_id]
    return [receipt_of(document.voice), *proven]
