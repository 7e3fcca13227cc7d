"""Loading many statements and votes at once, from a demo or another system's export.

Loading the same again changes nothing and says so. Facts: one ``VotesImported`` per
load; only votes given here are told one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.engines import opinion
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.journey.deliberation import selectors, voting
from pendopo.journey.deliberation.events import VotesImported
from pendopo.journey.deliberation.models import Deliberation, Participant, Statement, Vote
from pendopo.journey.deliberation.types import (
    Imported,
    Mandate,
    Moderation,
    Origin,
    State,
    StatementIn,
    Tally,
    VoteIn,
)
from pendopo.kernel.errors import Refused

_BATCH = 2_000
_MANDATE = (
    "question",
    "background",
    "is_open_for",
    "is_closed_for",
    "level",
    "opens_at",
    "closes_at",
    "office_id",
)
_STATEMENT = ("text", "moderation", "reason", "is_seed", "language")


@transaction.atomic
def import_deliberation(
    mandate: Mandate,
    statements: Sequence[StatementIn],
    votes: Sequence[VoteIn],
    *,
    state: State = State.CLOSED,
    by: Actor,
    at: datetime,
) -> Imported:
    """Load a whole deliberation; what is there already is compared and brought up to date.

    Its id follows from its slug, so that the same file gives the same map everywhere.

    Raises
    ------
    Refused
        The slug belongs to a deliberation that was held here.
    """
    deliberation = _stored(mandate, state)
    stored = load_statements(deliberation.id, statements, at=at)
    counted = record_votes_bulk(deliberation_id=deliberation.id, votes=votes, by=by, at=at)
    return Imported(deliberation.id, deliberation.slug, stored, counted)


def _stored(mandate: Mandate, state: State) -> Deliberation:
    values = {name: getattr(mandate, name) for name in _MANDATE} | {"level": mandate.level.value}
    found = Deliberation.objects.select_for_update(no_key=True).filter(slug=mandate.slug).first()
    if found is None:
        return Deliberation.objects.create(
            id=uuid5(NAMESPACE_URL, f"pendopo:deliberation:{mandate.slug}"),
            slug=mandate.slug,
            origin=Origin.IMPORT.value,
            state=state.value,
            **values,
        )
    if found.origin != Origin.IMPORT:
        raise Refused(
            _("Alamat “%(slug)s” sudah dipakai musyawarah yang diadakan di sini; pilih yang lain.")
            % {"slug": mandate.slug}
        )
    _save_changed(found, values)
    return found


def _save_changed(row: Deliberation, values: Mapping[str, object]) -> None:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=[name.removesuffix("_id") for name in changed])


@transaction.atomic
def load_statements(
    deliberation_id: UUID, statements: Iterable[StatementIn], *, at: datetime
) -> Tally:
    """Store statements by number; texts are kept whole."""
    known = {row.number: row for row in Statement.objects.filter(deliberation_id=deliberation_id)}
    new, changed, n_same = [], [], 0
    for statement in statements:
        row = known.get(statement.number)
        if row is None:
            new.append(_unsaved(deliberation_id, statement, at))
        elif _take(row, statement):
            row.moderated_at = at
            changed.append(row)
        else:
            n_same += 1
    Statement.objects.bulk_create(new, batch_size=_BATCH)
    Statement.objects.bulk_update(changed, [*_STATEMENT, "moderated_at"], batch_size=_BATCH)
    return Tally(len(new), len(changed), n_same)


def _unsaved(deliberation_id: UUID, statement: StatementIn, at: datetime) -> Statement:
    is_pending = statement.moderation == Moderation.PENDING
    return Statement(
        deliberation_id=deliberation_id,
        number=statement.number,
        submitted_at=statement.at or at,
        moderated_at=None if is_pending else statement.at or at,
        **_values(statement),
    )


def _values(statement: StatementIn) -> dict[str, object]:
    values = {name: getattr(statement, name) for name in _STATEMENT}
    return values | {"moderation": statement.moderation.value}


def _take(row: Statement, statement: StatementIn) -> bool:
    """Copy the loaded values to the row; whether any was different."""
    values = _values(statement)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)


@transaction.atomic
def record_votes_bulk(
    *, deliberation_id: UUID, votes: Sequence[VoteIn], by: Actor, at: datetime
) -> Tally:
    """Store many people's last votes; participants are made by their key as needed.

    Votes on statements that are not there are left out and counted as refused.
    """
    statements = dict(
        Statement.objects.filter(deliberation_id=deliberation_id).values_list("number", "id")
    )
    people = _participants(deliberation_id, votes)
    known = {
        (vote.participant_id, vote.statement_id): vote
        for vote in Vote.objects.filter(deliberation_id=deliberation_id).iterator(5_000)
    }
    new, changed, n_same = {}, [], 0
    usable = [vote for vote in votes if vote.number in statements]
    for vote in usable:
        pair = (people[vote.participant], statements[vote.number])
        row = known.get(pair)
        if row is None:
            new[pair] = Vote(
                deliberation_id=deliberation_id,
                participant_id=pair[0],
                statement_id=pair[1],
                value=vote.value,
                at=vote.at,
            )
        elif (row.value, row.at) != (vote.value, vote.at):
            row.value, row.at = vote.value, vote.at
            changed.append(row)
        else:
            n_same += 1
    Vote.objects.bulk_create(new.values(), batch_size=_BATCH)
    Vote.objects.bulk_update(changed, ["value", "at"], batch_size=_BATCH)
    tally = Tally(len(new), len(changed), n_same, len(votes) - len(usable))
    if new or changed:
        voting.recount(statements.values())
        publish(_imported_fact(deliberation_id, tally, by, at))
    return tally


def _participants(deliberation_id: UUID, votes: Iterable[VoteIn]) -> dict[str, UUID]:
    rows = Participant.objects.filter(deliberation_id=deliberation_id)
    known = dict(rows.values_list("key", "id"))
    joined: dict[str, datetime] = {}
    for vote in votes:
        if vote.participant not in known:
            first = min(vote.at, joined.get(vote.participant, vote.at))
            joined[vote.participant] = first
    new = [
        Participant(deliberation_id=deliberation_id, key=key, joined_at=first)
        for key, first in joined.items()
    ]
    Participant.objects.bulk_create(new, batch_size=_BATCH)
    return known | {row.key: row.id for row in new}


def _imported_fact(deliberation_id: UUID, tally: Tally, by: Actor, at: datetime) -> VotesImported:
    ballots = opinion.gather_votes(selectors.counted_votes(deliberation_id))
    return VotesImported(
        deliberation_id=deliberation_id,
        n_created=tally.created,
        n_updated=tally.updated,
        n_votes=ballots.n_votes,
        digest=opinion.digest(ballots).removeprefix("sha256:"),
        at=at,
        by=by.ref,
    )
