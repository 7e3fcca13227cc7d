"""Who may do what with a commitment, and what each step needs; no queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.commitments.errors import CommitmentEnded, MilestonesOpen, ProofMissing
from pendopo.journey.commitments.types import ChangeReason, CommitmentDraft, Proof
from pendopo.kernel.errors import BadInput, NotAllowed

if TYPE_CHECKING:
    from pendopo.journey.commitments.models import Commitment, Milestone

OWNERS = (Role.HEAD, Role.OFFICER)
SHORTEST_REASON = 20


def make_number(year: int, serial: int) -> str:
    """Return the number people say: ``K-2026-014``."""
    return f"K-{year}-{serial:03d}"


def require_maker(actor: Actor, office_id: UUID) -> None:
    """Raise NotAllowed unless the actor leads the owning office or the government."""
    if not actor.has_role(Role.REGENT) and office_id not in actor.offices(Role.HEAD):
        raise NotAllowed(
            _("Komitmen dibuat kepala perangkat daerah pemiliknya atau kepala daerah.")
        )


def may_report(actor: Actor, office_id: UUID) -> bool:
    """Return whether the actor reports for the owning office."""
    return office_id in actor.offices(*OWNERS)


def require_owner(actor: Actor, commitment: Commitment) -> None:
    """Raise NotAllowed unless the actor reports for the owning office."""
    if not may_report(actor, commitment.office_id):
        raise NotAllowed(_("Komitmen ini dilaporkan oleh perangkat daerah pemiliknya."))


def require_outsider(actor: Actor, commitment: Commitment) -> None:
    """Raise NotAllowed unless the actor may enter a reading from outside the owning office.

    The assessed office never enters the words of its assessor.
    """
    is_clerk = actor.has_role(Role.ADMIN, Role.INSPECTOR, Role.PPID)
    if not is_clerk or may_report(actor, commitment.office_id):
        raise NotAllowed(
            _("Penilaian independen tidak dicatat oleh perangkat daerah yang dinilai.")
        )


def require_running(commitment: Commitment) -> None:
    """Raise CommitmentEnded once the commitment was fulfilled or stopped."""
    if commitment.fulfilled_at is not None or commitment.stopped_at is not None:
        raise CommitmentEnded(_("Komitmen ini sudah berakhir; catatannya tidak diubah lagi."))


def require_whole(draft: CommitmentDraft) -> None:
    """Refuse a promise nobody could check.

    Raises
    ------
    BadInput
        Without result, responsible position, source or milestones, or with dates in disorder.
    """
    for name in ("title", "expected_result", "position_title"):
        if not getattr(draft, name).strip():
            raise BadInput(_("Isian ini tidak boleh kosong."), field=name)
    if draft.response_id is None and not draft.source_text.strip():
        raise BadInput(_("Sebutkan sumber komitmen ini."), field="source_text")
    if draft.due_on < draft.starts_on:
        raise BadInput(_("Tenggat mendahului tanggal mulai."), field="due_on")
    if not draft.milestones:
        raise BadInput(_("Tulis setidaknya satu tonggak yang dapat diperiksa."))
    if any(not step.text.strip() or step.due_on > draft.due_on for step in draft.milestones):
        raise BadInput(_("Setiap tonggak berisi hasil dan tenggat paling lambat tenggat komitmen."))
    if draft.budget_rupiah is not None and draft.budget_rupiah < 0:
        raise BadInput(_("Anggaran tidak dapat kurang dari nol."), field="budget_rupiah")


def require_percent(percent: int, text: str) -> None:
    """Refuse a share outside 0..100, or a number without words."""
    if not 0 <= percent <= 100:
        raise BadInput(_("Kemajuan berupa angka 0 sampai 100."), field="percent")
    if not text.strip():
        raise BadInput(_("Tulis apa yang dikerjakan sejak laporan sebelumnya."), field="text")


def require_proof(proof: Proof) -> None:
    """Refuse a result that nothing shows."""
    if not proof.text.strip():
        raise ProofMissing(
            _("Tulis bukti yang dapat diperiksa: dokumen, foto, atau tempatnya."),
            field="proof_text",
        )


def require_all_done(milestones: Iterable[Milestone]) -> None:
    """Raise MilestonesOpen unless every milestone is done with proof."""
    waiting = [str(step.position) for step in milestones if step.done_on is None]
    if waiting:
        raise MilestonesOpen(
            _("Belum dapat dinyatakan terpenuhi: tonggak %(numbers)s belum selesai dengan bukti.")
            % {"numbers": ", ".join(waiting)}
        )


def require_reason(code: str, text: str) -> None:
    """Refuse a change that the public could not understand."""
    if code not in ChangeReason.values:
        raise BadInput(_("Pilih alasannya."), field="reason")
    if len(text.strip()) < SHORTEST_REASON:
        raise BadInput(_("Jelaskan alasannya; penjelasan ini dibaca umum."), field="text")


def require_new_date(commitment: Commitment, due_on: date, today: date) -> None:
    """Refuse a due date that is the same, in the past, or before a milestone's start."""
    if due_on == commitment.due_on:
        raise BadInput(_("Tanggal ini sama dengan tenggat sekarang."), field="due_on")
    if due_on < today:
        raise BadInput(_("Tenggat baru tidak dapat di masa lalu."), field="due_on")
