"""What the words of a definition are called on the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pendopo.journey.procedures.definition import COMPONENTS, Definition, Fee
from pendopo.kernel.money import format_rupiah

COMPONENT_NAMES = dict(
    zip(
        COMPONENTS,
        (
            gettext_lazy("Persyaratan"),
            gettext_lazy("Sistem, mekanisme, dan prosedur"),
            gettext_lazy("Jangka waktu pelayanan"),
            gettext_lazy("Biaya atau tarif"),
            gettext_lazy("Produk pelayanan"),
            gettext_lazy("Penanganan pengaduan, saran, dan masukan"),
            gettext_lazy("Dasar hukum"),
            gettext_lazy("Sarana, prasarana, dan fasilitas"),
            gettext_lazy("Kompetensi pelaksana"),
            gettext_lazy("Pengawasan internal"),
            gettext_lazy("Jumlah pelaksana"),
            gettext_lazy("Jaminan pelayanan"),
            gettext_lazy("Jaminan keamanan dan keselamatan pelayanan"),
            gettext_lazy("Evaluasi kinerja pelaksana"),
        ),
        strict=True,
    )
)
ACTOR_NAMES = {
    "author": gettext_lazy("pemohon"),
    "frontdesk": gettext_lazy("petugas loket"),
    "verifier": gettext_lazy("verifikator"),
    "officer": gettext_lazy("petugas perangkat daerah yang menangani"),
    "head": gettext_lazy("kepala perangkat daerah"),
    "inspector": gettext_lazy("Inspektorat"),
    "ppid": gettext_lazy("PPID"),
    "superior": gettext_lazy("atasan PPID"),
    "regent": gettext_lazy("kepala daerah"),
    "admin": gettext_lazy("pengelola sistem"),
}
STATE_NAMES = {
    "received": gettext_lazy("Menunggu verifikasi"),
    "assigned": gettext_lazy("Diteruskan ke perangkat daerah"),
    "waiting": gettext_lazy("Menunggu pelapor"),
    "objected": gettext_lazy("Keberatan diperiksa"),
    "answered": gettext_lazy("Sudah dijawab"),
    "closed": gettext_lazy("Selesai"),
    "archived": gettext_lazy("Diarsipkan"),
}
CLOCK_NAMES = {
    "verify": gettext_lazy("Pemeriksaan awal"),
    "first_answer": gettext_lazy("Tanggapan pertama"),
    "answer": gettext_lazy("Penyelesaian"),
    "citizen_reply": gettext_lazy("Tanggapan Anda atas hasil"),
    "completion": gettext_lazy("Melengkapi yang kurang"),
    "extend": gettext_lazy("Perpanjangan"),
    "object": gettext_lazy("Mengajukan keberatan"),
    "objection_answer": gettext_lazy("Jawaban atas keberatan"),
    "dispute": gettext_lazy("Mengajukan sengketa"),
}
START_NAMES = {
    "received": gettext_lazy("sejak diterima"),
    "complete": gettext_lazy("sejak berkas lengkap"),
    "assigned": gettext_lazy("sejak diteruskan"),
    "asked": gettext_lazy("sejak diminta"),
    "answered": gettext_lazy("sejak dijawab"),
    "ground_found": gettext_lazy("sejak alasannya ditemukan"),
    "objected": gettext_lazy("sejak keberatan diterima"),
    "objection_answered": gettext_lazy("sejak keberatan dijawab"),
    "extended": gettext_lazy("sejak diperpanjang"),
}
VIEW_NAMES = {
    "number": gettext_lazy("nomor"),
    "status": gettext_lazy("status"),
    "dates": gettext_lazy("tanggal"),
    "title": gettext_lazy("judul"),
    "text": gettext_lazy("isi"),
    "place": gettext_lazy("desa atau kelurahan"),
    "answer": gettext_lazy("jawaban"),
    "office": gettext_lazy("perangkat daerah"),
}
REQUIRES_NAMES = {
    "text": gettext_lazy("penjelasan"),
    "reason": gettext_lazy("alasan"),
    "outcome": gettext_lazy("hasil"),
    "proof_or_reason": gettext_lazy("bukti atau alasan"),
    "office": gettext_lazy("perangkat daerah"),
    "class": gettext_lazy("jenis menurut aturan"),
    "topic": gettext_lazy("topik"),
    "ground": gettext_lazy("alasan keberatan menurut undang-undang"),
    "complete_documents": gettext_lazy("berkas lengkap"),
    "within_window": gettext_lazy("masih dalam tenggang waktu"),
}


def duration_text(amount: int, unit: str) -> str:
    """Return a length of time in words."""
    texts = {
        "work_hours": ngettext("%(n)s jam kerja", "%(n)s jam kerja", amount),
        "work_days": ngettext("%(n)s hari kerja", "%(n)s hari kerja", amount),
        "calendar_days": ngettext("%(n)s hari kalender", "%(n)s hari kalender", amount),
    }
    return texts[unit] % {"n": amount}


def fee_text(fee: Fee) -> str:
    """Return what it costs in words."""
    return format_rupiah(fee.amount) if fee.amount else _("Gratis")


def whole_duration_text(definition: Definition) -> str:
    """Return how long it takes until the result, empty if no limit is named."""
    rules = [rule for rule in definition.clocks if rule.clock == "answer"]
    if not rules:
        return ""
    least, most = (pick(rules, key=lambda rule: rule.amount) for pick in (min, max))
    if least.amount == most.amount or least.unit != most.unit:
        return duration_text(most.amount, most.unit)
    return _("%(least)s sampai %(most)s") % {
        "least": least.amount,
        "most": duration_text(most.amount, most.unit),
    }
