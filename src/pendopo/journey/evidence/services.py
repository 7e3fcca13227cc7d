"""Refreshing evidence: export, compute, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from pendopo.engines import indicators as engine
from pendopo.foundation.ledger.selectors import first_fact_at
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.selectors import offices_by_id
from pendopo.journey.cases.calendars import calendars_in_force
from pendopo.journey.evidence.definitions import definitions
from pendopo.journey.evidence.events import IndicatorPublished
from pendopo.journey.evidence.export import export_facts, facts_folder
from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun
from pendopo.journey.evidence.selectors import current_run
from pendopo.kernel.time import local


@dataclass(frozen=True)
class Seen:
    """What else the facts show beside the indicator itself."""

    channels: dict[str, int]
    n_answers: int


def refresh_evidence(
    *, at: datetime, on_day: Callable[[int, int], None] = lambda _i, _n: None
) -> list[IndicatorRun]:
    """Export new facts and publish every indicator anew.

    Numbers that did not change keep their publication; only its cut-off moves on. On an
    empty record there is nothing to publish.
    """
    export_facts(at=at, on_day=on_day)
    if not any(facts_folder().glob("day=*")):
        return []
    return [publish_indicator(definition, at=at) for definition in definitions().values()]


def publish_indicator(definition: engine.Definition, *, at: datetime) -> IndicatorRun:
    """Compute one indicator and make it the current publication."""
    facts, zone = facts_folder(), settings.PENDOPO_ZONE
    usual, own = _working_days(at)
    result = engine.compute(definition, facts, at=at, zone=zone, open_days=usual, own_days=own)
    folder = engine.write_result(result, settings.EVIDENCE_ROOT / "indicators" / definition.code)
    current = current_run(definition.code)
    if current is not None and _says_the_same(current, result):
        current.cut_off, current.folder = result.cut_off, folder.name
        current.save(update_fields=["cut_off", "folder"])
        return current
    seen = Seen(
        channels=engine.count_values(facts, name="CaseOpened", field="channel", at=at),
        n_answers=engine.count_values(
            facts, name="ClockStopped", field="reason", at=at, clock="answer"
        ).get("answered", 0),
    )
    return _store(result, folder, seen, at)


def _working_days(at: datetime) -> tuple[tuple[date, ...], dict[str, tuple[date, ...]]]:
    """Return the working days of the usual week, and of offices that keep another, by code.

    From the first fact to today, as the calendars in force at ``at`` have them.
    """
    first = first_fact_at()
    if first is None:
        return (), {}
    zone = settings.PENDOPO_ZONE
    span = local(first, zone).date(), local(at, zone).date()
    calendars, offices = calendars_in_force(at=at), offices_by_id()
    own = {
        offices[office_id].code: calendar.working_days(*span)
        for office_id, calendar in calendars.own.items()
        if office_id in offices
    }
    return calendars.usual.working_days(*span), own


def _says_the_same(run: IndicatorRun, result: engine.Result) -> bool:
    stamp = (run.definition_digest, run.input_digest, run.engine_version)
    if stamp != (result.definition.digest, result.input_digest, engine.ENGINE_VERSION):
        return False
    return _numbers(run.cells.all()) == _numbers(_cells(run, result))


def _numbers(cells: Iterable[IndicatorCell]) -> set[tuple[object, ...]]:
    return {
        (
            cell.month,
            cell.office_code,
            cell.numerator,
            cell.denominator,
            cell.median_days,
            cell.p90_days,
            *sorted(cell.exclusions.items()),
        )
        for cell in cells
    }


@transaction.atomic
def _store(result: engine.Result, folder: Path, seen: Seen, at: datetime) -> IndicatorRun:
    definition = result.definition
    IndicatorRun.objects.filter(indicator=definition.code, is_current=True).update(is_current=False)
    run = IndicatorRun.objects.create(
        indicator=definition.code,
        version=definition.version,
        cut_off=result.cut_off,
        definition_digest=definition.digest,
        input_digest=result.input_digest,
        engine_version=engine.ENGINE_VERSION,
        n_facts=result.n_facts,
        folder=folder.name,
        channels=seen.channels,
        n_answers=seen.n_answers,
    )
    IndicatorCell.objects.bulk_create(_cells(run, result), batch_size=1_000)
    publish(_published(run, result, at))
    return run


def _published(run: IndicatorRun, result: engine.Result, at: datetime) -> IndicatorPublished:
    return IndicatorPublished(
        run_id=run.id,
        indicator=run.indicator,
        indicator_version=run.version,
        numerator=result.total.numerator,
        denominator=result.total.denominator,
        input_digest=run.input_digest,
        definition_digest=run.definition_digest,
        at=at,
    )


def _cells(run: IndicatorRun, result: engine.Result) -> Iterable[IndicatorCell]:
    for cell in (*result.cells, *result.by_month, *result.by_office, result.total):
        interval = cell.interval
        yield IndicatorCell(
            run=run,
            month=cell.month or "",
            office_code=cell.office or "",
            numerator=cell.numerator,
            denominator=cell.denominator,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            interval_kind=interval.kind if interval else "",
            exclusions=dict(cell.exclusions),
            n_timed=cell.n_timed,
            median_days=cell.median_days,
            p90_days=cell.p90_days,
        )
