"""What happens to cases by itself: silence ends them, a changed calendar moves their limits."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.cases import rules, selectors, stepping
from pendopo.journey.cases.casework import Casework, started
from pendopo.journey.cases.errors import NotSilentYet
from pendopo.journey.cases.law import Law, law_in_force
from pendopo.journey.cases.models import Case, Clock
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import lock, work_on
from pendopo.journey.cases.types import WINDOWS, ClockKind, CloseReason, Status

_BATCH = 500


@transaction.atomic
def close_silent_case(*, case_id: uuid.UUID, by: Actor = SYSTEM, at: datetime) -> Case:
    """Close an answered case whose author stayed silent for as long as they may.

    Raises
    ------
    NotSilentYet
        The author may still respond, or no limit says until when.
    """
    work = work_on(lock(case_id), at)
    stepping.require_step(work.case, "close_silent")
    _require_silence(work, (ClockKind.CITIZEN_REPLY, *WINDOWS), at)
    work.close(CloseReason.SYSTEM, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def archive_silent_case(*, case_id: uuid.UUID, by: Actor = SYSTEM, at: datetime) -> Case:
    """Set a case aside whose author did not complete it for as long as they may.

    Raises
    ------
    NotSilentYet
        The author may still reply, or no limit says until when.
    """
    work = work_on(lock(case_id), at)
    if work.case.status != Status.WAITING:
        raise NotSilentYet(_("Laporan ini tidak sedang menunggu pelapor."))
    _require_silence(work, (ClockKind.COMPLETION,), at)
    text = _(
        "Keterangan yang kami minta belum kami terima sampai batas waktunya, sehingga laporan "
        "ini diarsipkan. Anda dapat mengajukannya lagi kapan saja."
    )
    work.archive_silent(text, by=by, at=at)
    save_step(work)
    return work.case


def _require_silence(work: Casework, kinds: tuple[ClockKind, ...], at: datetime) -> None:
    running = [clock for clock in work.clocks if clock.kind in kinds and clock.stopped_at is None]
    if not running or any(at <= clock.due_at for clock in running):
        raise NotSilentYet(_("Pelapor masih dapat menanggapi laporan ini."))
    if not all(selectors.was_reminded(clock) for clock in running):
        raise NotSilentYet(_("Pelapor belum diingatkan dua kali lewat dua saluran."))


@transaction.atomic
def recompute_clocks(*, case_id: uuid.UUID, at: datetime) -> bool:
    """Recompute a case's running clocks after the calendar changed; True if one moved."""
    work = work_on(lock(case_id), at)
    if Status(work.case.status) not in rules.CLOCKED or not work.recompute(at=at):
        return False
    save_step(work)
    return True


@dataclass(frozen=True)
class Recomputed:
    """How many open cases were looked at, and how many of them got another limit."""

    n_moved: int = 0
    n_unchanged: int = 0

    def __add__(self, other: Recomputed) -> Recomputed:
        """Return both counts together."""
        return Recomputed(self.n_moved + other.n_moved, self.n_unchanged + other.n_unchanged)


def n_open_cases() -> int:
    """Return how many cases have a clock that may run."""
    statuses = [status.value for status in rules.CLOCKED]
    return Case.objects.filter(status__in=statuses).count()


def recompute_open_clocks(
    *, at: datetime, is_dry: bool = False, on_batch: Callable[[int], object] = lambda _n: None
) -> Recomputed:
    """Bring every running clock in line with the closed days in force at ``at``.

    Each batch is one transaction and running it twice changes nothing the second time.
    A moved limit is told as ``ClockMoved`` for the reason ``calendar``. ``is_dry``
    counts without writing. ``on_batch`` is told the size of each batch.
    """
    law = law_in_force(at=at)
    total, last_id = Recomputed(), uuid.UUID(int=0)
    while True:
        done, last = recompute_batch(last_id, law, at, is_dry)
        if last is None:
            return total
        total, last_id = total + done, last
        on_batch(done.n_moved + done.n_unchanged)


@transaction.atomic
def recompute_batch(
    after: uuid.UUID, law: Law, at: datetime, is_dry: bool
) -> tuple[Recomputed, uuid.UUID | None]:
    """Recompute the clocks of the next cases by id; returns the last of them, None at the end."""
    works = _open_works(after, law)
    if not works:
        return Recomputed(), None
    moved = [work for work in works if work.recompute(at=at)]
    if not is_dry:
        _save(works, moved)
    return Recomputed(len(moved), len(works) - len(moved)), works[-1].case.id


def _open_works(after: uuid.UUID, law: Law) -> list[Casework]:
    rows = Case.objects.filter(id__gt=after, status__in=[status.value for status in rules.CLOCKED])
    rows = rows.select_related("office").order_by("id")
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(of=("self",), no_key=True)
    works = {case.id: started(case, law, []) for case in rows[:_BATCH]}
    clocks = Clock.objects.filter(case_id__in=works, stopped_at=None).select_related("policy")
    for clock in clocks:
        works[clock.case_id].clocks.append(clock)
    return list(works.values())


def _save(works: list[Casework], moved: list[Casework]) -> None:
    # Unmoved clocks are written too: they now stand on this version of the calendar.
    clocks = [clock for work in works for clock in work.clocks]
    _write(Clock, clocks, ("due_at", "calendar_version", "is_unsure"))
    _write(Case, [work.case for work in moved], ("due_at",))
    publish(*(fact for work in moved for fact in work.facts))


def _write(table: type[Case | Clock], rows: Sequence[Case | Clock], names: Sequence[str]) -> None:
    """Write computed columns, one statement for each set of values.

    Limits end at midnight, so a batch has few of them; ``bulk_update`` builds a branch
    for every row and takes several times as long.
    """
    groups: dict[tuple[object, ...], list[uuid.UUID]] = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in names)].append(row.id)
    for values, ids in groups.items():
        table.objects.filter(id__in=ids).update(**dict(zip(names, values, strict=True)))
