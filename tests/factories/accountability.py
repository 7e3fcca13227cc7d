"""Publications with chosen numbers, notices and replies; all invented."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from tests.factories.deliberation import make_actor
from tests.factories.people import make_office

from pendopo.engines.indicators import proportion_interval
from pendopo.foundation.people.types import Role
from pendopo.journey.accountability import services
from pendopo.journey.accountability.types import OPEN_CASES, Subject, Target
from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun

AT = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
CODE = "answered_within_limit"
MONTH = "2026-02"
FIGURE = Target(Subject.INDICATOR, CODE, MONTH)
CASES = Target(Subject.CASES, OPEN_CASES, "2026-03")
WORDS = "Dua dari tiga petugas dipindahkan pada Januari; penggantinya mulai bekerja pekan ini."


def publish_counts(counts, *, exclusions=None, at=AT) -> IndicatorRun:
    """Publish an indicator with these counts: ``{office code: {month: (hits, due)}}``."""
    IndicatorRun.objects.filter(indicator=CODE, is_current=True).update(is_current=False)
    run = IndicatorRun.objects.create(
        indicator=CODE,
        version=1,
        cut_off=at,
        definition_digest="d" * 64,
        input_digest="e" * 64,
        engine_version="1",
        n_facts=0,
        folder="",
    )
    sums: dict[tuple[str, str], Counter] = {}
    for code, months in counts.items():
        for month, (hits, due) in months.items():
            for key in ((month, code), (month, ""), ("", code), ("", "")):
                sums.setdefault(key, Counter()).update(hits=hits, due=due)
    IndicatorCell.objects.bulk_create(
        _cell(run, *key, each["hits"], each["due"], exclusions or {}) for key, each in sums.items()
    )
    return run


def _cell(run, month, code, hits, due, exclusions):
    interval = proportion_interval(hits, due)
    return IndicatorCell(
        run=run,
        month=month,
        office_code=code,
        numerator=hits,
        denominator=due,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        interval_kind=interval.kind if interval else "",
        exclusions=exclusions,
    )


def publish_one_low(low=10, *, code="dinas-lambat", at=AT) -> IndicatorRun:
    """Publish three offices of which one lies far below the others: ``low`` of 50.

    With 45 of 50 twice, 10 of 50 lies beyond 99.8 % below; 31 of 50 beyond 95 % below.
    """
    for each, name in (
        (code, "Dinas Lambat"),
        ("dinas-satu", "Dinas Satu"),
        ("dinas-dua", "Dinas Dua"),
    ):
        make_office(each, name=name)
    return publish_counts(
        {code: {MONTH: (low, 50)}, "dinas-satu": {MONTH: (45, 50)}, "dinas-dua": {MONTH: (45, 50)}},
        at=at,
    )


def reply_to(office, target=FIGURE, text=WORDS, *, by=None, at=AT):
    """Publish a reply as the head of the office."""
    return services.publish_reply(
        office=office,
        target=target,
        text=text,
        by=by or make_actor(Role.HEAD, office=office),
        at=at,
    )
