"""The register of what is monitored, and who opened what it recorded."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import MonitoringMeasure
from pendopo.foundation.governance.network import events, selectors
from pendopo.foundation.governance.network.errors import MeasureUnfit
from pendopo.foundation.governance.network.services import require_keeper
from pendopo.foundation.governance.network.types import MeasureKind, Opening
from pendopo.foundation.governance.selectors import day_of
from pendopo.foundation.ledger.selectors import facts_about, facts_about_all
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor


@dataclass(frozen=True)
class MeasureWords:
    """What everyone may read about a measure."""

    kind: str
    title: str
    office: Office
    purpose: str
    legal_basis: str
    confidence: str
    dpia: str
    kept_days: int
    who_may_open: str
    started_on: date


@transaction.atomic
def register(
    *, words: MeasureWords, by: Actor, at: datetime, measure_id: uuid.UUID | None = None
) -> MonitoringMeasure:
    """Enter a measure, or change what is told about one.

    Raises
    ------
    NotNetworkEditor, NetworkRowNotFound
    MeasureUnfit
        Purpose, legal basis, impact assessment or who may open it is missing.
    """
    require_keeper(by)
    for name in ("title", "purpose", "legal_basis", "dpia", "who_may_open"):
        if not getattr(words, name).strip():
            raise MeasureUnfit(_("Bagian ini wajib diisi."), field=name)
    row = selectors.measure(measure_id) if measure_id else MonitoringMeasure()
    for field in fields(words):
        setattr(row, field.name, getattr(words, field.name))
    row.save()
    publish(
        events.MonitoringRegistered(monitoring_measure_id=row.id, kind=words.kind, at=at, by=by.ref)
    )
    return row


@transaction.atomic
def end(*, measure_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Say that a measure is no longer in use from today; it stays in the register.

    Raises
    ------
    NotNetworkEditor, NetworkRowNotFound
    """
    require_keeper(by)
    row = selectors.measure(measure_id)
    row.ended_on = max(day_of(at), row.started_on)
    row.save(update_fields=["ended_on"])
    publish(
        events.MonitoringEnded(
            monitoring_measure_id=row.id, ended_on=row.ended_on, at=at, by=by.ref
        )
    )


@transaction.atomic
def note_opening(*, measure_id: uuid.UUID, purpose: Opening, by: Actor, at: datetime) -> None:
    """Put on record that somebody opened what a measure recorded.

    Raises
    ------
    NetworkRowNotFound
    """
    row = selectors.measure(measure_id)
    publish(
        events.MonitoringOpened(
            monitoring_measure_id=row.id, purpose=purpose.value, at=at, by=by.ref
        )
    )


@transaction.atomic
def note_report(*, by: Actor, at: datetime) -> None:
    """Put on record that somebody opened the report on the network."""
    for row in selectors.measures_of(MeasureKind.NETWORK, at=at):
        note_opening(measure_id=row.id, purpose=Opening.REPORT, by=by, at=at)


@dataclass(frozen=True)
class Opened:
    """One opening: when, why, and by a reference that tells no name."""

    at: datetime
    purpose: str
    by: str


def openings(measure_id: uuid.UUID) -> list[Opened]:
    """Return who opened what a measure recorded, newest first."""
    found = facts_about(measure_id, names=[events.MonitoringOpened.__name__])
    return [
        Opened(fact.at, str(Opening(fact.purpose).label), fact.by[:8])
        for fact in reversed(cast("list[events.MonitoringOpened]", found))
    ]


def n_openings(measure_ids: Iterable[uuid.UUID]) -> Counter[uuid.UUID]:
    """Return how often each measure's record was opened (one query)."""
    opened = events.MonitoringOpened
    return Counter(
        fact.monitoring_measure_id
        for fact in facts_about_all(measure_ids)
        if isinstance(fact, opened)
    )
