"""Reading deliberations, statements, own votes, maps and responses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.journey.deliberation import rules
from pendopo.journey.deliberation.errors import DeliberationNotFound, StatementNotFound
from pendopo.journey.deliberation.models import (
    Deliberation,
    MapSnapshot,
    OfficialResponse,
    Participant,
    ResponseItem,
    Statement,
    Vote,
)
from pendopo.journey.deliberation.types import Moderation, Split, State, Visitor
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.time import from_iso, to_iso

PAGE = 20
_COUNTS = ("number", "n_agree", "n_pass", "n_disagree")


# --- deliberations ------------------------------------------------------------------


def public_deliberations(*, after: str = "", size: int = PAGE) -> tuple[list[Deliberation], str]:
    """Return one page of what is not a draft, newest first, and the cursor of the next."""
    return _page(Deliberation.objects.exclude(state=State.DRAFT), after, size)


def all_deliberations(*, after: str = "", size: int = PAGE) -> tuple[list[Deliberation], str]:
    """Return one page of all deliberations, drafts included, newest first."""
    return _page(Deliberation.objects.all(), after, size)


def _page(rows: QuerySet[Deliberation], after: str, size: int) -> tuple[list[Deliberation], str]:
    rows = rows.select_related("office").order_by("-opens_at", "-id")
    place = _read_cursor(after)
    if place:
        at, row_id = place
        rows = rows.filter(Q(opens_at__lt=at) | Q(opens_at=at, id__lt=row_id))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return found[:size], f"{to_iso(last.opens_at)}~{last.id}" if last else ""


def _read_cursor(cursor: str) -> tuple[datetime, UUID] | None:
    at, _sign, row_id = cursor.partition("~")
    try:
        return (from_iso(at), UUID(row_id)) if row_id else None
    except ValueError:
        return None


def public_deliberation(slug: str) -> Deliberation:
    """Return a deliberation that is not a draft.

    Raises
    ------
    DeliberationNotFound
        Unknown, or still a draft; the two look the same.
    """
    return _one(Deliberation.objects.exclude(state=State.DRAFT).filter(slug=slug))


def staff_deliberation(slug: str) -> Deliberation:
    """Return a deliberation in any state."""
    return _one(Deliberation.objects.filter(slug=slug))


def deliberation_by_id(deliberation_id: UUID) -> Deliberation:
    """Return a deliberation in any state by its id."""
    return _one(Deliberation.objects.filter(id=deliberation_id))


def lock_deliberation(deliberation_id: UUID) -> Deliberation:
    """Return a deliberation, locked until the transaction ends."""
    return _one(
        Deliberation.objects.select_for_update(of=("self",), no_key=True).filter(id=deliberation_id)
    )


def _one(rows: QuerySet[Deliberation]) -> Deliberation:
    found = rows.select_related("office").first()
    if found is None:
        raise DeliberationNotFound(_("Musyawarah ini tidak ditemukan."))
    return found


def is_slug_taken(slug: str) -> bool:
    """Return whether a deliberation has this address already."""
    return Deliberation.objects.filter(slug=slug).exists()


def participation(deliberation_id: UUID) -> dict[str, int]:
    """Return how many people took part, how many of them signed in, and their votes."""
    people = Participant.objects.filter(deliberation_id=deliberation_id).aggregate(
        n_people=Count("id"), n_signed_in=Count("person")
    )
    return people | {"n_votes": Vote.objects.filter(deliberation_id=deliberation_id).count()}


# --- participants ---------------------------------------------------------------------


def token_index(token: str, deliberation_id: UUID) -> str:
    """Return the blind index of a browser in one deliberation: not the same in another."""
    return blind_index(f"{token}:{deliberation_id}", purpose="participant")


def participant_of_person(deliberation_id: UUID, person_id: UUID | None) -> Participant | None:
    """Return a signed-in person's participant."""
    if person_id is None:
        return None
    return Participant.objects.filter(deliberation_id=deliberation_id, person_id=person_id).first()


