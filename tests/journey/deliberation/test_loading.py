"""Loading is idempotent, tells one fact, and never touches what was held here."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories.deliberation import AT, load_camps, make_deliberation, make_mandate, two_camps

from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.deliberation import loading
from pendopo.journey.deliberation.models import Deliberation, Participant, Statement, Vote
from pendopo.journey.deliberation.types import Moderation, StatementIn, Tally, VoteIn
from pendopo.kernel.errors import Refused

pytestmark = pytest.mark.django_db


def test_loading_stores_people_statements_votes_and_counts():
    done = load_camps(n_people=20, n_statements=4)
    assert done.statements == Tally(created=4)
    assert done.votes == Tally(created=80)
    assert Participant.objects.count() == 20
    first = Statement.objects.get(number=1)
    # Of twenty people the first of each ten passes on statement 1.
    assert (first.n_agree, first.n_disagree, first.n_pass) == (18, 0, 2)


def test_loading_again_changes_nothing_and_tells_nothing():
    done = load_camps(n_people=20, n_statements=4)
    again = load_camps(n_people=20, n_statements=4, at=AT)
    assert (again.deliberation_id, again.votes) == (done.deliberation_id, Tally(unchanged=80))
    assert again.statements == Tally(unchanged=4)
    facts = facts_about(done.deliberation_id, names=["VotesImported", "VoteCast"])
    assert [(type(f).__name__, f.n_created, f.n_votes) for f in facts] == [
        ("VotesImported", 80, 80)
    ]


def test_loading_takes_over_changed_votes_and_texts():
    done = load_camps(n_people=10, n_statements=2)
    changed = [replace(v, value=-1, at=AT + timedelta(days=1)) for v in two_camps(10, 2)[:1]]
    votes = loading.record_votes_bulk(
        deliberation_id=done.deliberation_id, votes=changed, by=SYSTEM, at=AT
    )
    assert votes == Tally(updated=1)
    statements = loading.load_statements(
        done.deliberation_id, [StatementIn(1, "Teks yang baru.")], at=AT
    )
    assert statements == Tally(updated=1)
    row = Statement.objects.get(number=1)
    assert (row.text, row.n_agree, row.n_disagree, row.n_pass) == ("Teks yang baru.", 9, 1, 0)


def test_votes_on_unknown_statements_are_counted_as_refused():
    done = load_camps(n_people=2, n_statements=2)
    stray = [VoteIn("orang-9", 77, 1, AT), VoteIn("orang-9", 1, 1, AT)]
    votes = loading.record_votes_bulk(
        deliberation_id=done.deliberation_id, votes=stray, by=SYSTEM, at=AT
    )
    assert votes == Tally(created=1, refused=1)


def test_text_longer_than_the_forms_limit_is_kept_whole():
    done = load_camps(n_people=2, n_statements=2)
    loading.load_statements(done.deliberation_id, [StatementIn(9, "panjang " * 200)], at=AT)
    assert len(Statement.objects.get(number=9).text) == 1_600


def test_hidden_statement_is_stored_and_not_shown():
    done = load_camps(n_people=2, n_statements=2)
    hidden = StatementIn(9, "Kasar.", Moderation.REJECTED, "at_source")
    loading.load_statements(done.deliberation_id, [hidden], at=AT)
    assert Statement.objects.get(number=9).moderation == Moderation.REJECTED


def test_deliberation_held_here_is_never_overwritten():
    held = make_deliberation(slug="alun-alun")
    with pytest.raises(Refused, match="sudah dipakai"):
        loading.import_deliberation(
            make_mandate(slug="alun-alun"),
            [StatementIn(1, "x" * 20)],
            two_camps(4, 1),
            by=SYSTEM,
            at=AT,
        )
    assert Deliberation.objects.get() == held
    assert not Vote.objects.exists()


def test_loading_7500_votes_takes_few_queries(django_assert_max_num_queries):
    # SQLite takes at most some hundred rows in one statement.
    with django_assert_max_num_queries(80):
        load_camps(n_people=300, n_statements=25)
    assert Vote.objects.count() == 7_500
