"""Reading logs into counts, and forgetting counts that are old enough."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.engines.network import (
    SMALL,
    NetworkError,
    Reading,
    Row,
    Source,
    Tally,
    days_of,
    read_plan,
    rows,
    sights,
    source_of,
)
from pendopo.foundation.governance.models import (
    NetworkDay,
    NetworkImport,
    NetworkPlan,
    NetworkUse,
)
from pendopo.foundation.governance.network import events, selectors
from pendopo.foundation.governance.network.errors import LogUnfit, MeasureMissing, PlanMissing
from pendopo.foundation.governance.network.services import require_keeper
from pendopo.foundation.governance.network.types import MeasureKind
from pendopo.foundation.governance.selectors import day_of
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.kernel.calendars import usual_calendar
from pendopo.kernel.ids import new_id
from pendopo.kernel.numbers import number_in_force

_BATCH = 1_000


@dataclass(frozen=True)
class Taken:
    """What a reading brought; days that were in already or are not over are left out."""

    imported: NetworkImport
    n_days: int
    n_rows: int
    n_left_out: int


def read_logs(
    *, paths: Sequence[Path], by: Actor, at: datetime, source: Source | None = None
) -> Taken:
    """Read the logs of one source into counts; several of one day belong into one reading.

    Nothing is kept of a log but counts with enough devices behind them, whoever asks.

    Raises
    ------
    NotNetworkEditor
    MeasureMissing
        The monitoring is in no register that people can read.
    PlanMissing
        No plan says which addresses are whose.
    LogUnfit
        A log cannot be read, or has no whole day that is not in already. Nothing was kept.
    """
    if by != SYSTEM:
        require_keeper(by)
    if not selectors.measures_of(MeasureKind.NETWORK, at=at):
        raise MeasureMissing(
            _("Daftarkan dahulu pemantauan jaringan beserta penilaian dampaknya (DPIA).")
        )
    plan = selectors.newest_plan()
    if plan is None:
        raise PlanMissing(_("Tetapkan dahulu rencana jaringan: log dibaca menurut rencana itu."))
    try:
        kind = source or source_of(paths[0])
        told, tally = _tally(paths, plan, kind, at)
    except NetworkError as error:
        raise LogUnfit(str(error), field="files") from None
    return _keep(told, tally, plan, kind, by, at)


def _tally(
    paths: Sequence[Path], plan: NetworkPlan, kind: Source, at: datetime
) -> tuple[Reading, Tally]:
    calendar = usual_calendar(at=at)
    told = Reading()
    # The key lives as long as this reading; nobody can count the same device again.
    tally = Tally(read_plan(plan.definition), calendar, secrets.token_bytes(32))
    for path in paths:
        tally.count(sights(path, calendar.table.offset, day_of(at), told, kind))
    return told, tally


@transaction.atomic
def _keep(
    told: Reading, tally: Tally, plan: NetworkPlan, kind: Source, by: Actor, at: datetime
) -> Taken:
    seen = days_of(tally)
    fresh = _fresh(seen, kind, at)
    if not fresh:
        raise LogUnfit(
            _("Tidak ada hari utuh yang baru dalam log ini; tidak ada yang disimpan."),
            field="files",
        )
    imported = NetworkImport.objects.create(
        source=kind.value,
        plan=plan,
        n_lines=told.n_lines,
        n_unreadable=told.n_unreadable,
        n_elsewhere=tally.n_elsewhere,
        imported_at=at,
        by_ref=by.ref,
    )
    days = {day: NetworkDay(imported=imported, source=kind.value, day=day) for day in sorted(fresh)}
    NetworkDay.objects.bulk_create(days.values(), batch_size=_BATCH)
    uses = _uses([row for row in rows(tally) if row.day in days], days)
    NetworkUse.objects.bulk_create(uses, batch_size=_BATCH)
    publish(
        events.NetworkLogRead(
            network_import_id=imported.id,
            source=kind.value,
            n_days=len(days),
            n_rows=len(uses),
            at=at,
            by=by.ref,
        )
    )
    return Taken(imported, len(days), len(uses), len(seen) - len(days))


def _fresh(seen: Sequence[date], kind: Source, at: datetime) -> set[date]:
    today = day_of(at)
    oldest = today - timedelta(days=number_in_force("network.kept_days", at=at))
    known = NetworkDay.objects.filter(source=kind.value, day__in=seen)
    whole = {day for day in seen if oldest <= day < today}
    return whole - set(known.values_list("day", flat=True))


def _uses(shown: Sequence[Row], days: dict[date, NetworkDay]) -> list[NetworkUse]:
    codes = {row.office for row in shown} - {SMALL}
    offices = {office.code: office for office in Office.objects.filter(code__in=codes)}
    return [
        NetworkUse(
            of_day=days[row.day],
            office=offices.get(row.office),
            category=row.category,
            hour=row.hour,
            requests=row.requests,
            refused=row.refused,
            closed=row.closed,
        )
        for row in shown
    ]


@transaction.atomic
def forget_use(*, at: datetime) -> int:
    """Delete the counts of days older than they may be kept; return how many days."""
    before = day_of(at) - timedelta(days=number_in_force("network.kept_days", at=at))
    old = NetworkDay.objects.filter(day__lt=before)
    n_days = old.count()
    if n_days:
        old.delete()
        publish(
            events.NetworkUseForgotten(forgetting_id=new_id(), before=before, n_days=n_days, at=at)
        )
    return n_days