def participant_of_browser(deliberation_id: UUID, token: str) -> Participant | None:
    """Return the participant of a browser that nobody signed in took over."""
    if not token:
        return None
    index = token_index(token, deliberation_id)
    return Participant.objects.filter(deliberation_id=deliberation_id, token_index=index).first()


def participant_of(deliberation_id: UUID, visitor: Visitor) -> Participant | None:
    """Return the visitor's participant, if they took part before."""
    return participant_of_person(deliberation_id, visitor.person_id) or participant_of_browser(
        deliberation_id, visitor.token
    )


def own_votes(participant: Participant | None) -> dict[int, int]:
    """Return the participant's votes by statement number."""
    if participant is None:
        return {}
    rows = Vote.objects.filter(participant=participant, statement__moderation=Moderation.ACCEPTED)
    return dict(rows.values_list("statement__number", "value"))


def n_votes_since(participant: Participant | None, since: datetime) -> int:
    """Return how many votes the participant gave since an instant."""
    if participant is None:
        return 0
    return Vote.objects.filter(participant=participant, at__gte=since).count()


def n_statements_since(participant: Participant, since: datetime) -> int:
    """Return how many statements the participant added since an instant."""
    return Statement.objects.filter(author=participant, submitted_at__gte=since).count()


def own_statements(participant: Participant | None) -> list[Statement]:
    """Return the participant's latest statements with what became of them."""
    if participant is None:
        return []
    return list(Statement.objects.filter(author=participant).order_by("-number")[:PAGE])


# --- statements ------------------------------------------------------------------------


def shown_statements(deliberation_id: UUID) -> QuerySet[Statement]:
    """Return the statements people vote on, by number."""
    return Statement.objects.filter(deliberation_id=deliberation_id, moderation=Moderation.ACCEPTED)


def shown_statement(deliberation_id: UUID, number: int) -> Statement:
    """Return one statement people vote on.

    Raises
    ------
    StatementNotFound
        Unknown, or not shown; the two look the same.
    """
    found = shown_statements(deliberation_id).filter(number=number).first()
    if found is None:
        raise StatementNotFound(_("Pernyataan ini tidak ditemukan."))
    return found


def next_statement(deliberation_id: UUID, seed: str, voted: Iterable[int]) -> Statement | None:
    """Return the statement a participant sees next, or None if all are answered.

    Displays are not stored: the order follows from the participant's seed and from how
    often each statement was answered, a pass included.
    """
    rows = shown_statements(deliberation_id).values_list(*_COUNTS)
    done = set(voted)
    seen = {number: sum(counts) for number, *counts in rows if number not in done}
    order = rules.showing_order(seed, seen)
    return shown_statement(deliberation_id, order[0]) if order else None


def split_for(deliberation: Deliberation, number: int, voted: dict[int, int]) -> Split | None:
    """Return how the votes on a statement divide, or None while the reader may not know.

    Before the deliberation closes, counts are shown only to those who voted on the very
    statement: what others think must not be known before one's own word.
    """
    if number not in voted and not rules.are_counts_open(deliberation):
        return None
    row = shown_statements(deliberation.id).filter(number=number).first()
    return _split(row, voted.get(number)) if row else None


def own_splits(
    deliberation: Deliberation, voted: dict[int, int], *, after: int = -1, size: int = PAGE
) -> tuple[list[Split], int | None]:
    """Return the statements the reader answered, by number, and the next page's cursor."""
    rows = shown_statements(deliberation.id).filter(number__in=voted, number__gt=after)
    found = list(rows[: size + 1])
    following = found[size - 1].number if len(found) > size else None
    return [_split(row, voted[row.number]) for row in found[:size]], following


def _split(row: Statement, own: int | None) -> Split:
    return Split(row.number, row.text, row.n_agree, row.n_disagree, row.n_pass, own, row.language)


def texts_of(deliberation_id: UUID, numbers: Iterable[int]) -> dict[int, str]:
    """Return the words of shown statements by number."""
    rows = shown_statements(deliberation_id).filter(number__in=list(numbers))
    return dict(rows.values_list("number", "text"))


