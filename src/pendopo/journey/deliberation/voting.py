"""Taking part: one participant per person, statements, votes and their counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import ANONYMOUS
from pendopo.journey.deliberation import events, rules, selectors, services
from pendopo.journey.deliberation.models import Participant, Statement, Vote, new_key
from pendopo.journey.deliberation.types import Choice, Visitor
from pendopo.kernel.errors import BadInput, TooMany
from pendopo.kernel.ids import new_id

COUNTERS = {Choice.AGREE: "n_agree", Choice.PASS: "n_pass", Choice.DISAGREE: "n_disagree"}


@transaction.atomic
def cast_vote(
    *, deliberation_id: UUID, number: int, value: int, visitor: Visitor, at: datetime
) -> Vote:
    """Record a vote, or change it; the same vote again changes nothing.

    Raises
    ------
    NotOpen
        The deliberation takes no votes.
    StatementNotFound
        The statement is not shown.
    BadInput
        The value is no vote.
    TooMany
        Faster than anyone can read.
    """
    if value not in Choice.values:
        raise BadInput(_("Pilih setuju, tidak setuju, atau lewati."), field="value")
    rules.require_open(selectors.deliberation_by_id(deliberation_id), at)
    statement = selectors.shown_statement(deliberation_id, number)
    participant = settle_participant(deliberation_id=deliberation_id, visitor=visitor, at=at)
    _require_calm(participant, at)
    vote, is_new = Vote.objects.select_for_update(no_key=True).get_or_create(
        participant=participant,
        statement=statement,
        defaults={"deliberation_id": deliberation_id, "value": value, "at": at},
    )
    if is_new:
        _count(statement, {value: 1})
        _say(events.VoteCast, statement, at, value=value)
    elif vote.value != value:
        before, vote.value, vote.at = vote.value, value, at
        vote.save(update_fields=["value", "at"])
        _count(statement, {before: -1, value: 1})
        _say(events.VoteChanged, statement, at, before=before, value=value)
    return vote


def _require_calm(participant: Participant, at: datetime) -> None:
    recent = selectors.n_votes_since(participant, at - timedelta(minutes=1))
    if recent >= rules.MOST_VOTES_PER_MINUTE:
        raise TooMany(_("Terlalu cepat. Tunggu sebentar, baca, lalu lanjutkan."))


def _count(statement: Statement, change: dict[int, int]) -> None:
    """Add to the kept counts in the database, so that votes at one moment all count."""
    Statement.objects.filter(id=statement.id).update(
        **{COUNTERS[Choice(value)]: F(COUNTERS[Choice(value)]) + n for value, n in change.items()}
    )


def _say(
    fact: type[events.DeliberationFact], statement: Statement, at: datetime, **values: Any
) -> None:
    # Without the voter's reference: a public record must not tell who thinks what.
    publish(
        fact(
            deliberation_id=statement.deliberation_id,
            at=at,
            by=ANONYMOUS.ref,
            **{"statement_id": statement.id, **values},
        )
    )


@transaction.atomic
def submit_statement(
    *, deliberation_id: UUID, text: str, keep_reason: str = "", visitor: Visitor, at: datetime
) -> Statement:
    """Take in a participant's statement; it waits for moderation.

    Raises
    ------
    NotOpen, StatementUnfit, TooMany
    Exposed
        It tells something of a private person, or names one without a word that it does not.
    """
    rules.require_open(selectors.deliberation_by_id(deliberation_id), at)
    words, statement_id = rules.require_fit_statement(text), new_id()
    # Without the writer's reference, as with every fact of a participant.
    told = {"text": words}
    guard(told, Door.STATEMENT, reason=keep_reason, by=ANONYMOUS, at=at, about_id=statement_id)
    participant = settle_participant(deliberation_id=deliberation_id, visitor=visitor, at=at)
    today = selectors.n_statements_since(participant, at - timedelta(days=1))
    if today >= rules.MOST_STATEMENTS_PER_DAY:
        raise TooMany(
            _("Paling banyak %(most)d pernyataan dalam sehari.")
            % {"most": rules.MOST_STATEMENTS_PER_DAY}
        )
    selectors.lock_deliberation(deliberation_id)
    statement = Statement.objects.create(
        id=statement_id,
        deliberation_id=deliberation_id,
        number=services.next_number(deliberation_id),
        text=words,
        author=participant,
        submitted_at=at,
    )
    _say(events.StatementSubmitted, statement, at, number=statement.number)
    return statement


# --- one person, one participant --------------------------------------------------------


@transaction.atomic
def settle_participant(*, deliberation_id: UUID, visitor: Visitor, at: datetime) -> Participant:
    """Return the one participant of a visitor, made or joined if need be.

    A person who signs in later continues the answers of their browser. If they took part
    before from elsewhere, the two become one, the later word on each statement counting.
    """
    browser = selectors.participant_of_browser(deliberation_id, visitor.token)
    if visitor.person_id is None:
        return browser or _new_participant(deliberation_id, visitor, at)
    person = selectors.participant_of_person(deliberation_id, visitor.person_id)
    if person is None and browser is None:
        return _new_participant(deliberation_id, visitor, at)
    if person is None and browser is not None:
        browser.person_id, browser.token_index = visitor.person_id, None
        browser.save(update_fields=["person", "token_index"])
        return browser
    if person is not None and browser is not None:
        _join(browser, person, at)
    assert person is not None  # noqa: S101 -- the two cases above leave no other
    return person


def _new_participant(deliberation_id: UUID, visitor: Visitor, at: datetime) -> Participant:
    if visitor.person_id is None and not visitor.token:
        raise BadInput(_("Peramban ini menolak kuki, sehingga jawaban tidak dapat disimpan."))
    identity: dict[str, object] = (
        {"person_id": visitor.person_id}
        if visitor.person_id
        else {"token_index": selectors.token_index(visitor.token, deliberation_id)}
    )
    # Two clicks at once: the second finds what the first made.
    return Participant.objects.get_or_create(
        deliberation_id=deliberation_id,
        **identity,
        defaults={"key": new_key(), "joined_at": at},
    )[0]


def _join(browser: Participant, person: Participant, at: datetime) -> None:
    """Move the browser's answers to the person and take away the browser's row."""
    known = {vote.statement_id: vote for vote in person.votes.all()}
    votes = list(browser.votes.select_related("statement"))
    doubled = [vote for vote in votes if vote.statement_id in known]
    Vote.objects.filter(participant=browser).exclude(statement_id__in=known).update(
        participant=person
    )
    for vote in doubled:
        _settle_double(vote, known[vote.statement_id], at)
    Statement.objects.filter(author=browser).update(author=person)
    browser.delete()
    recount(vote.statement_id for vote in votes)
    publish(
        events.ParticipantsJoined(
            deliberation_id=person.deliberation_id,
            n_moved=len(votes) - len(doubled),
            n_dropped=len(doubled),
            at=at,
            by=ANONYMOUS.ref,
        )
    )


def _settle_double(extra: Vote, kept: Vote, at: datetime) -> None:
    if extra.at > kept.at and extra.value != kept.value:
        before, kept.value, kept.at = kept.value, extra.value, extra.at
        kept.save(update_fields=["value", "at"])
        _say(events.VoteChanged, extra.statement, at, before=before, value=kept.value)
    _say(events.VoteWithdrawn, extra.statement, at, value=extra.value)
    extra.delete()


def recount(statement_ids: Iterable[UUID]) -> None:
    """Count the votes of some statements anew; call inside ``atomic``."""
    rows = (
        Statement.objects.select_for_update(no_key=True)
        .filter(id__in=set(statement_ids))
        .order_by("id")
    )
    statements = {row.id: row for row in rows}
    counted = (
        Vote.objects.filter(statement_id__in=statements)
        .values("statement_id")
        .annotate(**{name: Count("id", filter=Q(value=value)) for value, name in COUNTERS.items()})
    )
    counts: dict[UUID, Any] = {row["statement_id"]: row for row in counted}
    for statement in statements.values():
        for name in COUNTERS.values():
            setattr(statement, name, counts.get(statement.id, {}).get(name, 0))
    Statement.objects.bulk_update(statements.values(), COUNTERS.values(), batch_size=500)
