"""States, clocks and purposes in plain words for the person who follows a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.types import ReadPurpose
from pendopo.journey.cases.types import Status
from pendopo.journey.cases.wording import unit_of
from pendopo.ui.templatetags.pendopo_ui import local_time_text

if TYPE_CHECKING:
    from pendopo.journey.cases.selectors import ClockView

UNIT_WORDS = {
    "hours": _("jam"),
    "work_hours": _("jam kerja"),
    "work_days": _("hari kerja"),
    "calendar_days": _("hari kalender"),
    "months": _("bulan"),
}
PURPOSE_WORDS = {
    ReadPurpose.HANDLE_CASE.value: _("Untuk menangani laporan Anda"),
    ReadPurpose.CONTACT_REPORTER.value: _("Untuk menghubungi Anda"),
    ReadPurpose.ASSIST_AT_DESK.value: _("Untuk membantu Anda di loket"),
    ReadPurpose.AUDIT.value: _("Untuk pemeriksaan"),
    ReadPurpose.DATA_REQUEST.value: _("Untuk memenuhi permintaan Anda atas data pribadi"),
}
# Status → (short, tone, what it means for the person).
_STATUS_WORDS = {
    "": (
        _("Sedang dicatat"),
        "neutral",
        _(
            "Laporan Anda sudah kami terima dan sedang dicatat. Muat ulang halaman ini sebentar lagi."
        ),
    ),
    Status.RECEIVED.value: (
        _("Menunggu diperiksa"),
        "info",
        _("Verifikator memeriksa kelengkapan laporan dan menentukan siapa yang menjawab."),
    ),
    Status.ASSIGNED.value: (
        _("Sedang ditangani"),
        "info",
        _("Perangkat daerah yang bertanggung jawab sedang menyiapkan jawaban."),
    ),
    Status.WAITING.value: (
        _("Menunggu keterangan Anda"),
        "warning",
        _("Petugas bertanya kepada Anda dan menunggu balasan Anda."),
    ),
    Status.OBJECTED.value: (
        _("Keberatan diperiksa"),
        "info",
        _("Atasan PPID memeriksa keberatan Anda dan menjawabnya dengan alasan."),
    ),
    Status.ANSWERED.value: (
        _("Sudah dijawab"),
        "success",
        _("Baca jawabannya. Terima bila sudah cukup, atau ajukan keberatan bila belum."),
    ),
    Status.CLOSED.value: (
        _("Selesai"),
        "success",
        _(
            "Laporan ini sudah ditutup. Bila masalahnya ternyata belum selesai, Anda dapat membukanya kembali."
        ),
    ),
    Status.ARCHIVED.value: (
        _("Tidak dilanjutkan"),
        "neutral",
        _("Laporan ini tidak dilanjutkan. Alasannya ada di riwayat di bawah."),
    ),
}


def status_words(status: str) -> tuple[str, str, str]:
    """Return a state in short, its tone, and what it means; empty: no case yet."""
    short, tone, explanation = _STATUS_WORDS[status]
    return str(short), tone, str(explanation)


def clock_face(clock: ClockView) -> dict[str, Any]:
    """Return a legal clock as ``components/clock.html`` takes it."""
    left = clock.remaining
    days = None if left is None else (-left.days if left.is_late else left.days)
    return {
        "name": clock.label,
        "state": "late" if clock.state == "stopped_late" else clock.state,
        "due": clock.due_at,
        "remaining": days,
        "unit": UNIT_WORDS.get(clock.unit, clock.unit),
        "unit_left": unit_of(clock.unit, abs(days or 0)),
        "elapsed": None if days is None else min(max(clock.amount - days, 0), clock.amount),
        "length": None if days is None else clock.amount,
        "legal_basis": clock.legal_basis,
        "unconfirmed": not clock.is_confirmed,
        "note": _clock_note(clock),
    }


def _clock_note(clock: ClockView) -> str:
    if clock.stopped_at is not None:
        at = local_time_text(clock.stopped_at)
        return gettext("Berhenti dihitung pada %(at)s.") % {"at": at}
    if clock.is_unsure:
        return gettext("Tanggalnya dapat bergeser karena hari libur yang belum pasti.")
    return ""


# Queue → (title, what it means, tone).
_QUEUE_WORDS = {
    "late": (_("Lewat batas"), _("Batas waktu menurut aturan sudah lewat."), "danger"),
    "today": (_("Jatuh tempo hari ini"), _("Harus selesai sebelum hari ini berakhir."), "warning"),
    "verify": (_("Menunggu verifikasi"), _("Belum diperiksa dan belum diteruskan."), "info"),
    "open": (_("Sedang ditangani"), _("Sudah di perangkat daerah, belum dijawab."), "info"),
    "waiting": (_("Menunggu pelapor"), _("Petugas bertanya dan menunggu balasan."), "neutral"),
}
_MOST_COUNTED = 1_000
# Tables with personal data, as a person would call them.
_DATA_WORDS = {
    "people.Person": _("Nama dan kontak"),
    "people.Account": _("Akun"),
    "people.SignInCode": _("Kode masuk"),
    "people.DataRead": _("Catatan siapa yang membuka data"),
    "voice.Voice": _("Isi dan tempat laporan"),
    "voice.Photo": _("Foto laporan"),
    "cases.Case": _("Judul laporan publik"),
    "cases.Message": _("Balasan Anda kepada petugas"),
    "voice.Document": _("Berkas permohonan"),
    "cases.Rating": _("Penilaian Anda atas jawaban"),
    "cases.Follow": _("Langganan kabar lewat surel"),
    "cases.Likeness": _("Sidik kata untuk mencari laporan serupa"),
    "cases.SearchEntry": _("Sidik kata untuk pencarian"),
    "cases.Assignment": _("Penanggung jawab sebuah laporan"),
    "cases.Mention": _("Sebutan nama petugas"),
    "cases.SavedFilter": _("Saringan tersimpan"),
    "cases.OfficeQuestion": _("Pertanyaan antarperangkat daerah"),
    "cases.FieldPhoto": _("Foto pemeriksaan lapangan"),
    "exchange.OutsidePhoto": _("Foto laporan yang diambil dari server lain"),
    "governance.DataRequest": _("Permintaan Anda atas data pribadi"),
    "governance.Consent": _("Persetujuan Anda"),
    "governance.Attestation": _("Pernyataan petugas memahami aturan"),
    "release.OfficialAccount": _("Kontak pemulihan akun resmi"),
    "release.SpokespersonMandate": _("Nama juru bicara yang diumumkan"),
    "clarification.Sighting": _("Kabar meragukan yang Anda laporkan"),
    "clarification.Screenshot": _("Tangkapan layar kabar meragukan"),
    "deliberation.Participant": _("Keikutsertaan Anda dalam musyawarah"),
    "deliberation.Statement": _("Pernyataan yang Anda usulkan"),
}


def queue_cards(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the queues as cards, most pressing first; counting stops at a thousand."""
    return [
        {
            "title": title,
            "text": text,
            "tone": tone if counts[queue] else "neutral",
            "count": f"{_MOST_COUNTED}+" if counts[queue] >= _MOST_COUNTED else counts[queue],
            "url": f"/petugas/laporan/?queue={queue}",
        }
        for queue, (title, text, tone) in _QUEUE_WORDS.items()
        if queue in counts
    ]


def raised_cards(n_raised: int) -> list[dict[str, Any]]:
    """Return the card of what was put before the officer; none where nothing waits."""
    if not n_raised:
        return []
    return [
        {
            "title": gettext("Dinaikkan kepada saya"),
            "text": gettext("Batas waktu yang mendekat atau lewat dan sampai kepada Anda."),
            "tone": "danger",
            "count": f"{_MOST_COUNTED}+" if n_raised >= _MOST_COUNTED else n_raised,
            "url": "/petugas/eskalasi/",
        }
    ]


def data_words(table: str) -> str:
    """Return what a person would call the data of a table."""
    return str(_DATA_WORDS.get(table, table))
