from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm

from pendopo.engines.comparison import Comparison, Count, CountInvalid, compare
from pendopo.engines.comparison.__main__ import main

offices = st.lists(
    st.integers(0, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=15
).map(lambda pairs: [Count(f"o{i}", k, n) for i, (k, n) in enumerate(pairs)])


def test_states_by_hand():
    # 10/50, 40/50, 40/50: theta = 90/150 = .6.
    # sd at 50 is sqrt(.24/50)=.0693: .2 lies 5.8 sd below, .8 lies 2.9 sd above
    # (exact tail of 40 or more of 50 at .6: 0.0022, between 0.1 % and 2.5 %).
    found = compare([Count("a", 10, 50), Count("b", 40, 50), Count("c", 40, 50)])

    assert found.theta == pytest.approx(0.6)
    assert [(one.code, one.state, one.side) for one in found.offices] == [
        ("a", "beyond_998", "below"),
        ("b", "beyond_95", "above"),
        ("c", "beyond_95", "above"),
    ]
    assert found.spread.is_estimated is False


def test_states_equal_the_exact_binomial_test():
    """Fewer than ten offices: no widening, so SciPy's one-sided tests are the oracle."""
    rng = np.random.default_rng(7)
    for _round in range(60):
        sizes = rng.integers(1, 120, 8)
        hits = rng.binomial(sizes, rng.uniform(0.3, 0.95, 8))
        pairs = zip(hits.tolist(), sizes.tolist(), strict=True)
        found = compare([Count(str(i), k, n) for i, (k, n) in enumerate(pairs)])
        for one in found.offices:
            tail = min(
                binomtest(one.k, one.n, found.theta, alternative=way).pvalue
                for way in ("less", "greater")
            )
            expected = "beyond_998" if tail < 0.001 else "beyond_95" if tail < 0.025 else "inside"
            assert one.state == expected


def test_equal_offices_are_seldom_called_unusual():
    """Forty offices with one true share, 250 times: at most 1 % beyond 99.8 %, about 5 % beyond 95 %."""
    rng = np.random.default_rng(11)
    states = [
        one.state
        for _round in range(250)
        for one in compare(
            [
                Count(str(i), int(rng.binomial(n, 0.8)), int(n))
                for i, n in enumerate(rng.integers(20, 300, 40))
            ]
        ).offices
    ]

    assert states.count("beyond_998") / len(states) < 0.01
    assert states.count("inside") / len(states) > 0.94


def test_real_variety_between_offices_is_ordinary():
    # Forty true shares spread as a normal with mean .8 and SD .03, each drawn at its quantile.
    shares = norm.ppf([(i + 0.5) / 40 for i in range(40)], 0.8, 0.03)
    counts = [Count(str(i), round(2_000 * share), 2_000) for i, share in enumerate(shares)]

    found = compare(counts)

    # One SD of .03 is 3.4 standard errors; winsorising keeps tau² somewhat under .0009.
    assert 0.0004 < found.spread.tau2 < 0.0009
    assert not [one for one in found.offices if one.state == "beyond_998"]


@given(offices, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nobody_is_lost(counts, random):
    shuffled = random.sample(counts, len(counts))
    one, other = compare(counts), compare(shuffled)

    assert [(p.code, p.state) for p in sorted(one.offices, key=lambda p: p.code)] == [
        (p.code, p.state) for p in sorted(other.offices, key=lambda p: p.code)
    ]
    assert len(one.offices) == sum(count.n > 0 for count in counts)


@given(offices)
def test_counting_misses_mirrors_every_side(counts):
    turned = compare([Count(one.code, one.n - one.k, one.n) for one in counts])
    swap = {"above": "below", "below": "above", "": ""}

    for one in compare(counts).offices:
        mirror = turned.of(one.code)
        assert mirror is not None
        assert (mirror.state, mirror.side) == (one.state, swap[one.side])


def test_an_office_with_nothing_due_is_left_out():
    found = compare([Count("a", 3, 4), Count("b", 0, 0)])

    assert found.of("b") is None
    assert found.of("a").share == 0.75
    assert compare([Count("b", 0, 0)]) == Comparison(None, compare([]).spread, ())


@pytest.mark.parametrize(
    "counts",
    [
        [Count("a", 3, 2)],
        [Count("a", -1, 2)],
        [Count("a", 1, 2), Count("a", 2, 2)],
    ],
)
def test_impossible_counts_are_refused(counts):
    with pytest.raises(CountInvalid, match="need 0 <= k <= n"):
        compare(counts)


def test_command_line_says_each_office_in_a_line(tmp_path, capsys):
    file = tmp_path / "offices.csv"
    file.write_text("code,k,n\nb,40,50\na,10,50\nc,40,50\n")

    assert main([str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Bagian bersama 60.0%; 3 perangkat daerah; τ² tidak dihitung",
        "a: 10 dari 50 (20.0%), patut ditanyakan sebabnya (99,8%), di bawah",
        "b: 40 dari 50 (80.0%), patut diperhatikan (95%), di atas",
        "c: 40 dari 50 (80.0%), patut diperhatikan (95%), di atas",
    ]


def test_command_line_speaks_of_empty_files_and_refuses_unreadable_ones(tmp_path, capsys):
    empty, wrong = tmp_path / "empty.csv", tmp_path / "wrong.csv"
    empty.write_text("code,k,n\n")
    wrong.write_text("code,k,n\na,5,2\n")

    assert main([str(empty)]) == 0
    assert capsys.readouterr().out == "Tidak ada yang dapat dibandingkan.\n"
    assert main([str(wrong)]) == 2
    assert "Tidak dapat dibandingkan" in capsys.readouterr().err
