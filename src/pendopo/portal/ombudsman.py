"""The letter to the Ombudsman about a limit that was missed."""

from __future__ import annotations

from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.journey.voice.models import Voice
from pendopo.kernel.errors import NotFound
from pendopo.kernel.numbers import number_in_force
from pendopo.portal import letters
from pendopo.portal.letters import CaseFile, Condition


def case_file(voice: Voice, *, at: datetime) -> CaseFile:
    """Return the case file of a voice whose limit was missed.

    Raises
    ------
    VoiceNotFound
        It is still being recorded.
    NotFound
        No limit was missed: there is nothing to complain of yet.
    """
    document = letters.case_file(voice, at=at)
    if not document.missed:
        raise NotFound(_("Belum ada batas waktu yang lewat pada laporan ini."))
    return document


def letter_of(document: CaseFile) -> SafeString:
    """Return the letter as HTML, in Indonesian."""
    return letters.written("portal/_ombudsman_letter.html", document)


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
