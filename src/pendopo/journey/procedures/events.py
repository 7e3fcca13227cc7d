"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class ProcedureFact(Fact):
    """What every fact about a procedure carries; ``digest`` binds it to the definition."""

    SUBJECT: ClassVar[str] = "procedure_version"
    procedure_version_id: UUID
    procedure: str
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ProcedureDrafted(ProcedureFact):
    """Someone began or changed a draft."""


@dataclass(frozen=True, kw_only=True)
class ProcedurePublished(ProcedureFact):
    """A version came into force; the one before it, if any, went out of it."""

    valid_from: date
    replaces: int = 0


@dataclass(frozen=True, kw_only=True)
class ProcedureRetired(ProcedureFact):
    """A procedure is no longer offered; running cases keep their version."""


@dataclass(frozen=True, kw_only=True)
class ProcedureDraftDropped(ProcedureFact):
    """A draft was thrown away before it came into force."""
