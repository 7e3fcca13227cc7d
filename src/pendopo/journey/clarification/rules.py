"""What follows from values alone: who may do what, numbers, the words of a verdict's release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.clarification.errors import NotYours
from pendopo.journey.clarification.types import MEANINGS, RANK, Harm, Priority, VerdictKind

# What a release of this room says of where it comes from.
SOURCE_KIND = "claim"
TRIAGERS = (Role.CLARIFIER, Role.PPID)
READERS = (*TRIAGERS, Role.PPID_SUPERIOR, Role.REGENT)
STATERS = (Role.OFFICER, Role.HEAD)
TITLE_LENGTH = 160


def make_number(year: int, serial: int) -> str:
    """Return the number people say: ``KLR-2026-0014``."""
    return f"KLR-{year}-{serial:04d}"


def require_triager(by: Actor) -> None:
    """Refuse everyone who does not sort claims.

    Raises
    ------
    NotYours
    """
    if not by.has_role(*TRIAGERS):
        raise NotYours(_("Pemilahan dilakukan petugas klarifikasi atau PPID."))


def require_owner(by: Actor, office_id: UUID) -> None:
    """Refuse everyone who does not serve where the facts are owned.

    Raises
    ------
    NotYours
    """
    if office_id not in by.offices(*STATERS):
        raise NotYours(_("Jawaban ditulis perangkat daerah pemilik faktanya."))


class PriorityRow(Protocol):
    """A row of the table of priorities."""

    @property
    def harm(self) -> str:
        """Return the harm, empty for every one."""

    @property
    def n_seen(self) -> int:
        """Return from how many sightings on it holds."""

    @property
    def priority(self) -> str:
        """Return the priority."""


def priority_of(harm: Harm | str, n_seen: int, rows: Iterable[PriorityRow]) -> Priority:
    """Return the most urgent priority of the rows that fit; normal where none does."""
    fitting = [row.priority for row in rows if row.harm in ("", harm) and n_seen >= row.n_seen]
    return Priority(min([*fitting, Priority.NORMAL.value], key=RANK.__getitem__))


def release_title(verdict: str, headline: str) -> str:
    """Return the title of a verdict's release, in the language of the office."""
    with override("id"):
        label = str(VerdictKind(verdict).label).upper()
    return f"[{label}] {headline}"[:TITLE_LENGTH]


def release_text(
    *, verdict: str, quote: str, explanation: str, sources: Sequence[dict[str, str]]
) -> str:
    """Return the whole text of a verdict's release, in the language of the office."""
    with override("id"):
        label, meaning = str(VerdictKind(verdict).label), str(MEANINGS[verdict])
    lines = [
        "Kabar yang beredar:",
        f"“{quote}”",
        "",
        f"Putusan: {label}. {meaning}",
        "",
        explanation,
        "",
        "Sumber:",
    ]
    lines += [
        f"{nth}. {each['label']}" + (f" — {each['url']}" if each["url"] else "")
        for nth, each in enumerate(sources, start=1)
    ]
    return "\n".join(lines)
