"""The whole map: equal votes are equal bytes, edges have answers, nothing is undefined."""

import json
import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engines.opinion.invented import planted_rows, vote_rows

from pendopo.engines.opinion import (
    BadOption,
    Ballots,
    NoVotes,
    Verdict,
    digest,
    gather_votes,
    opinion_map,
    to_json,
)


def published(rows, **options):
    """Publish the map of some rows."""
    return to_json(opinion_map(gather_votes(rows), **options))


def decoded(content):
    """Read JSON and refuse NaN and infinity, which JSON does not know."""

    def refuse(word):
        raise AssertionError(word)

    return json.loads(content, parse_constant=refuse)


@given(rows=vote_rows(), order=st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_bytes(rows, order):
    shuffled = list(rows)
    order.shuffle(shuffled)

    assert published(shuffled, stability=2) == published(rows, stability=2)


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32))
@example(seed=0)
def test_any_order_of_arrival_gives_the_same_bytes_where_there_are_groups(seed):
    rows, _ = planted_rows(sizes=(14, 10), n_statements=12, noise=0.05, seed=2)
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)

    assert published(shuffled, stability=5) == published(rows, stability=5)
    assert decoded(published(rows, stability=5))["groups"]["chosen"] == 2


def test_the_seed_reaches_the_gate_and_stands_in_the_provenance():
    rows, _ = planted_rows(noise=0.3)

    one, same, other = (published(rows, seed=seed, stability=5) for seed in (1, 1, 2))

    assert one == same
    assert decoded(one)["groups"] != decoded(other)["groups"]
    assert decoded(other)["provenance"]["seed"] == 2


@given(rows=vote_rows())
def test_a_voter_who_saw_nothing_changes_nothing(rows):
    ballots = gather_votes(rows)
    joined = Ballots(
        (*ballots.person_ids, "somebody silent"),
        (*ballots.statement_ids, "never answered"),
        np.append(ballots.indptr, ballots.n_votes),
        ballots.indices,
        ballots.values,
    )

    assert to_json(opinion_map(joined, stability=2)) == to_json(opinion_map(ballots, stability=2))


@given(rows=vote_rows())
def test_every_figure_is_defined_and_the_counts_add_up(rows):
    document = decoded(published(rows, stability=2))

    totals = [each["total"] for each in document["statements"]]
    n_votes = len({(person, statement) for person, statement, *_ in rows})
    assert sum(sum(total.values()) for total in totals) == n_votes
    assert document["summary"]["n_votes"] == n_votes


@pytest.mark.parametrize(
    "rows",
    [
        [("ani", "1", 1, 0)],
        [("ani", f"{j}", (-1) ** j, 0) for j in range(80)],
        [(f"{i}", "1", (-1) ** i, 0) for i in range(40)],
        [(f"{i}", f"{j}", 0, 0) for i in range(40) for j in range(10)],
        [(f"{i}", f"{j}", 1, 0) for i in range(40) for j in range(10)],
        [(f"{i}", f"{i}", 1, 0) for i in range(90)],
    ],
    ids=["one vote", "one voter", "one statement", "all pass", "all agree", "nobody shares"],
)
def test_thin_votes_give_a_map_with_defined_figures(rows):
    document = decoded(published(rows, stability=5))

    assert document["summary"]["n_people"] == len({person for person, *_ in rows})
    assert len(document["places"]) == document["summary"]["n_people"]


def test_one_statement_divides_people_as_they_voted():
    rows = [(f"{i}", "1", 1 if i < 25 else -1, 0) for i in range(40)]

    found = opinion_map(gather_votes(rows), stability=20)

    assert found.grouping.verdict is Verdict.STABLE
    assert found.counts.agree.tolist() == [[25], [0]]


def test_people_who_all_pass_have_no_groups():
    rows = [(f"{i}", f"{j}", 0, 0) for i in range(40) for j in range(10)]

    found = opinion_map(gather_votes(rows))

    assert found.grouping.verdict is Verdict.NONE
    assert found.representatives == ()
    assert found.counts.passed.tolist() == [[40] * 10]


def test_without_groups_consensus_describes_everybody():
    found = opinion_map(gather_votes([("ani", "1", 1, 0), ("budi", "1", 1, 0)]))

    assert found.consensus.group_informed.tolist() == [(2 + 1) / (2 + 2)]


def test_people_without_a_group_count_in_the_totals_only():
    rows, _ = planted_rows(sizes=(20, 15), n_statements=12)
    rows += [("newcomer", "0", 1, 0)]

    found = opinion_map(gather_votes(rows), stability=5)

    newcomer = found.ballots.person_ids.index("newcomer")
    assert found.grouping.n_groups == 2
    assert found.grouping.labels[newcomer] == -1
    apart = found.totals.cast[0] - found.counts.cast.sum(axis=0)
    left_out = found.ballots.rows()[found.grouping.labels[found.ballots.rows()] < 0]
    assert newcomer in left_out
    assert apart.sum() == len(left_out)


def test_only_the_statements_that_were_let_through_are_mapped():
    rows, _ = planted_rows()
    kept = [f"{j}" for j in range(10)]

    found = opinion_map(gather_votes(rows), statements=kept, stability=0)
    alone = opinion_map(gather_votes(row for row in rows if row[1] in kept), stability=0)

    assert found.ballots.statement_ids == tuple(kept)
    assert to_json(found) == to_json(alone)


def test_the_provenance_names_method_parameters_and_votes():
    ballots = gather_votes([("ani", "1", 1, 0)])

    provenance = opinion_map(ballots, seed=7, stability=3, k=2).provenance

    assert (provenance.method, provenance.version, provenance.seed) == (
        "sparse-pca-ridge-kmeans",
        "2",
        7,
    )
    assert provenance.input_digest == digest(ballots)
    assert provenance.params["bootstrap_replicates"] == 3
    assert provenance.params["group_counts"] == [2]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"seed": -1}, "seed = -1"),
        ({"stability": -1}, "stability = -1"),
        ({"stability": 1001}, "stability = 1001"),
        ({"k": 6}, "k = 6 tidak sah; yang sah: auto, 2, 3, 4, 5"),
    ],
)
def test_options_outside_their_range_are_refused(options, reason):
    with pytest.raises(BadOption, match=reason):
        opinion_map(gather_votes([("ani", "1", 1, 0)]), **options)


@pytest.mark.parametrize(("rows", "statements"), [([], None), ([("a", "1", 1, 0)], ["2"])])
def test_no_votes_are_refused(rows, statements):
    with pytest.raises(NoVotes, match="Belum ada suara"):
        opinion_map(gather_votes(rows), statements=statements)
