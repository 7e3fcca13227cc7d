"""The fictional deliberation: balanced statements, planted groups, an answer, promises."""

from collections import Counter, defaultdict

import pytest
from tests.portal.demo.conftest import DATA, LAST

from pendopo.engines.opinion import gather_votes, opinion_map
from pendopo.portal.demo.deliberation import (
    load_deliberation,
    load_promises,
    participants,
    votes,
)

SEED = 5


@pytest.fixture(scope="module")
def deliberation():
    return load_deliberation(DATA / "demo", LAST)


@pytest.fixture(scope="module")
def people(regency, deliberation):
    return participants(regency, deliberation, 300, SEED)


@pytest.fixture(scope="module")
def cast(deliberation, people):
    return tuple(votes(deliberation, people, SEED))


def test_statements_are_short_distinct_and_from_every_group(deliberation):
    texts = [statement.text for statement in deliberation.statements]
    authors = Counter(statement.author for statement in deliberation.statements)
    assert len(set(texts)) == len(texts) == 36
    assert max(map(len, texts)) <= 240
    assert authors.keys() == {group.code for group in deliberation.groups}
    assert min(authors.values()) >= 7


def test_shares_are_shares(deliberation):
    for statement in deliberation.statements:
        for agree, passing in zip(statement.agree, statement.passing, strict=True):
            assert 0 <= agree <= agree + passing <= 1


def test_some_statements_unite_and_some_belong_to_a_minority(deliberation):
    uniting = [s for s in deliberation.statements if min(s.agree) >= 0.75]
    lonely = [s for s in deliberation.statements if max(s.agree) < 0.5]
    split = [s for s in deliberation.statements if max(s.agree) - min(s.agree) > 0.5]
    assert len(uniting) >= 6
    assert len(lonely) >= 1
    assert len(split) >= 10


def test_votes_are_sparse_once_each_and_within_the_open_days(deliberation, people, cast):
    pairs = Counter((vote.participant, vote.statement) for vote in cast)
    assert max(pairs.values()) == 1
    assert 0.4 < len(cast) / (len(people) * 36) < 0.8
    days = {vote.at.date() for vote in cast}
    assert deliberation.opened <= min(days)
    assert max(days) <= deliberation.voting_closed


def test_the_same_seed_casts_the_same_votes(regency, deliberation, people, cast):
    assert participants(regency, deliberation, 300, SEED) == people
    assert tuple(votes(deliberation, people, SEED)) == cast


def test_agreement_follows_what_was_planted(deliberation, people, cast):
    group = {person.serial: person.group for person in people}
    counts = defaultdict(list)
    for vote in cast:
        counts[vote.statement, group[vote.participant]].append(vote.value == 1)
    for statement in deliberation.statements:
        for item, planted in zip(deliberation.groups, statement.agree, strict=True):
            found = counts[statement.number, item.code]
            assert sum(found) / len(found) == pytest.approx(planted, abs=0.2)


def test_the_opinion_engine_finds_the_planted_groups(people, cast):
    rows = ((f"p{v.participant:03}", f"s{v.statement:02}", v.value, v.participant) for v in cast)
    found = opinion_map(gather_votes(rows), seed=1, stability=20)
    planted = {f"p{person.serial:03}": person.group for person in people}
    cells = Counter(
        (int(label), planted[person])
        for person, label in zip(found.ballots.person_ids, found.grouping.labels, strict=True)
    )
    assert found.grouping.n_groups == 3
    largest = sum(max(n for (label, _), n in cells.items() if label == k) for k in range(3))
    assert largest / len(people) > 0.9


def test_participants_live_in_the_regency(regency, people):
    assert len(people) == 300
    assert {person.region for person in people} <= {village.code for village in regency.villages}


def test_the_answer_gives_a_reason_for_every_decision(deliberation, regency):
    decisions = deliberation.response.decisions
    assert {decision.outcome for decision in decisions} == {"accepted", "partly", "refused"}
    assert all(1 <= decision.statement <= 36 for decision in decisions)
    assert min(len(decision.reason) for decision in decisions) > 40
    assert deliberation.response.officer in {person.key for person in regency.officers}


def test_promises_have_an_office_a_region_a_topic_and_dates_in_order(deliberation, regency):
    promises = (*deliberation.promises, *load_promises(DATA / "demo", LAST))
    offices = {office.code for office in regency.offices}
    topics = {topic.code for topic in regency.topics}
    places = {regency.code}
    places |= {place.code for place in (*regency.districts, *regency.villages)}
    assert len(deliberation.promises) == 4
    assert len({promise.code for promise in promises}) == len(promises) == 12
    for promise in promises:
        assert promise.office in offices
        assert promise.topic in topics
        assert promise.region in places
        assert promise.started < promise.due
        percents = [report.percent for report in promise.progress]
        assert percents == sorted(percents)
        assert all(promise.started <= report.day <= LAST for report in promise.progress)


def test_promises_are_kept_late_and_open(deliberation):
    promises = (*deliberation.promises, *load_promises(DATA / "demo", LAST))
    kept = [p for p in promises if all(m.done for m in p.milestones)]
    overdue = [p for p in promises if p not in kept and p.due < LAST]
    running = [p for p in promises if p not in kept and p.due >= LAST]
    assert min(len(kept), len(overdue), len(running)) >= 2


def test_nothing_of_a_promise_lies_after_the_last_day():
    # Seen 60 days after opening, the promises have been made but nothing was reported.
    early = load_deliberation(DATA / "demo", LAST, opened_before=60)
    assert all(promise.progress == () for promise in early.promises)
    assert all(m.done is None for promise in early.promises for m in promise.milestones)
