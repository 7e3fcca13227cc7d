"""Computing the map of opinions, and keeping each published one with its provenance."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from pendopo.engines import opinion
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.deliberation import selectors
from pendopo.journey.deliberation.events import MapComputed
from pendopo.journey.deliberation.models import MapSnapshot

# Nobody's answer is shown in company of fewer than five.
LEAST_PER_CELL = 5
REPLICATES = 50


def seed_of(deliberation_id: UUID) -> int:
    """Return the seed of a deliberation's maps: the low 32 bits of its id."""
    return deliberation_id.int % 2**32


def compute_map(
    *,
    deliberation_id: UUID,
    at: datetime,
    by: Actor = SYSTEM,
    replicates: int = REPLICATES,
) -> MapSnapshot | None:
    """Return the map of the present votes; a new one only if the votes changed.

    The computation runs outside the transaction: it may take seconds, and votes go on.
    None if nobody voted yet.
    """
    basis = selectors.map_basis(deliberation_id)
    latest = selectors.latest_map(deliberation_id)
    if latest is not None and latest.basis == basis:
        return latest
    ballots = opinion.gather_votes(selectors.counted_votes(deliberation_id)).voted()
    if ballots.n_votes == 0:
        return latest
    if latest is not None and latest.input_digest == _hex(opinion.digest(ballots)):
        MapSnapshot.objects.filter(id=latest.id).update(basis=basis)
        return latest
    result = opinion.opinion_map(ballots, seed=seed_of(deliberation_id), stability=replicates)
    return _keep(result, deliberation_id, basis, by, at)


@transaction.atomic
def _keep(
    result: opinion.OpinionMap, deliberation_id: UUID, basis: str, by: Actor, at: datetime
) -> MapSnapshot:
    selectors.lock_deliberation(deliberation_id)
    digest = _hex(result.provenance.input_digest)
    latest = selectors.latest_map(deliberation_id)
    if latest is not None and latest.input_digest == digest:
        # Another worker was faster.
        return latest
    snapshot = MapSnapshot.objects.create(
        deliberation_id=deliberation_id,
        computed_at=at,
        basis=basis,
        input_digest=digest,
        engine_version=result.provenance.version,
        n_people=result.ballots.n_people,
        n_statements=result.ballots.n_statements,
        n_votes=result.ballots.n_votes,
        result=public_document(result),
    )
    publish(
        MapComputed(
            deliberation_id=deliberation_id,
            snapshot_id=snapshot.id,
            digest=digest,
            n_people=snapshot.n_people,
            n_votes=snapshot.n_votes,
            n_groups=result.grouping.n_groups,
            is_stable=result.grouping.verdict is opinion.Verdict.STABLE,
            at=at,
            by=by.ref,
        )
    )
    return snapshot


def public_document(result: opinion.OpinionMap) -> dict[str, Any]:
    """Return the map as a document that shows nobody in company of fewer than five.

    The engine's own document lists each person's place; here people stand together in
    marks, and where a group cast fewer than five votes on a statement, no group's
    figures of that statement are given: the missing one could be subtracted.
    """
    document: dict[str, Any] = json.loads(opinion.to_json(result))
    document.pop("places", None)
    points = opinion.map_points(result, least=LEAST_PER_CELL)
    document["schema"] = "pendopo.public-opinion-map/1"
    document["least_people_shown"] = LEAST_PER_CELL
    document["n_people_not_drawn"] = points.n_hidden
    document["marks"] = [
        {
            "x": round(mark.x, 2) + 0.0,
            "y": round(mark.y, 2) + 0.0,
            "n_people": mark.n_people,
            "group": opinion.group_letter(mark.group),
        }
        for mark in points.marks
    ]
    for statement in document["statements"]:
        _suppress(statement)
    return document


def _suppress(statement: dict[str, Any]) -> None:
    if any(sum(tally.values()) < LEAST_PER_CELL for tally in statement["groups"]):
        statement["groups"] = [None] * len(statement["groups"])
    if sum(statement["total"].values()) < LEAST_PER_CELL:
        statement["total"] = None


def refresh_maps(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Compute the maps whose votes changed; returns how many deliberations were looked at."""
    found = selectors.deliberations_to_map()
    for deliberation_id in found:
        compute_map(deliberation_id=deliberation_id, at=at, by=by)
    return len(found)


def _hex(digest: str) -> str:
    return digest.removeprefix("sha256:")
