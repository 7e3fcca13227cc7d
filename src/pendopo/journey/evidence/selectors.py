"""Reading published numbers and the list behind each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from pendopo.engines import indicators as engine
from pendopo.journey.evidence.definitions import definitions
from pendopo.journey.evidence.errors import IndicatorNotFound
from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun

ANSWERED_WITHIN_LIMIT = "answered_within_limit"


def definition(code: str) -> engine.Definition:
    """Return an indicator's definition; IndicatorNotFound if there is none."""
    try:
        return definitions()[code]
    except KeyError:
        raise IndicatorNotFound("Indikator ini tidak ada.") from None


def all_definitions() -> list[engine.Definition]:
    """Return every indicator's definition."""
    return list(definitions().values())


def current_run(code: str) -> IndicatorRun | None:
    """Return the publication in force, if the indicator was ever computed."""
    return IndicatorRun.objects.filter(indicator=code, is_current=True).first()


def cells(
    run: IndicatorRun, *, month: str | None = None, office_code: str | None = None
) -> QuerySet[IndicatorCell]:
    """Return cells of a publication; ``""`` selects the sums, None selects everything."""
    rows = IndicatorCell.objects.filter(run=run)
    if month is not None:
        rows = rows.filter(month=month)
    if office_code is not None:
        rows = rows.filter(office_code=office_code)
    return rows


def monthly(run: IndicatorRun, *, office_code: str = "") -> QuerySet[IndicatorCell]:
    """Return the cells of each month for one office, or for all offices together."""
    return IndicatorCell.objects.filter(run=run, office_code=office_code).exclude(month="")


def by_office(run: IndicatorRun, *, month: str = "") -> QuerySet[IndicatorCell]:
    """Return the cells of each office in one month, or over all months."""
    return IndicatorCell.objects.filter(run=run, month=month).exclude(office_code="")


def latest_total(code: str) -> IndicatorCell | None:
    """Return the published sum over all months and offices."""
    return (
        IndicatorCell.objects.filter(
            run__indicator=code, run__is_current=True, month="", office_code=""
        )
        .select_related("run")
        .first()
    )


@dataclass(frozen=True)
class MemberRow:
    """One clock behind a number."""

    case_id: str
    month: str
    office: str
    due_at: datetime
    stopped_at: datetime | None
    outcome: str


def members(
    run: IndicatorRun, *, month: str = "", office_code: str = "", offset: int = 0, size: int = 50
) -> list[MemberRow]:
    """Return the clocks behind a number of the publication, in order of due date."""
    file = members_file(run)
    conditions, values = ["true"], []
    for column, value in (("month", month), ("office", office_code)):
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    query = (
        "SELECT case_id, month, office, due_at, stopped_at, outcome FROM read_parquet(?) "  # noqa: S608 -- fixed column names
        f"WHERE {' AND '.join(conditions)} ORDER BY due_at, clock_id LIMIT ? OFFSET ?"
    )
    with engine.open_duckdb() as connection:
        rows = connection.execute(query, [str(file), *values, size, offset]).fetchall()
    return [MemberRow(*row) for row in rows]


def members_file(run: IndicatorRun) -> Path:
    """Return the Parquet file with every clock behind a publication."""
    return Path(settings.EVIDENCE_ROOT) / "indicators" / run.folder / "members.parquet"
