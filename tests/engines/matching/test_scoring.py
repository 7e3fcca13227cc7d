from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.matching import Item, Weights, rank
from pendopo.engines.matching.__main__ import main

AT = datetime(2026, 3, 17, 3, tzinfo=UTC)
NEW = Item("new", "Lubang besar di Jalan Melati", AT, "road", "33.01.01.2001", -7.0, 110.0)
# 0.0005 degrees of latitude: 55.6 m.
NEAR = replace(NEW, key="near", latitude=-7.0005)
FAR = replace(NEW, key="far", latitude=-7.01)
PLAIN = Weights(
    base=0, near=1, area=1, topic=1, words=1, words_alone=1, fresh=1, near_metres=100, fresh_days=10
)
ITEMS = st.builds(
    Item,
    key=st.uuids().map(str),
    text=st.lists(st.sampled_from("lubang jalan melati air mati pasar".split())).map(" ".join),
    at=st.integers(-400, 400).map(lambda n: AT + timedelta(hours=n)),
    topic=st.sampled_from(["", "road", "water"]),
    area=st.sampled_from(["", "33.01.01.2001"]),
    latitude=st.sampled_from([None, -7.0, -7.001]),
    longitude=st.sampled_from([None, 110.0, 110.001]),
)


def test_score_by_hand():
    other = Item(
        "other", "Lubang di Jalan Kenanga", AT - timedelta(days=10), "road", "", -7.0, 110.0
    )
    (match,) = rank(NEW, [other], weights=PLAIN)
    # lubang and jalan are in both (ln(1 + 2/2)); besar, melati, kenanga in one (ln(1 + 2/1)).
    overlap = 2 * log(2) / (2 * log(2) + 3 * log(3))
    total = 1 * exp(0) + overlap + 1 + 1 * exp(-1)
    assert match.score == pytest.approx(1 / (1 + exp(-total)))
    assert (match.metres, match.days, match.words) == (0.0, 10.0, ("jalan", "lubang"))


def test_without_a_point_village_and_words_weigh():
    other = replace(NEW, key="other", latitude=None)
    (match,) = rank(NEW, [other], weights=PLAIN)
    assert match.metres is None
    assert match.score == pytest.approx(1 / (1 + exp(-4)))


def test_rank_puts_the_nearer_first():
    assert [match.key for match in rank(NEW, [FAR, NEAR])] == ["near", "far"]


def test_rank_puts_the_same_topic_first_at_the_same_place():
    other = replace(NEAR, key="water", topic="water")
    assert [match.key for match in rank(NEW, [other, NEAR])] == ["near", "water"]


def test_rare_word_decides_more_than_a_common_one():
    everyone = [replace(NEAR, key=f"x{n}", text="lubang di jalan") for n in range(8)]
    named = replace(NEAR, key="named", text="di melati")
    assert rank(NEW, [*everyone, named])[0].words == ("melati",)


def test_nearly_equal_texts_of_one_village_stand_out_without_points():
    new = replace(NEW, text="Air PDAM mati sejak Senin di Griya Asri blok C", latitude=None)
    same = replace(new, key="same", text="Air PDAM mati sejak Senin di Griya Asri blok D")
    other = replace(
        new, key="other", text="Rapat desa tidak pernah mengundang pemuda karang taruna"
    )
    first, second = rank(new, [other, same])
    assert (first.key, first.score > 0.5, second.score < 0.1) == ("same", True, True)


@given(ITEMS, st.lists(ITEMS, max_size=8, unique_by=lambda item: item.key))
def test_order_of_the_others_changes_nothing(new, others):
    assert rank(new, others) == rank(new, list(reversed(others)))


@given(ITEMS, st.lists(ITEMS, min_size=1, max_size=8, unique_by=lambda item: item.key))
def test_scores_fall_and_lie_between_0_and_1(new, others):
    scores = [match.score for match in rank(new, others, most=5)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)
    assert len(scores) == min(5, len(others))


@given(ITEMS, ITEMS)
def test_a_pair_scores_the_same_from_both_sides(one, other):
    assert rank(one, [other])[0].score == pytest.approx(rank(other, [one])[0].score)


def test_rank_of_nothing_is_nothing():
    assert rank(NEW, []) == []


def test_command_ranks_a_file(tmp_path, capsys):
    file = tmp_path / "reports.csv"
    file.write_text(
        "id,text,at,topic,area,latitude,longitude\n"
        "1,Lubang di Jalan Melati,2026-03-17,road,,-7.0,110.0\n"
        "2,Lubang Jalan Melati,2026-03-16,road,,-7.0,110.0\n"
        "3,Sampah menumpuk,2026-03-16,waste,,,\n"
    )
    assert main([str(file), "1"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[1:5] == ["2", "0", "m", "1.0"]
    assert "tanpa titik" in second


def test_command_refuses_an_unknown_id(tmp_path, capsys):
    file = tmp_path / "reports.csv"
    file.write_text("id,text,at\n1,Lubang,2026-03-17\n")
    assert main([str(file), "9"]) == 2
    assert "Tidak dapat dibaca" in capsys.readouterr().err
