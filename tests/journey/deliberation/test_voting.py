"""Votes count once per person, can be changed, and are told without their voter."""

from datetime import timedelta

import pytest
from django.db.models import Count, Q
from tests.factories.deliberation import (
    AT,
    make_deliberation,
    make_visitor,
    propose,
    reject,
    vote,
)
from tests.factories.people import make_person

from pendopo.foundation.ledger.selectors import facts_about
from pendopo.journey.deliberation import rules, selectors, voting
from pendopo.journey.deliberation.errors import NotOpen, StatementNotFound, StatementUnfit
from pendopo.journey.deliberation.events import (
    ParticipantsJoined,
    StatementSubmitted,
    VoteCast,
    VoteChanged,
    VoteWithdrawn,
)
from pendopo.journey.deliberation.models import Participant, Statement, Vote
from pendopo.journey.deliberation.types import Moderation, State, Visitor
from pendopo.kernel.errors import BadInput, TooMany

pytestmark = pytest.mark.django_db


def counts(deliberation, number=1):
    row = Statement.objects.get(deliberation=deliberation, number=number)
    return (row.n_agree, row.n_disagree, row.n_pass)


def facts(deliberation, *names):
    return facts_about(deliberation.id, names=names)


def assert_counts_are_true(deliberation):
    """The kept counts equal a recount of the votes, and of the facts of live votes."""
    rows = Statement.objects.filter(deliberation=deliberation).annotate(
        agree=Count("votes", filter=Q(votes__value=1)),
        against=Count("votes", filter=Q(votes__value=-1)),
        passed=Count("votes", filter=Q(votes__value=0)),
    )
    told = tally_of_facts(deliberation)
    for row in rows:
        kept = (row.n_agree, row.n_disagree, row.n_pass)
        assert kept == (row.agree, row.against, row.passed)
        assert kept == tuple(told.get((row.id, value), 0) for value in (1, -1, 0))


def tally_of_facts(deliberation):
    told = {}
    for fact in facts(deliberation, "VoteCast", "VoteChanged", "VoteWithdrawn"):
        step = -1 if isinstance(fact, VoteWithdrawn) else 1
        told[fact.statement_id, fact.value] = told.get((fact.statement_id, fact.value), 0) + step
        if isinstance(fact, VoteChanged):
            told[fact.statement_id, fact.before] -= 1
    return told


def test_vote_is_counted_and_told_without_its_voter():
    deliberation, person = make_deliberation(), make_person(name="Sari")
    cast = vote(deliberation, 2, -1, visitor=make_visitor(person))
    assert counts(deliberation, 2) == (0, 1, 0)
    (fact,) = facts(deliberation, "VoteCast")
    assert fact == VoteCast(
        deliberation_id=deliberation.id,
        statement_id=cast.statement_id,
        value=-1,
        at=AT,
        by="anonymous",
    )
    assert person.ref not in str(fact)
    assert str(cast.participant_id) not in str(fact)


def test_vote_can_be_changed_and_counts_once():
    deliberation, visitor = make_deliberation(), make_visitor()
    vote(deliberation, 1, 1, visitor=visitor)
    vote(deliberation, 1, 0, visitor=visitor, at=AT + timedelta(hours=1))
    assert counts(deliberation) == (0, 0, 1)
    (changed,) = facts(deliberation, "VoteChanged")
    assert (changed.before, changed.value) == (1, 0)
    assert_counts_are_true(deliberation)


def test_same_vote_again_changes_nothing_and_tells_nothing():
    deliberation, visitor = make_deliberation(), make_visitor()
    vote(deliberation, visitor=visitor)
    vote(deliberation, visitor=visitor, at=AT + timedelta(hours=1))
    assert counts(deliberation) == (1, 0, 0)
    assert len(facts(deliberation, "VoteCast", "VoteChanged")) == 1
    assert Vote.objects.get().at == AT


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"number": 99}, StatementNotFound),
        ({"value": 2}, BadInput),
        ({"at": AT + timedelta(days=29)}, NotOpen),
        ({"visitor": Visitor()}, BadInput),
    ],
)
def test_refused_vote_leaves_nothing_behind(change, error):
    deliberation = make_deliberation()
    with pytest.raises(error):
        vote(deliberation, **change)
    assert not Participant.objects.exists()
    assert not Vote.objects.exists()
    assert not facts(deliberation, "VoteCast")


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED])
def test_vote_is_taken_only_while_open(state):
    deliberation = make_deliberation(state)
    with pytest.raises(NotOpen):
        vote(deliberation)
    assert not Vote.objects.exists()


def test_vote_on_a_hidden_statement_is_refused():
    deliberation = make_deliberation()
    vote(deliberation, 1)
    reject(deliberation, 1)
    with pytest.raises(StatementNotFound):
        vote(deliberation, 1)
    assert counts(deliberation, 1) == (1, 0, 0)


def test_votes_faster_than_reading_are_refused():
    seeds = [
        f"Pernyataan ke-{n} tentang alun-alun." for n in range(rules.MOST_VOTES_PER_MINUTE + 1)
    ]
    deliberation, visitor = make_deliberation(seeds=seeds), make_visitor()
    for number in range(1, rules.MOST_VOTES_PER_MINUTE + 1):
        vote(deliberation, number, visitor=visitor)
    last = rules.MOST_VOTES_PER_MINUTE + 1
    with pytest.raises(TooMany):
        vote(deliberation, last, visitor=visitor, at=AT + timedelta(seconds=59))
    vote(deliberation, last, visitor=visitor, at=AT + timedelta(seconds=61))
    assert Vote.objects.count() == last


