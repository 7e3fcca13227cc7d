"""The lot: quotas always kept, chances as fair as trying every panel finds, draws repeated."""

import hashlib
import json

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engines.oracles.lots import leximin
from tests.engines.sortition.pools import quotas, tiny, volunteers

from pendopo.engines.sortition import (
    SLIPS,
    BadOption,
    BadPool,
    Quota,
    QuotasUnmet,
    draw,
    fair_lottery,
    gather,
    make_lottery,
    replacement_lottery,
    to_json,
    to_register,
)


@pytest.fixture(scope="module")
def lottery():
    """Sixty volunteers for a panel of twelve."""
    return make_lottery(gather(volunteers(60), quotas(12), 12))


def test_every_slip_keeps_all_quotas(lottery):
    assert len(lottery.slips) == SLIPS
    assert all(lottery.pool.keeps(slip) for slip in lottery.slips)


def test_published_chances_add_up_to_the_seats(lottery):
    assert sum(lottery.chances) == SLIPS * 12
    counted = [sum(lot in slip for slip in lottery.slips) for lot in range(60)]
    assert list(lottery.chances) == counted


def test_people_alike_to_the_quotas_differ_by_one_slip_at_most(lottery):
    for members in lottery.pool.members:
        chances = [lottery.chances[lot] for lot in members]
        assert max(chances) - min(chances) <= 1


def test_the_least_lucky_is_within_three_slips_of_the_best_possible(lottery):
    assert lottery.ceiling * 1000 - 3 <= lottery.smallest <= lottery.ceiling * 1000 + 0.1


@given(tiny())
@settings(max_examples=25)
def test_chances_are_leximin(invented):
    pool = gather(*invented)

    fair = fair_lottery(pool)

    chances = (fair.odds @ fair.panels / pool.heads)[list(pool.kinds)]
    expected = leximin(pool)
    assert fair.ceiling == pytest.approx(min(expected), abs=2e-4)
    assert np.abs(np.sort(chances) - np.sort(expected)).max() < 1e-3


@given(tiny())
@settings(max_examples=15)
def test_slips_keep_quotas_and_add_up_whatever_the_pool(invented):
    pool = gather(*invented)

    lottery = make_lottery(pool)

    assert all(pool.keeps(slip) for slip in lottery.slips)
    assert sum(lottery.chances) == SLIPS * pool.size


def test_by_hand_the_one_person_whom_every_panel_needs():
    people = {"a": {"s": "x"}, "b": {"s": "y"}, "c": {"s": "y"}, "d": {"s": "y"}}
    pool = gather(people, [Quota("s", "x", 1, 1), Quota("s", "y", 1, 1)], 2)

    lottery = make_lottery(pool)

    chances = dict(zip(pool.ids, lottery.chances, strict=True))
    assert chances["a"] == 1000
    assert sorted(chances[id_] for id_ in "bcd") == [333, 333, 334]


def test_without_traits_everybody_has_the_same_chance():
    pool = gather({f"w{i}": {} for i in range(7)}, [], 3)

    assert set(make_lottery(pool).chances) <= {428, 429}


def test_the_order_of_the_file_changes_neither_lottery_nor_draw(lottery):
    turned = dict(reversed(volunteers(60).items()))
    again = make_lottery(gather(turned, quotas(12)[::-1], 12))

    assert again.digest == lottery.digest
    assert draw(again, "blok 7").panel == draw(lottery, "blok 7").panel


def test_anybody_can_repeat_the_draw_from_what_is_published(lottery):
    drawn = draw(lottery, "sha256:0a1b 2026-12-01 4711")

    read = json.loads(to_json(lottery, drawn))
    slips = [[lot - 1 for lot in slip] for slip in read["slips"]]
    listed = json.dumps(["pendopo-sortition/1", slips], separators=(",", ":"))
    digest = "sha256:" + hashlib.sha256(listed.encode()).hexdigest()
    text = f"pendopo-sortition/1\n{digest}\n{read['drawn']['seed']}\n"
    number = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 1000
    assert read["digest"] == digest
    assert read["drawn"]["slip"] == number + 1
    assert read["drawn"]["panel"] == read["slips"][number]


