"""Compute "within the legal limit" for one kind of clock from exported facts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb

from pendopo.engines.indicators.definition import EXCLUSIONS, MEETING, Definition
from pendopo.engines.indicators.facts import FactsUnreadable, fact_files, joined, open_duckdb
from pendopo.engines.indicators.intervals import Interval, proportion_interval

ENGINE_VERSION = "3"
WITHIN = "within"
EXCLUDED = "excluded:"
STOP_REASONS = (
    frozenset({"closed", "closed_by_system", "responded", "lapsed"}) | MEETING | EXCLUSIONS
)
_SHOWN_IDS = 5
_IDS_AT_ONCE = 50_000
_NO_DAYS: Mapping[str, Sequence[date]] = MappingProxyType({})


@dataclass(frozen=True)
class Member:
    """One clock that fell due, and what became of it.

    Attributes
    ----------
    month
        Month of the final due date in the installation's zone, ``YYYY-MM``.
    outcome
        ``within``, ``late``, ``unanswered_open``, ``closed_by_system``,
        ``excluded:<reason>``, or another stop reason the definition does not exclude.
    days
        Working days it took, pauses left out; None unless it was met and a calendar given.
    """

    case_id: str
    clock_id: str
    office: str
    month: str
    due_at: datetime
    stopped_at: datetime | None
    outcome: str
    days: int | None = None


@dataclass(frozen=True)
class Cell:
    """Counts of one month and office; None stands for all of them.

    Attributes
    ----------
    numerator, denominator
        Clocks answered in time, and clocks that fell due less the excluded ones.
    exclusions
        Pairs of reason and count, one for every reason of the definition.
    interval
        95 % interval of the share; None when the denominator is 0.
    n_timed, median_days, p90_days
        How many of the met clocks have their working time known, and its median and 90th
        percentile (nearest rank) in working days; None when there is none.
    """

    month: str | None
    office: str | None
    numerator: int
    denominator: int
    exclusions: tuple[tuple[str, int], ...]
    interval: Interval | None
    n_timed: int = 0
    median_days: int | None = None
    p90_days: int | None = None

    @property
    def share(self) -> float | None:
        """Return numerator over denominator; None when there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Result:
    """An indicator computed once, with what is needed to compute it again."""

    definition: Definition
    cut_off: datetime
    zone: str
    input_digest: str
    n_facts: int
    members: tuple[Member, ...]
    cells: tuple[Cell, ...]
    by_month: tuple[Cell, ...]
    by_office: tuple[Cell, ...]
    total: Cell


def compute(
    definition: Definition,
    facts: Path,
    *,
    at: datetime,
    zone: str,
    open_days: Sequence[date] = (),
    own_days: Mapping[str, Sequence[date]] = _NO_DAYS,
) -> Result:
    """Return the indicator at the cut-off ``at`` from the export folder ``facts``.

    Facts later than ``at`` are not seen, so an old cut-off gives what was known then.
    ``open_days`` are the working days by which working time is counted, ``own_days`` those of
    offices with a calendar of their own, by code: a clock counts by the calendar of the office
    that has it in the end, as its limit does. Without days no time is told, and days outside
    them count for nothing.

    Raises
    ------
    FactsUnreadable
        If the folder holds no facts, or one lacks a field its clock needs.
    ValueError
        If ``at`` has no zone or ``zone`` is unknown.
    """
    cut_off = _utc(at)
    _check_zone(zone)
    with open_duckdb() as connection:
        _read(connection, definition, fact_files(facts), cut_off)
        n_facts, input_digest = _digest_of_input(connection)
        connection.execute(sql("open_until"), {"open": _calendars(open_days, own_days)})
        members = _members(connection, definition, cut_off, zone)
    return Result(
        definition=definition,
        cut_off=at.astimezone(UTC),
        zone=zone,
        input_digest=input_digest,
        n_facts=n_facts,
        members=members,
        cells=_cells(definition, members, lambda month, office: (month, office)),
        by_month=_cells(definition, members, lambda month, _office: (month, None)),
        by_office=_cells(definition, members, lambda _month, office: (None, office)),
        total=_cell(definition, (None, None), members),
    )


def _calendars(open_days: Sequence[date], own_days: Mapping[str, Sequence[date]]) -> str:
    """Return the working days as ``open_until.sql`` takes them; the usual ones have no name."""
    return joined(
        f"{office}\t{day}" for office, days in {**own_days, "": open_days}.items() for day in days
    )


