"""Reading published numbers and the list behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendopo.engines import indicators as engine
from pendopo.foundation.people import selectors as people
from pendopo.journey.cases.models import Case
from pendopo.journey.evidence.definitions import definitions
from pendopo.journey.evidence.errors import IndicatorNotFound
from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun

ANSWERED_WITHIN_LIMIT = "answered_within_limit"


def definition(code: str) -> engine.Definition:
    """Return an indicator's definition; IndicatorNotFound if there is none."""
    try:
        return definitions()[code]
    except KeyError:
        raise IndicatorNotFound(_("Indikator ini tidak ada.")) from None


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


def cells_of_office(office_code: str) -> QuerySet[IndicatorCell]:
    """Return an office's published cells of every indicator, by month; its sums come first."""
    rows = IndicatorCell.objects.filter(run__is_current=True, office_code=office_code)
    return rows.select_related("run").order_by("run__indicator", "month")


def latest_total(code: str) -> IndicatorCell | None:
    """Return the published sum over all months and offices."""
    return (
        IndicatorCell.objects.filter(
            run__indicator=code, run__is_current=True, month="", office_code=""
        )
        .select_related("run")
        .first()
    )


def totals() -> dict[str, IndicatorCell]:
    """Return the published sum of every indicator, by its code."""
    rows = IndicatorCell.objects.filter(run__is_current=True, month="", office_code="")
    return {cell.run.indicator: cell for cell in rows.select_related("run")}


def previous_total(run: IndicatorRun) -> IndicatorCell | None:
    """Return the sum that the publication before ``run`` gave."""
    return (
        IndicatorCell.objects.filter(
            run__indicator=run.indicator, run__is_current=False, month="", office_code=""
        )
        .select_related("run")
        .order_by("-run__cut_off", "-run__id")
        .first()
    )


def required_run(code: str) -> IndicatorRun:
    """Return the publication in force; IndicatorNotFound if there is none yet."""
    definition(code)
    run = current_run(code)
    if run is None:
        raise IndicatorNotFound(_("Indikator ini belum pernah dihitung."))
    return run


def office_names() -> dict[str, str]:
    """Return the names of all offices by code, also of those that no longer work."""
    return {office.code: office.name for office in people.offices_by_id().values()}


# --- the list behind a number -------------------------------------------------------------


@dataclass(frozen=True)
class MemberRow:
    """One clock behind a number."""

    case_id: str
    month: str
    office: str
    # None only where a secret case is told of.
    due_at: datetime | None
    stopped_at: datetime | None
    outcome: str
    # Working days it took; None unless it was met, and of secret cases.
    days: int | None = None
    # Only of cases open to the public.
    number: str = ""


@dataclass(frozen=True)
class Behind:
    """The list behind a number: the rows of one page, and how many there are by outcome.

    Secret cases are counted, and never stand in the rows: their due dates would tell
    the office concerned when someone complained about it.
    """

    rows: list[MemberRow]
    public: dict[str, int]
    secret: dict[str, int]

    @property
    def n_public(self) -> int:
        """Return how many rows all pages have together."""
        return sum(self.public.values())

    @property
    def n_secret(self) -> int:
        """Return how many secret cases are only counted."""
        return sum(self.secret.values())


_COLUMNS = "case_id, month, office, due_at, stopped_at, outcome, days"


def members(
    run: IndicatorRun, *, month: str = "", office_code: str = "", offset: int = 0, size: int = 50
) -> list[MemberRow]:
    """Return the clocks behind a number of the publication, in order of due date."""
    asked = _Asked(run, month, office_code)
    return asked.rows(f"SELECT {_COLUMNS} FROM asked ORDER BY due_at, clock_id", offset, size)  # noqa: S608 -- fixed words


