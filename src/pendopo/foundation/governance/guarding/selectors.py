"""What was kept, for those who audit it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding.types import KIND_LABELS, Door
from pendopo.foundation.governance.models import KeptData
from pendopo.foundation.people.types import ROLE_LABELS, Role

PAGE = 50


@dataclass(frozen=True)
class KeptRow:
    """One time that something personal went out for a reason, in words.

    Attributes
    ----------
    who
        The position in which it was done, with the reference that the record of facts has.
    """

    row: KeptData
    door: str
    kinds: tuple[str, ...]
    who: str


def kept(*, door: str = "", before: str = "") -> tuple[list[KeptRow], str]:
    """Return a page of what was kept, newest first, and where the next page begins (one query)."""
    # Ids are ordered by time.
    rows = KeptData.objects.order_by("-id")
    if door in Door.values:
        rows = rows.filter(door=door)
    if (last := _read_id(before)) is not None:
        rows = rows.filter(id__lt=last)
    found = list(rows[: PAGE + 1])
    following = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    return [_row(each) for each in found[:PAGE]], following


def n_kept_by_door() -> list[tuple[str, str, int]]:
    """Return code, name and count of each door at which something was kept (one query)."""
    rows = KeptData.objects.order_by().values_list("door").annotate(n=Count("id"))
    counts = dict(rows)
    return [(door.value, str(door.label), counts[door.value]) for door in Door if door in counts]


def _row(row: KeptData) -> KeptRow:
    labels = {kind.value: str(label) for kind, label in KIND_LABELS.items()}
    kinds = tuple(labels.get(kind, kind) for kind in row.kinds.split("+"))
    return KeptRow(row, str(Door(row.door).label), kinds, _who(row))


def _who(row: KeptData) -> str:
    ref = row.by_ref.removeprefix("p:")[:8]
    if not row.role:
        return f"{_('warga')} ({ref})"
    return f"{ROLE_LABELS[Role(row.role)]}, {row.office_code} ({ref})"


def _read_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
