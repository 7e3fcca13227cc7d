"""Loading promises with their past, as a demo or an older system brings them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish_many
from pendopo.foundation.people.selectors import offices_by_id
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.commitments import events, rules, selectors
from pendopo.journey.commitments.models import Commitment, Milestone, Progress
from pendopo.journey.commitments.services import making, working
from pendopo.journey.commitments.types import CommitmentStory, Done, Report
from pendopo.kernel.errors import BadInput
from pendopo.kernel.events import Fact


@dataclass
class _Batch:
    commitments: list[Commitment] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    reports: list[Progress] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


@transaction.atomic
def load_commitments(
    stories: Iterable[CommitmentStory], *, by: Actor = SYSTEM, at: datetime
) -> list[Commitment]:
    """Store promises with their past, in the order in which they were made.

    The same rules hold as in live work: every step done has proof, and nothing lies after
    ``at``. Facts carry the instants of the past and are not delivered anew.

    Raises
    ------
    BadInput
        A story lacks something, or lies in the future; nothing is written.
    """
    batch, offices = _Batch(), offices_by_id()
    codes = {office_id: office.code for office_id, office in offices.items()}
    serials: dict[int, int] = {}
    for story in sorted(stories, key=lambda one: one.made_at):
        _tell(story, batch, serials, codes, by, at)
    Commitment.objects.bulk_create(batch.commitments, batch_size=500)
    Milestone.objects.bulk_create(batch.milestones, batch_size=500)
    Progress.objects.bulk_create(batch.reports, batch_size=500)
    publish_many(sorted(batch.facts, key=lambda fact: fact.at), silent=True)
    return batch.commitments


def _tell(
    story: CommitmentStory,
    batch: _Batch,
    serials: dict[int, int],
    codes: Mapping[UUID, str],
    by: Actor,
    at: datetime,
) -> None:
    draft = story.draft
    rules.require_whole(draft)
    year = selectors.today(story.made_at).year
    serial = serials.get(year) or making.next_serial(story.made_at)
    serials[year] = serial + 1
    row = making.unsaved_commitment(draft, serial=serial, at=story.made_at)
    steps = making.unsaved_milestones(row, draft)
    office = codes[draft.office_id]
    made = making.made_fact(row, office, draft, by=by.ref, at=story.made_at)
    facts: list[Fact] = [made, *_reach(row, steps, story.done, by)]
    facts += _report(row, story.reports, batch, by)
    if story.fulfilled_at is not None:
        rules.require_all_done(steps)
        row.fulfilled_at = story.fulfilled_at
        facts.append(working.fulfilled_fact(row, office, by=by.ref, at=story.fulfilled_at))
    if any(fact.at > at for fact in facts):
        raise BadInput(_("Riwayat ini memuat hal yang belum terjadi."))
    batch.commitments.append(row)
    batch.milestones += steps
    batch.facts += facts


def _reach(
    row: Commitment, steps: list[Milestone], done: Iterable[Done], by: Actor
) -> Iterator[Fact]:
    for mark in done:
        rules.require_proof(mark.proof)
        step = steps[mark.position - 1]
        step.done_on, step.recorded_at = mark.on, _noon(mark)
        step.proof_text, step.proof_url = mark.proof.text, mark.proof.url
        yield working.done_fact(row, step, mark.on, by=by.ref, at=step.recorded_at)


def _noon(mark: Done) -> datetime:
    # A loader knows the day alone; noon keeps that day in every zone of the country.
    return datetime.combine(mark.on, time(12), tzinfo=ZoneInfo(settings.PENDOPO_ZONE))


def _report(row: Commitment, reports: Iterable[Report], batch: _Batch, by: Actor) -> Iterator[Fact]:
    for report in reports:
        rules.require_percent(report.percent, report.text)
        progress = Progress(
            commitment=row,
            percent=report.percent,
            text=report.text,
            proof_text=report.proof.text,
            proof_url=report.proof.url,
            position_title=row.position_title,
            at=report.at,
        )
        batch.reports.append(progress)
        yield events.ProgressReported(
            commitment_id=row.id,
            number=row.number,
            progress_id=progress.id,
            percent=report.percent,
            at=report.at,
            by=by.ref,
        )
