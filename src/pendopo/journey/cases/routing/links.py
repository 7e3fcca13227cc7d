"""Reading how cases belong together, and how many people have the same problem."""

from __future__ import annotations

from dataclasses import dataclass

from pendopo.journey.cases.models import Case, CaseJoin, CaseLink
from pendopo.journey.cases.types import LinkKind, Status
from pendopo.kernel.ids import read_case_number

_ENDED = (Status.CLOSED.value, Status.ARCHIVED.value)


@dataclass(frozen=True)
class Links:
    """What belongs to a case."""

    merged_into: Case | None
    took_in: tuple[Case, ...]
    parts: tuple[Case, ...]
    part_of: Case | None
    n_joined: int

    @property
    def n_voices(self) -> int:
        """Return how many people told of this: its author, those taken in, those who joined."""
        return 1 + len(self.took_in) + self.n_joined


def links_of(case: Case) -> Links:
    """Return what belongs to a case (two queries)."""
    found = CaseLink.objects.filter(ended_at=None)
    rows = (found.filter(source=case) | found.filter(target=case)).select_related(
        "source__office", "target__office"
    )
    links = list(rows.order_by("at"))
    out = [link for link in links if link.source_id == case.id]
    into = [link for link in links if link.target_id == case.id]
    return Links(
        merged_into=next((link.target for link in out if link.kind == LinkKind.MERGED), None),
        took_in=tuple(link.source for link in into if link.kind == LinkKind.MERGED),
        parts=tuple(link.target for link in out if link.kind == LinkKind.SPLIT),
        part_of=next((link.source for link in into if link.kind == LinkKind.SPLIT), None),
        n_joined=CaseJoin.objects.filter(case=case).count(),
    )


def listening_target(case: Case) -> Case | None:
    """Return the case in which one went up, while it still takes in words; None otherwise."""
    if case.status != Status.ARCHIVED:
        return None
    rows = CaseLink.objects.filter(source=case, kind=LinkKind.MERGED, ended_at=None)
    link = rows.exclude(target__status__in=_ENDED).select_related("target").first()
    return link.target if link else None


def merged_target(number: str) -> str:
    """Return the number of the public case in which a case went up; empty if there is none.

    A secret case tells nothing, not even that it exists.
    """
    canonical = read_case_number(number)
    if canonical is None:
        return ""
    link = (
        CaseLink.objects.filter(
            source__number=canonical,
            source__is_secret=False,
            kind=LinkKind.MERGED,
            ended_at=None,
            target__is_public=True,
        )
        .values_list("target__number", flat=True)
        .first()
    )
    return link or ""