def pending_statements(deliberation_id: UUID) -> QuerySet[Statement]:
    """Return the statements that wait for moderation, oldest first."""
    return Statement.objects.filter(
        deliberation_id=deliberation_id, moderation=Moderation.PENDING
    ).order_by("submitted_at", "number")


def staff_statements(
    deliberation_id: UUID, *, after: int = -1, size: int = PAGE
) -> tuple[list[Statement], int | None]:
    """Return one page of all statements by number, for the moderator."""
    rows = Statement.objects.filter(deliberation_id=deliberation_id, number__gt=after)
    found = list(rows.order_by("number")[: size + 1])
    return found[:size], found[size - 1].number if len(found) > size else None


def staff_statement(deliberation_id: UUID, number: int) -> Statement:
    """Return one statement in any state of moderation."""
    found = Statement.objects.filter(deliberation_id=deliberation_id, number=number).first()
    if found is None:
        raise StatementNotFound(_("Pernyataan ini tidak ditemukan."))
    return found


# --- maps ----------------------------------------------------------------------------


def latest_map(deliberation_id: UUID) -> MapSnapshot | None:
    """Return the newest map."""
    return (
        MapSnapshot.objects.filter(deliberation_id=deliberation_id)
        .order_by("-computed_at", "-id")
        .first()
    )


def map_basis(deliberation_id: UUID) -> str:
    """Return a short text that changes whenever the input of the map may have changed."""
    votes = Vote.objects.filter(deliberation_id=deliberation_id).aggregate(
        n=Count("id"), last=Max("at")
    )
    moderated = Statement.objects.filter(deliberation_id=deliberation_id).aggregate(
        last=Max("moderated_at")
    )
    instants = [to_iso(at) if at else "-" for at in (votes["last"], moderated["last"])]
    return f"{votes['n']}/{'/'.join(instants)}"


def counted_votes(deliberation_id: UUID) -> Iterable[tuple[str, str, int, int]]:
    """Return (participant key, statement number, vote, 0) of all votes that count."""
    rows = Vote.objects.filter(
        deliberation_id=deliberation_id, statement__moderation=Moderation.ACCEPTED
    ).values_list("participant__key", "statement__number", "value")
    return ((key, str(number), value, 0) for key, number, value in rows.iterator(5_000))


def deliberations_to_map() -> list[UUID]:
    """Return the deliberations whose map may still change."""
    rows = Deliberation.objects.filter(state__in=(State.OPEN, State.CLOSED))
    return list(rows.values_list("id", flat=True))


def deliberations_past_end(at: datetime) -> list[UUID]:
    """Return the open deliberations whose time is over."""
    rows = Deliberation.objects.filter(state=State.OPEN, closes_at__lte=at)
    return list(rows.values_list("id", flat=True))


# --- responses -----------------------------------------------------------------------


def response_of(deliberation_id: UUID) -> OfficialResponse | None:
    """Return the official response of a deliberation, if it was issued."""
    return (
        OfficialResponse.objects.select_related("office", "deliberation")
        .filter(deliberation_id=deliberation_id)
        .first()
    )


def get_response(response_id: UUID) -> OfficialResponse:
    """Return an official response by its id."""
    found = OfficialResponse.objects.select_related("office", "deliberation").filter(id=response_id)
    response = found.first()
    if response is None:
        raise DeliberationNotFound(_("Tanggapan ini tidak ditemukan."))
    return response


def response_items(response_id: UUID, *, outcomes: Iterable[str] = ()) -> QuerySet[ResponseItem]:
    """Return what happens with each statement, by bundle; only some outcomes if named."""
    rows = ResponseItem.objects.filter(response_id=response_id).select_related("statement")
    return rows.filter(outcome__in=list(outcomes)) if outcomes else rows


def days_unanswered(deliberation: Deliberation, at: datetime) -> int:
    """Return for how many whole days the closed deliberation waits for its response."""
    waited: timedelta = at - deliberation.closes_at
    return max(0, waited.days) if deliberation.state == State.CLOSED else 0