def behind(
    run: IndicatorRun, *, month: str = "", office_code: str = "", offset: int = 0, size: int = 50
) -> Behind:
    """Return one page of the public cases behind a number, and the count of the secret ones."""
    asked = _Asked(run, month, office_code)
    public, secret = asked.tallies()
    query = f"SELECT {_COLUMNS} FROM asked WHERE NOT is_secret ORDER BY due_at, clock_id"  # noqa: S608 -- fixed words
    rows = asked.rows(query, offset, size)
    numbers = _public_numbers(row.case_id for row in rows)
    return Behind(
        [replace(row, number=numbers.get(row.case_id, "")) for row in rows], public, secret
    )


def everything_behind(run: IndicatorRun) -> Iterator[MemberRow]:
    """Yield every clock behind a publication; of secret cases only what cells tell as well."""
    asked = _Asked(run)
    query = f"SELECT {_COLUMNS} FROM asked WHERE NOT is_secret ORDER BY due_at, clock_id"  # noqa: S608 -- fixed words
    shown = asked.rows(query)
    for start in range(0, len(shown), _NUMBERS_AT_ONCE):
        some = shown[start : start + _NUMBERS_AT_ONCE]
        numbers = _public_numbers(row.case_id for row in some)
        yield from (replace(row, number=numbers.get(row.case_id, "")) for row in some)
    query = "SELECT '', month, office, NULL, NULL, outcome, NULL FROM asked WHERE is_secret ORDER BY ALL"
    yield from asked.rows(query)


class _Asked:
    """The members of a publication for one month and office, with secret cases marked."""

    def __init__(self, run: IndicatorRun, month: str = "", office_code: str = "") -> None:
        file = members_file(run)
        if not file.exists():
            raise IndicatorNotFound(_("Daftar di balik angka ini sedang disusun ulang."))
        hidden = Case.objects.filter(is_public=False).values_list("id", flat=True)
        self._values = {
            "file": str(file),
            "month": month,
            "office": office_code,
            "hidden": "\n".join(map(str, hidden)),
        }

    def rows(self, query: str, offset: int = 0, size: int | None = None) -> list[MemberRow]:
        limit = "" if size is None else f" LIMIT {size:d} OFFSET {offset:d}"
        return [_member(*row) for row in self._fetch(query + limit)]

    def tallies(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return counts by outcome, of public and of secret cases."""
        public: dict[str, int] = {}
        secret: dict[str, int] = {}
        query = "SELECT is_secret, outcome, count(*) FROM asked GROUP BY ALL ORDER BY ALL"
        for is_secret, outcome, count in self._fetch(query):
            (secret if is_secret else public)[outcome] = count
        return public, secret

    def _fetch(self, query: str) -> list[tuple[Any, ...]]:
        with engine.open_duckdb() as connection:
            return connection.execute(_ASKED + query, self._values).fetchall()


def _member(
    case_id: str,
    month: str,
    office: str,
    due: datetime | None,
    stopped: datetime | None,
    outcome: str,
    days: int | None,
) -> MemberRow:
    # The file holds UTC without a zone.
    due_at, stopped_at = (at and at.replace(tzinfo=UTC) for at in (due, stopped))
    return MemberRow(case_id, month, office, due_at, stopped_at, outcome, days)


_NUMBERS_AT_ONCE = 2_000
_ASKED = """
WITH hidden AS (SELECT unnest(string_split($hidden, chr(10))) AS case_id),
asked AS (
    SELECT *, case_id IN (FROM hidden) AS is_secret
    FROM read_parquet($file)
    WHERE $month IN ('', month) AND $office IN ('', office)
)
"""


def _public_numbers(case_ids: Iterable[str]) -> dict[str, str]:
    rows = Case.objects.filter(id__in=list(case_ids), is_public=True)
    return {str(case_id): number for case_id, number in rows.values_list("id", "number")}


def members_file(run: IndicatorRun) -> Path:
    """Return the Parquet file with every clock behind a publication."""
    return Path(settings.EVIDENCE_ROOT) / "indicators" / run.folder / "members.parquet"
