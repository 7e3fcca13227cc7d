"""Standing, reasons and codes of commitments, and what loaders bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """Where a commitment stands; derived from its dates, never stored."""

    ON_TRACK = "on_track", _("Berjalan sesuai jadwal")
    LATE = "late", _("Terlambat")
    FULFILLED = "fulfilled", _("Terpenuhi")
    STOPPED = "stopped", _("Dihentikan, dengan alasan")


class ChangeKind(TextChoices):
    """What may change about a promise after it was made."""

    MOVED = "moved", _("Tenggat dipindah")
    STOPPED = "stopped", _("Dihentikan")


class ChangeReason(TextChoices):
    """Why a commitment was stopped or its due date moved; the text explains."""

    BUDGET = "budget", _("Anggaran tidak tersedia atau berubah")
    PROCUREMENT = "procurement", _("Pengadaan gagal atau diulang")
    LAW = "law", _("Peraturan berubah atau melarang")
    TECHNICAL = "technical", _("Secara teknis tidak dapat dikerjakan seperti rencana")
    DISASTER = "disaster", _("Bencana atau keadaan darurat")
    OTHER_PARTY = "other_party", _("Menunggu pihak lain")
    SUPERSEDED = "superseded", _("Digantikan komitmen lain")
    CHOICE = "choice", _("Pilihan kebijakan, dengan penjelasan")


class Completion(TextChoices):
    """How far an independent assessor finds it done (codes of the OGP review mechanism)."""

    NO_EVIDENCE = "no_evidence", _("Tidak ada bukti")
    NOT_STARTED = "not_started", _("Belum dimulai")
    LIMITED = "limited", _("Terbatas")
    SUBSTANTIAL = "substantial", _("Sebagian besar")
    COMPLETE = "complete", _("Selesai")


@dataclass(frozen=True)
class MilestoneDraft:
    """A verifiable step: what is delivered, by when, and what will prove it."""

    text: str
    due_on: date
    evidence_required: str = ""


@dataclass(frozen=True)
class CommitmentDraft:
    """A promise before it is made; ``position_title`` is a role, never a person."""

    title: str
    expected_result: str
    office_id: UUID
    position_title: str
    starts_on: date
    due_on: date
    milestones: tuple[MilestoneDraft, ...]
    problem: str = ""
    response_id: UUID | None = None
    source_text: str = ""
    legal_basis: str = ""
    budget_code: str = ""
    budget_rupiah: int | None = None


@dataclass(frozen=True)
class Proof:
    """What shows that something was done: words, maybe with the address of a document."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Done:
    """A milestone reached, as a loader brings it; ``position`` counts from 1."""

    position: int
    on: date
    proof: Proof


@dataclass(frozen=True)
class Report:
    """An office's own report, as a loader brings it."""

    at: datetime
    percent: int
    text: str
    proof: Proof = field(default_factory=lambda: Proof(""))


@dataclass(frozen=True)
class CommitmentStory:
    """A commitment with its past, as a loader brings it."""

    draft: CommitmentDraft
    made_at: datetime
    done: tuple[Done, ...] = ()
    reports: tuple[Report, ...] = ()
    fulfilled_at: datetime | None = None


@dataclass(frozen=True)
class AssessmentDraft:
    """An independent reading; ``organisation`` and ``interests`` are always named."""

    organisation: str
    interests: str
    completion: Completion
    text: str
    url: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a commitment's public history."""

    at: datetime
    title: str
    text: str = ""
    by: str = ""
    url: str = ""
