"""Refreshing evidence: export, compute, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from pendopo.engines import indicators as engine
from pendopo.foundation.ledger.services import publish
from pendopo.journey.evidence.definitions import definitions
from pendopo.journey.evidence.events import IndicatorPublished
from pendopo.journey.evidence.export import export_facts, facts_folder
from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun


def refresh_evidence(
    *, at: datetime, on_day: Callable[[int, int], None] = lambda _i, _n: None
) -> list[IndicatorRun]:
    """Export new facts and publish every indicator whose input changed.

    Numbers that did not change keep their publication.
    """
    export_facts(at=at, on_day=on_day)
    return [publish_indicator(definition, at=at) for definition in definitions().values()]


def publish_indicator(definition: engine.Definition, *, at: datetime) -> IndicatorRun:
    """Compute one indicator and make it the current publication."""
    result = engine.compute(definition, facts_folder(), at=at, zone=settings.PENDOPO_ZONE)
    folder = engine.write_result(result, settings.EVIDENCE_ROOT / "indicators" / definition.code)
    return _store(definition, result, folder, at)


@transaction.atomic
def _store(
    definition: engine.Definition, result: engine.Result, folder: Path, at: datetime
) -> IndicatorRun:
    IndicatorRun.objects.filter(indicator=definition.code, is_current=True).update(
        is_current=False
    )
    run = IndicatorRun.objects.create(
        indicator=definition.code,
        version=definition.version,
        cut_off=result.cut_off,
        definition_digest=definition.digest,
        input_digest=result.input_digest,
        engine_version=engine.ENGINE_VERSION,
        n_facts=result.n_facts,
        folder=folder.name,
    )
    IndicatorCell.objects.bulk_create(_cells(run, result), batch_size=1_000)
    publish(
        IndicatorPublished(
            run_id=run.id,
            indicator=definition.code,
            indicator_version=definition.version,
            numerator=result.total.numerator,
            denominator=result.total.denominator,
            input_digest=result.input_digest,
            definition_digest=definition.digest,
            at=at,
        )
    )
    return run


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
        )
