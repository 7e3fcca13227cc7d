"""SP4N-LAPOR! reports become cases under both numbers; a second run changes nothing."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from pendopo.ecosystem.exchange.sp4n import Channel, Classification, Sp4nRow, Status
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.services import register_offices
from pendopo.journey.cases import types as case
from pendopo.journey.cases.adopting import Adopted
from pendopo.journey.cases.history import CaseHistory, Link, import_histories, sync_case
from pendopo.journey.cases.law import Law, law_in_force
from pendopo.journey.cases.selectors import synced_records
from pendopo.journey.voice.services import register_topics
from pendopo.journey.voice.types import Channel as VoiceChannel
from pendopo.journey.voice.types import Kind, Submission

SYSTEM = "sp4n"
_NAMESPACE = uuid.UUID("5a2d2b0e-5ef1-5d0f-8bcb-6d3b7a6d9f10")
_BATCH = 500
_KINDS = {
    Classification.INFORMATION_REQUEST: Kind.QUESTION,
    Classification.ASPIRATION: Kind.ASPIRATION,
}
_CLASSES = {
    Classification.INFORMATION_REQUEST: case.CaseClass.INFORMATION_REQUEST.value,
    Classification.ASPIRATION: case.CaseClass.ASPIRATION.value,
    Classification.COMPLAINT: case.CaseClass.COMPLAINT.value,
    Classification.COMPLAINT_OVERSIGHT: case.CaseClass.COMPLAINT_OVERSIGHT.value,
    Classification.UNCLASSIFIED: "",
}
_CHANNELS = {
    Channel.WEBSITE: VoiceChannel.SP4N_WEB,
    Channel.ANDROID: VoiceChannel.SP4N_APP,
    Channel.IOS: VoiceChannel.SP4N_APP,
    Channel.SMS: VoiceChannel.SP4N_SMS,
    Channel.SOCIAL_MEDIA: VoiceChannel.SP4N_SOCIAL,
}
# SP4N status → (our status, who closed it). Closing is not answering: none of these
# carries an outcome.
_STATES = {
    Status.AWAITING_VERIFICATION: (case.Status.RECEIVED, ""),
    Status.FORWARDED: (case.Status.ASSIGNED, ""),
    Status.IN_PROGRESS: (case.Status.ASSIGNED, ""),
    Status.WAITING_FOR_REPORTER: (case.Status.WAITING, ""),
    Status.POSTPONED: (case.Status.WAITING, ""),
    Status.CLOSED: (case.Status.CLOSED, case.CloseReason.OFFICER.value),
    Status.CLOSED_BY_ADMIN: (case.Status.CLOSED, case.CloseReason.OFFICER.value),
    Status.CLOSED_BY_REPORTER: (case.Status.CLOSED, case.CloseReason.CITIZEN.value),
    Status.CLOSED_BY_SYSTEM: (case.Status.CLOSED, case.CloseReason.SYSTEM.value),
    Status.NOT_OURS: (case.Status.ARCHIVED, ""),
    Status.BLOCKED: (case.Status.ARCHIVED, ""),
    Status.ARCHIVED: (case.Status.ARCHIVED, ""),
    Status.ARCHIVED_BY_SYSTEM: (case.Status.ARCHIVED, ""),
    Status.ARCHIVED_BY_ADMIN: (case.Status.ARCHIVED, ""),
    Status.ARCHIVED_BY_REPORTER: (case.Status.ARCHIVED, case.CloseReason.WITHDRAWN.value),
}
_HIDDEN = {Status.BLOCKED, Status.AWAITING_VERIFICATION}


@dataclass
class ImportReport:
    """What an import did; ``statuses`` counts SP4N's own status words of all rows read."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept_local: int = 0
    offices: int = 0
    statuses: Counter[str] = field(default_factory=Counter)


def import_rows(
    rows: Iterable[Sp4nRow],
    *,
    at: datetime,
    on_rows: Callable[[int], object] = lambda _n: None,
) -> ImportReport:
    """Create or update the cases of an export, in batches of one transaction each.

    A run that was cut off can simply be repeated. A case that officers have worked on
    here since the last import keeps its state: an outside system never moves it back.
    """
    report, law = ImportReport(), law_in_force(at=at)
    for batch in _batches(list(rows), _BATCH):
        _import_batch(batch, law, report, at)
        report.statuses.update(row.status_raw for row in batch)
        on_rows(len(batch))
    return report


@transaction.atomic
def _import_batch(batch: list[Sp4nRow], law: Law, report: ImportReport, at: datetime) -> None:
    known = synced_records(SYSTEM, [row.tracking_id for row in batch])
    fresh = [row for row in batch if row.tracking_id not in known]
    changed = [
        row
        for row in batch
        if row.tracking_id in known and known[row.tracking_id].digest != row.digest
    ]
    offices, n_new = register_offices(_office_names(fresh + changed), at=at)
    report.offices += n_new
    register_topics(
        ((_topic_code(row), row.category or "") for row in fresh + changed if row.category_id),
        parent=(SYSTEM, "Kategori SP4N-LAPOR!"),
    )
    histories = (_history(row, offices) for row in fresh)
    report.created += import_histories(histories, law=law, offices={}, at=at)
    for row in changed:
        was_moved = sync_case(known[row.tracking_id], _history(row, offices), law=law, at=at)
        report.kept_local += not was_moved
    report.updated += len(changed)
    report.unchanged += len(batch) - len(fresh) - len(changed)


def _batches(rows: list[Sp4nRow], size: int) -> Iterator[list[Sp4nRow]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _office_names(rows: Iterable[Sp4nRow]) -> set[str]:
    return {row.office for row in rows if row.office}


def _topic_code(row: Sp4nRow) -> str:
    return f"{SYSTEM}.{re.sub(r'[^A-Za-z0-9]+', '-', row.category_id or '')[:40]}"


def _history(row: Sp4nRow, offices: dict[str, Office]) -> CaseHistory:
    status, close_reason = _STATES[row.status]
    return CaseHistory(
        submission=_submission(row),
        received_at=received_at(row),
        link=Link(SYSTEM, row.tracking_id, row.digest, row.status_raw),
        adopted=Adopted(
            system=SYSTEM,
            status=status,
            case_class=_CLASSES[row.classification],
            office=offices.get(row.office or ""),
            close_reason=close_reason,
            is_published=row.status not in _HIDDEN,
        ),
    )


def received_at(row: Sp4nRow) -> datetime:
    """Return when a report came in; without a time, the beginning of its day."""
    moment = row.received_time or time(0, 0)
    return datetime.combine(row.received_on, moment, tzinfo=ZoneInfo(settings.PENDOPO_ZONE))


def _submission(row: Sp4nRow) -> Submission:
    return Submission(
        key=uuid.uuid5(_NAMESPACE, row.tracking_id),
        kind=_KINDS.get(row.classification, Kind.COMPLAINT),
        topic=_topic_code(row) if row.category_id else "",
        title=row.title[:150],
        text=row.first_text or row.last_text,
        channel=_CHANNELS.get(row.channel, VoiceChannel.SP4N),
        is_anonymous=row.is_anonymous,
        is_secret=row.is_secret,
        external_number=row.tracking_id,
    )
