"""The letter to the Information Commission, after the superior of the PPID spoke or stayed silent."""

from __future__ import annotations

from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.journey.cases.selectors import ClockView
from pendopo.journey.cases.types import ClockKind, StopReason
from pendopo.journey.voice.models import Voice
from pendopo.kernel.errors import NotFound
from pendopo.portal import letters
from pendopo.portal.letters import CaseFile, Condition
from pendopo.portal.selectors import followed


def case_file(voice: Voice, *, at: datetime) -> CaseFile:
    """Return the case file of a request whose author may go to the commission, or did.

    Raises
    ------
    VoiceNotFound
        It is still being recorded.
    NotFound
        There was no objection, the superior may still answer, or the time has passed.
    """
    shown = followed(voice, at=at)
    if shown.case is not None and "dispute" not in shown.may and not shown.has_dispute:
        raise NotFound(_("Jalan ke Komisi Informasi belum, atau tidak lagi, terbuka bagi ini."))
    return letters.case_file(voice, at=at)


def letter_of(document: CaseFile) -> SafeString:
    """Return the letter as HTML, in Indonesian."""
    objection = newest(document, ClockKind.OBJECTION_ANSWER)
    is_silent = objection is None or objection.stop_reason != StopReason.ANSWERED
    return letters.written(
        "portal/_commission_letter.html",
        document,
        is_silent=is_silent,
        objection_clock=objection,
    )


def newest(document: CaseFile, kind: ClockKind) -> ClockView | None:
    """Return the clock of a kind that began last."""
    found = [clock for clock in document.clocks if clock.kind == kind]
    return found[-1] if found else None


def conditions(document: CaseFile) -> list[Condition]:
    """Return what holds for going to the commission; what nobody checked is marked so."""
    window = newest(document, ClockKind.DISPUTE)
    rule = (
        [
            Condition(
                _(
                    "Sengketa diajukan dalam %(days)s hari kerja sejak putusan atasan PPID, atau sejak "
                    "batas waktunya berakhir tanpa putusan."
                )
                % {"days": window.amount},
                window.legal_basis,
                window.is_confirmed,
            )
        ]
        if window
        else []
    )
    return [
        *rule,
        Condition(
            _(
                "Anda sudah mengajukan keberatan kepada atasan PPID; tanda terima permohonan ini "
                "membuktikannya."
            ),
            "UU 14/2008 Pasal 37",
            is_confirmed=True,
        ),
        Condition(
            _(
                "Komisi Informasi meminta identitas pemohon dan salinan permohonan serta keberatan; "
                "keduanya ada dalam surat ini dan berkasnya."
            ),
            "Perki 1/2013",
            is_confirmed=False,
        ),
    ]
