"""States, classes, outcomes and reasons of casework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseClass(TextChoices):
    """The legal class; it decides the limit (PermenPANRB 62/2018 Bab VI; services by their own)."""

    INFORMATION_REQUEST = "information_request", _("Permintaan informasi")
    ASPIRATION = "aspiration", _("Aspirasi")
    COMPLAINT = "complaint", _("Pengaduan tidak berkadar pengawasan")
    COMPLAINT_OVERSIGHT = "complaint_oversight", _("Pengaduan berkadar pengawasan")
    SERVICE = "service", _("Permohonan layanan")


class Status(TextChoices):
    """Where a case stands."""

    RECEIVED = "received", _("Menunggu verifikasi")
    ASSIGNED = "assigned", _("Diteruskan ke perangkat daerah")
    WAITING = "waiting", _("Menunggu pelapor")
    OBJECTED = "objected", _("Keberatan diperiksa")
    ANSWERED = "answered", _("Sudah dijawab")
    CLOSED = "closed", _("Selesai")
    ARCHIVED = "archived", _("Diarsipkan")


class ClockKind(TextChoices):
    """Which legal clock."""

    VERIFY = "verify", _("Verifikasi")
    FIRST_ANSWER = "first_answer", _("Tanggapan awal")
    ANSWER = "answer", _("Jawaban")
    CITIZEN_REPLY = "citizen_reply", _("Tanggapan pelapor")
    COMPLETION = "completion", _("Kelengkapan dari pelapor")
    BOUNCE = "bounce", _("Penetapan kewenangan")
    OBJECT = "object", _("Mengajukan keberatan")
    OBJECTION_ANSWER = "objection_answer", _("Jawaban atas keberatan")
    DISPUTE = "dispute", _("Mengajukan sengketa")


# The limit by which an answer may be extended; it is added to a clock and runs by itself never.
EXTENSION = "extend"
# The clocks the government answers for, and those that run for the author.
OFFICE_CLOCKS = (
    ClockKind.VERIFY,
    ClockKind.FIRST_ANSWER,
    ClockKind.ANSWER,
    ClockKind.OBJECTION_ANSWER,
)
AUTHOR_CLOCKS = (ClockKind.CITIZEN_REPLY, ClockKind.COMPLETION)
# The author's time to go on to a higher place; no reply of theirs ends it.
WINDOWS = (ClockKind.OBJECT, ClockKind.DISPUTE)


class Outcome(TextChoices):
    """What an answer says was done."""

    DONE = "done", _("Sudah dikerjakan")
    PLANNED = "planned", _("Dijadwalkan")
    EXPLAINED = "explained", _("Dijelaskan")
    GRANTED = "granted", _("Dikabulkan")
    PARTLY = "partly", _("Dikabulkan sebagian")
    REFUSED = "refused", _("Tidak dapat dipenuhi, dengan alasan")


class CloseReason(TextChoices):
    """Who ended a case, and how."""

    CITIZEN = "citizen", _("Diterima pelapor")
    OFFICER = "officer", _("Ditutup petugas")
    SYSTEM = "system", _("Ditutup oleh sistem")
    WITHDRAWN = "withdrawn", _("Dicabut pelapor")


class ArchiveReason(TextChoices):
    """Why a case is not handled."""

    NOT_OURS = "not_ours", _("Bukan kewenangan pemerintah daerah ini")
    UNCLEAR = "unclear", _("Tidak jelas atau tidak lengkap")
    DUPLICATE = "duplicate", _("Sama dengan laporan lain")
    UNFIT = "unfit", _("Tidak layak tayang")
    EXPIRED = "expired", _("Melewati batas waktu pengaduan")
    WITHDRAWN = "withdrawn", _("Dicabut pelapor")


class StopReason(TextChoices):
    """Why a clock stopped; only ``answered`` counts as an answer."""

    VERIFIED = "verified", _("Terverifikasi")
    PROGRESSED = "progressed", _("Tanggapan awal diberikan")
    ANSWERED = "answered", _("Dijawab")
    RESPONDED = "responded", _("Pelapor menanggapi")
    LAPSED = "lapsed", _("Lewat tanpa tanggapan pelapor")
    CLOSED = "closed", _("Laporan ditutup")
    CLOSED_BY_SYSTEM = "closed_by_system", _("Ditutup oleh sistem tanpa jawaban")
    ARCHIVED = "archived", _("Diarsipkan")
    NOT_OURS = "not_ours", _("Bukan kewenangan")
    WITHDRAWN = "withdrawn", _("Dicabut pelapor")
    MERGED = "merged", _("Digabung")
    DECIDED = "decided", _("Kewenangan ditetapkan")
    OBJECTED = "objected", _("Pemohon mengajukan keberatan")
    DISPUTED = "disputed", _("Pemohon mengajukan sengketa")


class MessageKind(TextChoices):
    """What a text in a case is."""

    QUESTION = "question", _("Pertanyaan petugas kepada pelapor")
    REPLY = "reply", _("Balasan pelapor")
    PROGRESS = "progress", _("Tindak lanjut")
    ANSWER = "answer", _("Jawaban resmi")
    REOPEN = "reopen", _("Alasan dibuka kembali")
    ARCHIVE = "archive", _("Alasan diarsipkan")
    NOTE = "note", _("Catatan dalam")
    MODERATION = "moderation", _("Alasan disunting")
    OUTSIDE = "outside", _("Keterangan dari sistem lain")
    BOUNCE = "bounce", _("Alasan bukan kewenangan")
    DECISION = "decision", _("Putusan kewenangan")
    MERGE = "merge", _("Alasan digabung")
    EXTENSION = "extension", _("Alasan perpanjangan")
    OBJECTION = "objection", _("Keberatan pemohon")
    RULING = "ruling", _("Putusan atas keberatan")
    JOINED = "joined", _("Keterangan pelapor yang laporannya digabung")


class Part(TextChoices):
    """What part an office has in a case."""

    RESPONSIBLE = "responsible", _("Bertanggung jawab")
    SUPPORTING = "supporting", _("Mendukung")
    OBSERVING = "observing", _("Mengamati")


class LinkKind(TextChoices):
    """How one case belongs to another."""

    MERGED = "merged", _("Digabung ke")
    SPLIT = "split", _("Dipisah menjadi")


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a case's history as a reader sees it."""

    at: datetime
    code: str
    title: str
    text: str = ""
    office: str = ""
    outcome: str = ""
    proof: str = ""
    kind: str = ""
    message_id: UUID | None = None


@dataclass(frozen=True)
class CaseFilter:
    """What an officer asks of the queue."""

    queue: str = "all"
    office_id: UUID | None = None
    topic: str = ""
    region: str = ""
    text: str = ""
    cursor: str = ""
    size: int = 25
