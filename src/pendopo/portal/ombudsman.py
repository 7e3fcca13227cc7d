"""The case file of a voice whose limit was missed: for a letter, and for machines."""

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
from pendopo.kernel.errors import NotFound
from pendopo.kernel.numbers import number_in_force
from pendopo.kernel.time import to_iso
from pendopo.portal.selectors import missed_limits, receipt_of

# Facts of a case whose receipts go with the file, where there is such a fact.
_PROVEN = ("CaseVerified", "CaseAssigned", "CaseEscalated", "CaseAnswered")
_SAID = (MessageKind.ANSWER.value, MessageKind.ARCHIVE.value, MessageKind.QUESTION.value)


@dataclass(frozen=True)
class CaseFile:
    """Everything the letter says; nothing of it is stored."""

    voice: Voice
    case: Case
    at: datetime
    missed: list[ClockView]
    entries: list[TimelineEntry]
    said: list[Message]


@dataclass(frozen=True)
class Condition:
    """What must hold for going to the Ombudsman, with its rule."""

    text: str
    legal_basis: str
    is_confirmed: bool


def case_file(voice: Voice, *, at: datetime) -> CaseFile:
    """Return the case file of a voice.

    Raises
    ------
    VoiceNotFound
        It is still being recorded.
    NotFound
        No limit was missed: there is nothing to complain of yet.
    """
    case = cases.case_of_voice(voice.id)
    if case is None:
        raise VoiceNotFound(_("Laporan ini masih dicatat. Coba lagi sebentar lagi."))
    missed = missed_limits(cases.clocks_of(case.id, at=at))
    if not missed:
        raise NotFound(_("Belum ada batas waktu yang lewat pada laporan ini."))
    # The letter goes to an Indonesian authority, whatever language its author reads.
    with translation.override("id"):
        entries = cases.timeline(case)
    said = list(cases.messages_of(case.id).filter(kind__in=_SAID))
    return CaseFile(voice, case, at, missed, entries, said)


def letter_of(document: CaseFile) -> SafeString:
    """Return the letter as HTML, in Indonesian."""
    with translation.override("id"):
        context = {"file": document, "government": settings.PENDOPO_GOVERNMENT}
        return render_to_string("portal/_ombudsman_letter.html", context)


def conditions(*, at: datetime) -> list[Condition]:
    """Return what holds for going to the Ombudsman; what nobody checked is marked so."""
    years = number_in_force("ombudsman.report_years", at=at)
    return [
        Condition(
            _(
                "Ombudsman menerima pengaduan tentang maladministrasi: perbuatan melawan hukum, "
                "penyalahgunaan wewenang, kelalaian, dan penundaan yang merugikan."
            ),
            "UU 37/2008",
            is_confirmed=True,
        ),
        Condition(
            _("Ombudsman wajib menerima pengaduan masyarakat tentang pelayanan publik."),
            "UU 25/2009 Pasal 46",
            is_confirmed=True,
        ),
        Condition(
            _("Laporan disampaikan paling lama %(years)s tahun sejak kejadiannya.")
            % {"years": years},
            "UU 37/2008 Pasal 24",
            is_confirmed=False,
        ),
        Condition(
            _(
                "Anda sudah lebih dahulu menyampaikannya kepada pemerintah yang bersangkutan. "
                "Tanda terima laporan ini membuktikannya."
            ),
            "UU 37/2008 Pasal 24",
            is_confirmed=False,
        ),
    ]


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
