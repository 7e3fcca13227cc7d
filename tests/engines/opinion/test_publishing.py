"""What leaves the house: places without names, marks of several people."""

import json

import numpy as np
import pytest
from tests.engines.opinion.invented import planted_rows, random_ballots

from pendopo.engines.opinion import (
    BadOption,
    Mark,
    gather_votes,
    group_letter,
    map_points,
    opinion_map,
    to_json,
)


@pytest.fixture(scope="module")
def result():
    """Map three planted groups whose people have telling ids."""
    rows, _ = planted_rows(sizes=(40, 30, 20))
    named = [(f"nik-{person}", statement, vote, time) for person, statement, vote, time in rows]
    return opinion_map(gather_votes(named), stability=10)


def test_the_published_map_names_nobody(result):
    inside, outside = to_json(result, people=True), to_json(result)

    assert b"nik-17" in inside
    assert b"nik-" not in outside


def test_published_places_are_coarse_and_in_order_of_place(result):
    places = json.loads(to_json(result))["places"]

    assert len(places) == 90
    assert [place[:2] for place in places] == sorted(place[:2] for place in places)
    assert all(x == round(x, 2) and y == round(y, 2) for x, y, _ in places)
    assert [sum(group == letter for *_, group in places) for letter in "ABC"] == [40, 30, 20]


def test_the_inside_file_tells_each_person_s_place_and_group(result):
    person = json.loads(to_json(result, people=True))["people"][3]

    assert person["id"] == result.ballots.person_ids[3]
    assert person["place"] == pytest.approx(result.positions[3].tolist(), abs=1e-6)
    assert person["n_votes"] == result.ballots.votes_per_person()[3]
    assert person["group"] == group_letter(result.grouping.labels[3])


def test_groups_carry_size_middle_stability_and_telling_statements(result):
    groups = json.loads(to_json(result))["groups"]

    assert (groups["verdict"], groups["chosen"]) == ("stable", 3)
    assert [(each["letter"], each["n_people"]) for each in groups["list"]] == [
        ("A", 40),
        ("B", 30),
        ("C", 20),
    ]
    middle = result.positions[result.grouping.labels == 0].mean(axis=0)
    assert groups["list"][0]["centre"] == pytest.approx(middle.tolist(), abs=1e-6)
    telling = groups["list"][0]["representative"]
    assert [each["statement"] for each in telling] == [
        result.ballots.statement_ids[each.i_statement] for each in result.representatives[0]
    ]
    chosen = next(each for each in groups["candidates"] if each["k"] == 3)
    assert chosen["is_stable"]
    assert chosen["median_ari"] >= 0.8


def test_statements_carry_counts_of_everybody_and_of_each_group(result):
    statement = json.loads(to_json(result))["statements"][4]

    assert statement["id"] == result.ballots.statement_ids[4]
    assert statement["total"] == {
        "agree": result.totals.agree[0, 4],
        "disagree": result.totals.disagree[0, 4],
        "pass": 0,
    }
    assert [each["agree"] for each in statement["groups"]] == result.counts.agree[:, 4].tolist()
    assert statement["bridge"] == pytest.approx(result.consensus.bridge[4], abs=1e-6)


def test_unchecked_groups_say_so_and_carry_no_stability():
    rows, _ = planted_rows()

    groups = json.loads(to_json(opinion_map(gather_votes(rows), stability=0)))["groups"]

    assert groups["verdict"] == "unchecked"
    assert set(groups["candidates"][0]) == {"k", "silhouette", "smallest"}


def test_without_stable_groups_none_is_listed():
    found = opinion_map(random_ballots(120, 30, density=0.6, seed=11), stability=10)

    document = json.loads(to_json(found))

    assert document["groups"]["verdict"] == "none"
    assert (document["groups"]["chosen"], document["groups"]["list"]) == (None, [])
    assert {group for *_, group in document["places"]} == {None}
    assert document["statements"][0]["groups"] == []


@pytest.mark.parametrize("least", [1, 5, 12])
@pytest.mark.parametrize("grid", [1, 7, 32])
def test_marks_stand_for_enough_people_and_leave_nobody_out(result, least, grid):
    points = map_points(result, least=least, grid=grid)

    assert min(mark.n_people for mark in points.marks) >= least
    assert sum(mark.n_people for mark in points.marks) + points.n_hidden == 90
    assert points.n_hidden == 0
    by_group = [sum(m.n_people for m in points.marks if m.group == g) for g in range(3)]
    assert by_group == [40, 30, 20]


def test_marks_of_one_person_each_are_the_people(result):
    points = map_points(result, least=1, grid=4096)

    middle = sum(np.array([m.x, m.y]) * m.n_people for m in points.marks) / 90
    assert middle == pytest.approx(result.positions.mean(axis=0))
    assert points.low == pytest.approx(tuple(result.positions.min(axis=0)))
    assert points.high == pytest.approx(tuple(result.positions.max(axis=0)))


def test_people_too_few_for_a_mark_are_counted_but_not_drawn():
    found = opinion_map(gather_votes([(f"{i}", "1", 1, 0) for i in range(4)]))

    points = map_points(found)

    assert (points.marks, points.n_hidden) == ((), 4)


def test_people_in_one_place_are_one_mark():
    found = opinion_map(gather_votes([(f"{i}", "1", 1, 0) for i in range(6)]))

    assert map_points(found).marks == (Mark(x=0.0, y=0.0, n_people=6, group=-1),)


@pytest.mark.parametrize("options", [{"least": 0}, {"grid": 0}])
def test_marks_of_nobody_are_refused(result, options):
    with pytest.raises(BadOption, match="mulai 1"):
        map_points(result, **options)