# --- one person, one participant --------------------------------------------------------


def test_browser_votes_as_one_participant_and_another_browser_as_another():
    deliberation, visitor = make_deliberation(), make_visitor()
    vote(deliberation, 1, visitor=visitor)
    vote(deliberation, 2, visitor=visitor)
    vote(deliberation, 1)
    assert Participant.objects.filter(deliberation=deliberation).count() == 2


def test_token_of_a_browser_is_not_stored_and_differs_between_deliberations():
    first, second, visitor = make_deliberation(), make_deliberation(), make_visitor()
    vote(first, visitor=visitor)
    vote(second, visitor=visitor)
    stored = set(Participant.objects.values_list("token_index", flat=True))
    assert len(stored) == 2
    assert visitor.token not in str(stored)


def test_signing_in_later_continues_the_browsers_answers():
    deliberation, visitor, person = make_deliberation(), make_visitor(), make_person()
    vote(deliberation, 1, 1, visitor=visitor)
    vote(deliberation, 2, -1, visitor=Visitor(person.id, visitor.token))
    participant = Participant.objects.get()
    assert participant.person_id == person.id
    assert selectors.own_votes(participant) == {1: 1, 2: -1}


def test_next_one_at_a_shared_browser_does_not_continue_a_persons_answers():
    deliberation, visitor, person = make_deliberation(), make_visitor(), make_person()
    vote(deliberation, 1, 1, visitor=Visitor(person.id, visitor.token))
    vote(deliberation, 2, 1, visitor=Visitor(person.id, visitor.token))
    assert selectors.participant_of(deliberation.id, visitor) is None
    vote(deliberation, 1, -1, visitor=visitor)
    assert counts(deliberation) == (1, 1, 0)


def test_person_who_voted_at_two_places_is_counted_once_with_the_later_word():
    deliberation, phone, person = make_deliberation(), make_visitor(), make_person()
    vote(deliberation, 1, 1, visitor=make_visitor(person))
    vote(deliberation, 2, 1, visitor=make_visitor(person), at=AT + timedelta(hours=2))
    vote(deliberation, 1, -1, visitor=phone, at=AT + timedelta(hours=1))
    vote(deliberation, 2, -1, visitor=phone, at=AT + timedelta(hours=1))
    vote(deliberation, 3, 0, visitor=phone, at=AT + timedelta(hours=1))
    statement = propose(deliberation, visitor=phone)
    both = Visitor(person.id, phone.token)
    participant = voting.settle_participant(
        deliberation_id=deliberation.id, visitor=both, at=AT + timedelta(hours=3)
    )
    assert list(Participant.objects.all()) == [participant]
    assert selectors.own_votes(participant) == {1: -1, 2: 1, 3: 0}
    assert [counts(deliberation, n) for n in (1, 2, 3)] == [(0, 1, 0), (1, 0, 0), (0, 0, 1)]
    (joined,) = facts(deliberation, "ParticipantsJoined")
    assert isinstance(joined, ParticipantsJoined)
    assert (joined.n_moved, joined.n_dropped) == (1, 2)
    statement.refresh_from_db()
    assert statement.author == participant
    assert_counts_are_true(deliberation)


# --- statements -----------------------------------------------------------------------


def test_statement_waits_for_moderation_and_is_told_without_its_author():
    deliberation, person = make_deliberation(), make_person()
    statement = propose(deliberation, "Alun-alun perlu bangku.", visitor=make_visitor(person))
    assert (statement.number, statement.moderation) == (4, Moderation.PENDING)
    (fact,) = facts(deliberation, "StatementSubmitted")
    assert isinstance(fact, StatementSubmitted)
    assert (fact.number, fact.by) == (4, "anonymous")
    with pytest.raises(StatementNotFound):
        vote(deliberation, 4)


def test_unfit_statement_leaves_nothing_behind():
    deliberation = make_deliberation()
    with pytest.raises(StatementUnfit):
        propose(deliberation, "Telepon saya 081234567890.")
    assert Statement.objects.filter(deliberation=deliberation).count() == 3
    assert not Participant.objects.exists()


def test_sixth_statement_of_a_day_is_refused():
    deliberation, visitor = make_deliberation(), make_visitor()
    for _n in range(rules.MOST_STATEMENTS_PER_DAY):
        propose(deliberation, visitor=visitor)
    with pytest.raises(TooMany, match="Paling banyak 5"):
        propose(deliberation, visitor=visitor)
    propose(deliberation)
    assert selectors.pending_statements(deliberation.id).count() == 6


# --- what comes next -------------------------------------------------------------------


def test_next_statement_leaves_out_answered_and_hidden_ones():
    deliberation = make_deliberation()
    reject(deliberation, 2)
    assert selectors.next_statement(deliberation.id, "benih", voted=[1]).number == 3
    assert selectors.next_statement(deliberation.id, "benih", voted=[1, 3]) is None


def test_counts_are_known_only_to_those_who_voted_until_the_end():
    deliberation, visitor = make_deliberation(), make_visitor()
    vote(deliberation, 1, 1)
    vote(deliberation, 1, -1, visitor=visitor)
    own = selectors.own_votes(selectors.participant_of(deliberation.id, visitor))
    assert selectors.split_for(deliberation, 1, own).agree == 1
    assert selectors.split_for(deliberation, 1, {}) is None
    deliberation.state = State.CLOSED
    split = selectors.split_for(deliberation, 1, {})
    assert (split.agree, split.disagree, split.passed) == (1, 1, 0)
