"""Rungs of the ladder, what is done on them, and why one ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Target(TextChoices):
    """Before whom a late limit is put."""

    OFFICERS = "officers", _("petugas perangkat daerah yang bertanggung jawab")
    HEAD = "head", _("kepala perangkat daerah")
    SUPERIOR = "superior", _("atasan PPID")
    PARENT_HEAD = "parent_head", _("kepala perangkat daerah di atasnya")
    SECRETARY = "secretary", _("Sekretaris Daerah")
    INSPECTORATE = "inspectorate", _("Inspektorat")
    REGENT = "regent", _("kepala daerah")


class Act(TextChoices):
    """What someone does about it."""

    TAKE_OVER = "take_over", _("Diambil alih")
    REMIND = "remind", _("Diingatkan")
    EXPLAIN = "explain", _("Dijelaskan")


class EndReason(TextChoices):
    """Why it no longer waits for anybody; the last two make it as if it had not been."""

    STOPPED = "stopped", _("Batas waktunya berhenti dihitung")
    MOVED = "moved", _("Laporan pindah ke perangkat daerah lain")
    RECOMPUTED = "recomputed", _("Batas waktunya dihitung ulang")


@dataclass(frozen=True)
class Rung:
    """A place where somebody can be found: an office and the role held there."""

    office_id: UUID
    office_code: str
    role: str
    target: Target


@dataclass(frozen=True)
class Window:
    """Which limits a rung concerns today: those that end before ``last_day`` is over.

    ``is_early`` concerns only limits that have not passed yet.
    """

    last_day: date
    is_early: bool
