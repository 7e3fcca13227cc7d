"""Quotas that cannot be kept: which to relax, and by how few seats."""

import pytest
from hypothesis import given
from tests.engines.sortition.pools import tiny

from pendopo.engines.sortition import (
    BadPool,
    Quota,
    QuotasUnmet,
    gather,
    make_lottery,
    proportional_quotas,
    relaxations,
)

PEOPLE = {f"w{i}": {"kelamin": "P" if i < 3 else "L"} for i in range(10)}


def test_too_few_volunteers_of_a_kind_are_told_with_the_smallest_change():
    pool = gather(PEOPLE, [Quota("kelamin", "P", 4, 6), Quota("kelamin", "L", 4, 5)], 8)
    with pytest.raises(QuotasUnmet) as refused:
        make_lottery(pool)

    assert str(refused.value) == (
        "Tidak ada panel yang memenuhi semua kuota. Perubahan terkecil yang cukup: "
        "kelamin = P: turunkan batas bawah 4 menjadi 3 (sukarelawan yang ada 3 orang)."
    )


def test_lower_bounds_that_exceed_the_seats_are_told():
    pool = gather(PEOPLE, [Quota("kelamin", "P", 3, 3), Quota("kelamin", "L", 3, 7)], 4)

    words = [line.split() for line in relaxations(pool)]

    assert all(line[3:6] == ["turunkan", "batas", "bawah"] for line in words)
    assert sum(int(line[6]) - int(line[8]) for line in words) == 2


@given(tiny())
def test_what_is_advised_is_enough(invented):
    people, rules, size = invented
    tight = [Quota(each.feature, each.value, min(size, each.least + 1), size) for each in rules]
    pool = gather(people, tight, size)

    advice = relaxations(pool)

    lowered = {line.split(":")[0]: int(line.split(" menjadi ")[1].split()[0]) for line in advice}
    relaxed = [
        Quota(q.feature, q.value, lowered.get(f"{q.feature} = {q.value}", q.least), q.most)
        for q in tight
    ]
    assert relaxations(gather(people, relaxed, size)) == ()


@given(tiny())
def test_quotas_that_can_be_kept_need_no_advice(invented):
    assert relaxations(gather(*invented)) == ()


def test_one_division_gives_proportional_seats_and_equal_chances():
    people = {f"w{i}": {"desa": "A" if i < 6 else "B"} for i in range(10)}

    rules = proportional_quotas(people, "desa", 4)

    assert rules == (Quota("desa", "A", 2, 3), Quota("desa", "B", 1, 2))
    assert set(make_lottery(gather(people, rules, 4)).chances) == {400}


def test_the_population_can_give_the_seats():
    people = {f"w{i}": {"desa": "A" if i < 6 else "B"} for i in range(10)}

    rules = proportional_quotas(people, "desa", 4, {"A": 100, "B": 300})

    assert rules == (Quota("desa", "A", 1, 1), Quota("desa", "B", 3, 3))
    with pytest.raises(BadPool, match="Jumlah penduduk untuk desa = B tidak ada"):
        proportional_quotas(people, "desa", 4, {"A": 100})
    with pytest.raises(BadPool, match="w0 tidak punya ciri dusun"):
        proportional_quotas(people, "dusun", 4)


@pytest.mark.parametrize(
    ("rules", "size", "reason"),
    [
        ([], 11, "Panel 11 orang tidak dapat diundi dari 10 sukarelawan."),
        ([Quota("kelamin", "P", 3, 2)], 5, "Kuota kelamin = P: 3 sampai 2 tidak mungkin."),
        ([Quota("kelamin", "P", 0, 5)], 5, "Nilai “L” dari ciri kelamin tidak punya kuota."),
        ([Quota("umur", "muda", 0, 5)], 5, "tidak punya ciri umur."),
        (
            [Quota("kelamin", "P", 0, 5), Quota("kelamin", "P", 1, 5)],
            5,
            "Kuota kelamin = P tertulis dua kali.",
        ),
    ],
)
def test_contradictions_are_refused(rules, size, reason):
    with pytest.raises(BadPool) as refused:
        gather(PEOPLE, rules, size)

    assert reason in str(refused.value)