def test_seeds_reach_every_part_of_the_lottery(lottery):
    slips = [draw(lottery, str(seed)).slip for seed in range(2_000)]

    assert len(set(slips)) > 800
    assert abs(np.mean(slips) - 499.5) < 30


def test_the_public_document_tells_nobodys_traits_and_no_id(lottery):
    document = to_json(lottery, draw(lottery, "1")).decode()

    read = json.loads(document)
    quoted = {each[1] for each in read.pop("quotas")}
    shown = json.dumps(read)
    assert quoted
    assert not any(value in shown for value in quoted)
    assert not any(id_ in document for id_ in lottery.pool.ids)
    assert read["smallest_chance"] == min(read["chances"])


def test_a_sealed_document_still_binds_the_slips(lottery):
    drawn = draw(lottery, "1")

    opened, sealed = (json.loads(to_json(lottery, drawn, sealed=each)) for each in (False, True))

    assert opened.keys() - sealed.keys() == {"slips", "chances"}
    assert sealed["digest"] == opened["digest"] == lottery.digest
    assert sealed["drawn"] == opened["drawn"]


def test_the_register_gives_each_the_own_lot_number(lottery):
    drawn = draw(lottery, "1")

    rows = [row.split(",") for row in to_register(lottery, drawn).splitlines()[1:]]

    assert [row[0] for row in rows] == list(lottery.pool.ids)
    assert [int(row[1]) - 1 for row in rows if row[3] == "1"] == list(drawn.panel)


def test_replacements_keep_the_quotas_of_the_whole_panel(lottery):
    panel = draw(lottery, "1").panel
    declined, staying = panel[:3], panel[3:]

    rest = replacement_lottery(lottery.pool, panel, declined, unavailable=[])

    for slip in rest.slips:
        assert lottery.pool.keeps([*staying, *slip])
        assert not set(slip) & set(panel)
    assert sum(rest.chances) == 3 * SLIPS
    assert rest.smallest == min(rest.chances[lot] for lot in range(60) if lot not in panel)


def test_who_declined_before_is_not_drawn_again(lottery):
    panel = draw(lottery, "1").panel
    first = replacement_lottery(lottery.pool, panel, panel[:3]).slips[0][:1]

    rest = replacement_lottery(lottery.pool, panel, panel[:3], unavailable=first)

    assert not any(set(first) & set(slip) for slip in rest.slips)
    assert not set(first) & set(rest.taking_part)


@pytest.mark.parametrize("declined", [[], [0]])
def test_only_members_of_the_panel_can_decline(lottery, declined):
    panel = tuple(range(1, 13))
    with pytest.raises(BadPool, match="anggota panel"):
        replacement_lottery(lottery.pool, panel, declined)


def test_a_replacement_that_cannot_be_is_explained():
    people = {"a": {"s": "x"}, "b": {"s": "y"}, "c": {"s": "y"}}
    pool = gather(people, [Quota("s", "x", 1, 1), Quota("s", "y", 1, 1)], 2)
    lot = pool.ids.index
    with pytest.raises(QuotasUnmet) as refused:
        replacement_lottery(pool, [lot("a"), lot("b")], [lot("a")])

    assert refused.value.advice == (
        "s = x: turunkan batas bawah 1 menjadi 0 (sukarelawan yang ada 0 orang).",
        "s = y: naikkan batas atas 1 menjadi 2 (sukarelawan yang ada 1 orang).",
    )
    with pytest.raises(BadPool, match="Tinggal 1 sukarelawan untuk 2 kursi"):
        replacement_lottery(pool, [lot("a"), lot("b")], [lot("a"), lot("b")])


def test_an_empty_seed_and_no_rounds_are_refused(lottery):
    with pytest.raises(BadOption, match="seed = kosong"):
        draw(lottery, "  ")
    with pytest.raises(BadOption, match="rounds = 0"):
        make_lottery(lottery.pool, rounds=0)