def ids_digest(ids: Iterable[str]) -> str:
    """Return the SHA-256 (hex) of the sorted fact ids, one a line."""
    return hashlib.sha256("".join(f"{one}\n" for one in sorted(ids)).encode()).hexdigest()


def _digest_of_input(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Return how many facts were read, and ``ids_digest`` of them without holding them all."""
    digest, n_facts = hashlib.sha256(), 0
    found = connection.execute("SELECT id FROM facts ORDER BY id")
    while some := found.fetchmany(_IDS_AT_ONCE):
        n_facts += len(some)
        digest.update("".join(f"{one}\n" for (one,) in some).encode())
    return n_facts, digest.hexdigest()


def sql(name: str) -> str:
    """Return the query ``name`` that lies beside this module."""
    return Path(__file__).with_name(f"{name}.sql").read_text("utf-8")


def _read(
    connection: duckdb.DuckDBPyConnection, definition: Definition, files: list[str], at: datetime
) -> None:
    if not files:
        raise FactsUnreadable("the folder must hold day=YYYY-MM-DD/*.parquet, got none")
    names = [one.name for one in definition.source_facts]
    try:
        connection.execute(sql("read_facts"), {"files": joined(files), "names": names, "at": at})
    except duckdb.Error as error:
        raise FactsUnreadable(f"the exported facts cannot be read: {error}") from error
    # The rest needs no file; a query can no longer reach one.
    connection.execute("SET enable_external_access = false")
    versions = [f"{one.name}@{one.version}" for one in definition.source_facts]
    known = {
        "versions": versions,
        "reasons": sorted(STOP_REASONS),
        "clock": definition.clock,
    }
    unfit = connection.execute(sql("unfit_facts"), known).fetchall()
    if unfit:
        shown = ", ".join(f"{one} ({fault})" for one, fault in unfit[:_SHOWN_IDS])
        raise FactsUnreadable(f"{len(unfit)} facts lack a usable field: {shown}")


def _members(
    connection: duckdb.DuckDBPyConnection, definition: Definition, at: datetime, zone: str
) -> tuple[Member, ...]:
    excluded = [one.code for one in definition.exclusions]
    bound = {
        "at": at,
        "zone": zone,
        "excluded": excluded,
        "clock": definition.clock,
        "met": list(definition.met),
    }
    rows = connection.execute(sql("within_limit"), bound).fetchall()
    return tuple(
        Member(
            case_id,
            clock_id,
            office,
            month,
            due_at.replace(tzinfo=UTC),
            None if stopped_at is None else stopped_at.replace(tzinfo=UTC),
            outcome,
            days,
        )
        for case_id, clock_id, office, month, due_at, stopped_at, outcome, days in rows
    )


_Key = tuple[str | None, str | None]


def _cells(
    definition: Definition,
    members: Iterable[Member],
    key: Callable[[str, str], _Key],
) -> tuple[Cell, ...]:
    groups: dict[_Key, list[Member]] = {}
    for one in members:
        groups.setdefault(key(one.month, one.office), []).append(one)
    ordered = sorted(groups, key=lambda one: (one[0] or "", one[1] or ""))
    return tuple(_cell(definition, one, groups[one]) for one in ordered)


def _cell(definition: Definition, key: _Key, members: Sequence[Member]) -> Cell:
    outcomes = Counter(one.outcome for one in members)
    left_out = tuple((one.code, outcomes[EXCLUDED + one.code]) for one in definition.exclusions)
    denominator = outcomes.total() - sum(count for _, count in left_out)
    days = sorted(one.days for one in members if one.days is not None)
    return Cell(
        month=key[0],
        office=key[1],
        numerator=outcomes[WITHIN],
        denominator=denominator,
        exclusions=left_out,
        interval=proportion_interval(outcomes[WITHIN], denominator),
        n_timed=len(days),
        median_days=_ranked(days, 50),
        p90_days=_ranked(days, 90),
    )


def _ranked(ordered: Sequence[int], percent: int) -> int | None:
    """Return the value at the nearest rank: the smallest that ``percent`` do not exceed."""
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else None


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"at must carry its zone, got {at!r}")
    # DuckDB compares with columns that hold UTC without a zone.
    return at.astimezone(UTC).replace(tzinfo=None)


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"zone must be an IANA name such as Asia/Jakarta, got {zone!r}") from error
