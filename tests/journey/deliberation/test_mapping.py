"""The map is computed when votes changed, always the same way, and shows nobody alone."""

from datetime import timedelta

import pytest
from tests.factories.deliberation import (
    AT,
    load_camps,
    make_deliberation,
    make_visitor,
    reject,
    two_camps,
    vote,
)

from pendopo.engines import opinion
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.journey.deliberation import mapping, selectors, tasks
from pendopo.journey.deliberation.models import Deliberation, MapSnapshot
from pendopo.journey.deliberation.types import State

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def compute(deliberation_id, at=AT):
    return mapping.compute_map(deliberation_id=deliberation_id, at=at, replicates=20)


def test_map_of_two_camps_finds_them_and_what_they_share():
    loaded = load_camps()
    snapshot = compute(loaded.deliberation_id)
    groups = snapshot.result["groups"]
    assert groups["verdict"] == "stable"
    assert [group["n_people"] for group in groups["list"]] == [40, 40]
    readings = {row["id"]: row["reading"] for row in snapshot.result["statements"]}
    assert readings["1"] == "broad-agreement"
    assert readings["2"] == "contested"
    assert (snapshot.n_people, snapshot.n_statements, snapshot.n_votes) == (80, 12, 960)


def test_map_equals_the_engines_own_on_the_same_votes_and_seed():
    loaded = load_camps()
    snapshot = compute(loaded.deliberation_id)
    rows = [(v.participant, str(v.number), v.value, 0) for v in two_camps()]
    seed = mapping.seed_of(loaded.deliberation_id)
    alone = opinion.opinion_map(opinion.gather_votes(rows), seed=seed, stability=20)
    assert snapshot.result == mapping.public_document(alone)
    assert f"sha256:{snapshot.input_digest}" == alone.provenance.input_digest
    assert snapshot.result["provenance"]["seed"] == loaded.deliberation_id.int % 2**32


def test_map_fact_tells_digest_groups_and_stability():
    loaded = load_camps()
    snapshot = compute(loaded.deliberation_id)
    (fact,) = facts_about(loaded.deliberation_id, names=["MapComputed"])
    assert (fact.snapshot_id, fact.digest) == (snapshot.id, snapshot.input_digest)
    assert (fact.n_groups, fact.is_stable, fact.n_votes) == (2, True, 960)


def test_unchanged_votes_make_no_new_map():
    deliberation, visitor = make_deliberation(), make_visitor()
    vote(deliberation, 1, 1, visitor=visitor)
    first = compute(deliberation.id)
    assert compute(deliberation.id, LATER) == first
    vote(deliberation, 1, -1, visitor=visitor, at=LATER)
    vote(deliberation, 1, 1, visitor=visitor, at=LATER + timedelta(minutes=1))
    assert compute(deliberation.id, LATER + timedelta(minutes=2)) == first
    assert MapSnapshot.objects.count() == 1
    assert len(facts_about(deliberation.id, names=["MapComputed"])) == 1


def test_new_vote_and_hidden_statement_make_a_new_map():
    deliberation = make_deliberation()
    vote(deliberation, 1)
    vote(deliberation, 2)
    compute(deliberation.id)
    vote(deliberation, 1, -1, at=LATER)
    second = compute(deliberation.id, LATER)
    assert (second.n_people, second.n_votes) == (3, 3)
    reject(deliberation, 1, at=LATER + timedelta(minutes=1))
    third = compute(deliberation.id, LATER + timedelta(minutes=2))
    assert (third.n_people, third.n_statements, third.n_votes) == (1, 1, 1)
    assert selectors.latest_map(deliberation.id) == third


def test_no_votes_make_no_map():
    assert compute(make_deliberation().id) is None
    assert not MapSnapshot.objects.exists()


def test_few_people_get_no_groups():
    deliberation = make_deliberation()
    for n in range(8):
        vote(deliberation, 1 + n % 3, 1 if n % 2 else -1)
    assert compute(deliberation.id).result["groups"]["verdict"] == "none"


def test_published_map_shows_nobody_in_company_of_fewer_than_five():
    loaded = load_camps()
    document = compute(loaded.deliberation_id).result
    assert "places" not in document
    assert "people" not in document
    assert "orang-" not in str(document)
    drawn = [mark["n_people"] for mark in document["marks"]]
    assert min(drawn) >= 5
    assert sum(drawn) + document["n_people_not_drawn"] == 80


def test_statement_with_few_votes_in_one_group_shows_no_groups_figures():
    loaded = load_camps()
    deliberation = Deliberation.objects.get(id=loaded.deliberation_id)
    deliberation.statements.filter(number=5).update(moderation="accepted")
    keep = deliberation.votes.filter(statement__number=5).order_by("participant__key")[:7]
    deliberation.votes.filter(statement__number=5).exclude(id__in=[row.id for row in keep]).delete()
    document = compute(loaded.deliberation_id).result
    row = next(row for row in document["statements"] if row["id"] == "5")
    assert row["groups"] == [None, None]
    assert sum(row["total"].values()) == 7
    assert sum(document["statements"][0]["groups"][0].values()) == 40


def test_duties_close_what_ended_and_map_what_changed():
    deliberation = make_deliberation()
    vote(deliberation, 1)
    answered = load_camps(state=State.ANSWERED)
    tasks.close_ended(AT + timedelta(days=30))
    tasks.refresh_maps(AT + timedelta(days=30))
    deliberation.refresh_from_db()
    assert deliberation.state == State.CLOSED
    assert selectors.latest_map(deliberation.id).n_votes == 1
    assert selectors.latest_map(answered.deliberation_id) is None


def test_both_camps_find_their_wishes_on_the_slate_and_an_open_map_keeps_what_is_unanswered(client):
    loaded = load_camps()
    snapshot = compute(loaded.deliberation_id)
    slate = {int(number) for number in snapshot.result["slate"]}
    # Even numbers are what one camp wants, odd ones the other; 1 is shared.
    assert {number % 2 for number in slate - {1}} == {0, 1}
    page = client.get("/musyawarah/dua-kubu/peta/").content.decode()
    assert "Untuk meja musyawarah" in page
    assert "memang dari kelompok ini" in page
    Deliberation.objects.update(state=State.OPEN, closes_at=AT + timedelta(days=3650))
    assert "Untuk meja musyawarah" not in client.get("/musyawarah/dua-kubu/peta/").content.decode()
