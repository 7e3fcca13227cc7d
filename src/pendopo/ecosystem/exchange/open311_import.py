"""A city's published requests become cases; a second run changes nothing.

What the city tells is taken as it is: when a request came in, when it was closed, and the
words said then. When it was verified or answered nobody told, so nothing is made up
(decision 8).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from pendopo.ecosystem.exchange.city_file import (
    CityRow,
    Layout,
    Overview,
    overview,
    rows_of_share,
)
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.services import register_offices
from pendopo.journey.cases.adopting import Adopted
from pendopo.journey.cases.history import CaseHistory, Link, import_histories, sync_case
from pendopo.journey.cases.law import Law, law_in_force
from pendopo.journey.cases.selectors import synced_digests, synced_records
from pendopo.journey.voice.selectors import taken_numbers
from pendopo.journey.voice.services import register_topics
from pendopo.journey.voice.types import Channel, Kind, Place, Submission
from pendopo.kernel.ids import draw_case_number
from pendopo.kernel.shards import OnBatch, run_shares
from pendopo.kernel.time import local

_NAMESPACE = uuid.UUID("c1a1d9b2-5a0e-5a55-9d2c-8f2f7a3f6e21")
_TRIES = 5
_LONGEST_TITLE = 150
_LONGEST_NOTE = 200


@dataclass(frozen=True)
class Job:
    """One file to take in: how to read it, and what its first reading found."""

    path: Path
    layout: Layout
    at: datetime
    skip: frozenset[int]
    offices: tuple[str, ...]


@dataclass
class Counts:
    """What became of the rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept_local: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the sum of two shares."""
        return Counts(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.kept_local + other.kept_local,
        )


def look_at(path: Path, layout: Layout, *, at: datetime) -> Overview:
    """Read a file whole without writing anything.

    Raises
    ------
    FileUnreadable
        The file is no CSV, is damaged, or lacks columns.
    """
    return overview(path, layout, at=at)


def import_file(
    path: Path,
    layout: Layout,
    found: Overview,
    *,
    at: datetime,
    n_processes: int,
    on_rows: OnBatch,
) -> Counts:
    """Take in a file that was looked at, in batches of one transaction each.

    A run that was cut off can simply be repeated.
    """
    _register(layout, found, at)
    job = Job(
        path=path,
        layout=layout,
        at=at,
        skip=frozenset(refusal.line for refusal in found.refused),
        offices=tuple(found.offices),
    )
    shares = run_shares(partial(_import_share, job), n_processes=n_processes, on_batch=on_rows)
    return sum(shares, Counts())


@transaction.atomic
def _register(layout: Layout, found: Overview, at: datetime) -> None:
    # Once and before the shares part: two processes would register the same name twice.
    register_topics(
        ((_topic_code(layout, code), name) for code, name in found.services.items()),
        parent=(layout.system, f"Layanan {layout.label}"),
    )
    register_offices(found.offices, at=at)


def _topic_code(layout: Layout, service_code: str) -> str:
    return f"{layout.system}.{service_code}"


def _import_share(job: Job, share: int, of: int, on_batch: OnBatch) -> Counts:
    law, counts = law_in_force(at=job.at), Counts()
    offices, _n_new = register_offices(job.offices, at=job.at)
    batches = rows_of_share(job.path, job.layout, share, of, skip=job.skip, at=job.at)
    for batch in batches:
        counts += _import_batch(batch, job, law, offices)
        on_batch(len(batch))
    return counts


def _import_batch(
    batch: list[CityRow], job: Job, law: Law, offices: Mapping[str, Office]
) -> Counts:
    system = job.layout.system
    known = synced_digests(system, [row.number for row in batch])
    fresh = [row for row in batch if row.number not in known]
    changed = [row for row in batch if known.get(row.number, row.digest) != row.digest]
    n_kept = _update(changed, job, law, offices)
    return Counts(
        created=_create(fresh, job, law, offices),
        updated=len(changed),
        unchanged=len(batch) - len(fresh) - len(changed),
        kept_local=n_kept,
    )


def _create(rows: list[CityRow], job: Job, law: Law, offices: Mapping[str, Office]) -> int:
    for _attempt in range(_TRIES):
        numbers = _free_numbers(rows)
        histories = (
            _history(row, job.layout, offices, number)
            for row, number in zip(rows, numbers, strict=True)
        )
        try:
            return import_histories(histories, law=law, offices={}, at=job.at)
        except IntegrityError:
            # Another process drew one of the numbers since; nothing of the batch was kept.
            continue
    message = f"no free case numbers for the rows from line {rows[0].line}"
    raise RuntimeError(message)


def _free_numbers(rows: list[CityRow]) -> list[str]:
    """Draw a number for each row: a few of a thousand are taken where a year has many cases."""
    years = [local(row.opened_at, settings.PENDOPO_ZONE).year for row in rows]
    drawn = [draw_case_number(year) for year in years]
    taken = taken_numbers(drawn)
    used: set[str] = set()
    for place, year in enumerate(years):
        while drawn[place] in taken or drawn[place] in used:
            drawn[place] = draw_case_number(year)
        used.add(drawn[place])
    return drawn


def _update(rows: Iterable[CityRow], job: Job, law: Law, offices: Mapping[str, Office]) -> int:
    """Take over what changed; returns how many cases keep the state they have here."""
    by_number = {row.number: row for row in rows}
    known = synced_records(job.layout.system, list(by_number))
    histories = {
        number: _history(row, job.layout, offices, "") for number, row in by_number.items()
    }
    return sum(
        not sync_case(record, histories[number], law=law, at=job.at)
        for number, record in known.items()
    )


def _history(
    row: CityRow, layout: Layout, offices: Mapping[str, Office], number: str
) -> CaseHistory:
    return CaseHistory(
        submission=_submission(row, layout),
        received_at=row.opened_at,
        number=number,
        link=Link(layout.system, row.number, row.digest, row.status_word),
        adopted=Adopted(
            system=layout.system,
            status=row.state.status,
            case_class=row.state.case_class,
            office=offices.get(row.office),
            close_reason=row.state.close_reason,
            is_published=True,
            ended_at=row.ended_at,
            words=row.words,
        ),
    )


def _submission(row: CityRow, layout: Layout) -> Submission:
    title = row.text or ", ".join(filter(None, (row.service_name, row.place)))
    return Submission(
        key=uuid.uuid5(_NAMESPACE, f"{layout.system}:{row.number}"),
        kind=Kind.COMPLAINT,
        topic=_topic_code(layout, row.service_code),
        title=" ".join(title.split())[:_LONGEST_TITLE],
        text=row.text,
        place=Place("", row.place[:_LONGEST_NOTE], row.latitude, row.longitude),
        channel=Channel.OPEN311,
        # The city does not publish who asked.
        is_anonymous=True,
        external_number=f"{layout.system}:{row.number}"[:40],
    )
