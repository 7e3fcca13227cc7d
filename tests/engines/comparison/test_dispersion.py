from __future__ import annotations

import numpy as np
import pytest

from pendopo.engines.comparison import dispersion


def test_tau_by_hand():
    # Ten offices of 100, theta=1/2: s=.05. Five with 60 (z=2), five with 40 (z=-2).
    # The 10th and 90th percentile are -2 and 2: nothing is cut. phi=4.
    # surplus = 10·4 - 9 = 31; w=400 each: Σw=4000, Σw²/Σw=400, so tau²=31/3600.
    found = dispersion([60] * 5 + [40] * 5, [100] * 10, 0.5)

    assert found.phi == pytest.approx(4.0)
    assert found.tau2 == pytest.approx(31 / 3600)
    assert found.is_estimated


def test_one_extreme_office_does_not_excuse_itself():
    # z = 0 eleven times and one of -8: the 10th percentile is 0, so phi = 0.
    found = dispersion([50] * 11 + [10], [100] * 12, 0.5)

    assert (found.phi, found.tau2) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("hits", "sizes", "theta"), [([5] * 9, [10] * 9, 0.5), ([10] * 12, [10] * 12, 1.0)]
)
def test_too_few_offices_or_no_variety_is_said(hits, sizes, theta):
    found = dispersion(hits, sizes, theta)

    assert (found.n_units, found.phi, found.tau2) == (len(sizes), None, 0.0)
    assert not found.is_estimated


def test_equals_the_plain_loop():
    rng = np.random.default_rng(4)
    sizes = rng.integers(20, 400, 25)
    hits = rng.binomial(sizes, rng.uniform(0.6, 0.9, 25))
    theta = hits.sum() / sizes.sum()
    z = [
        (k / n - theta) / (theta * (1 - theta) / n) ** 0.5 for k, n in zip(hits, sizes, strict=True)
    ]
    ordered = sorted(z)
    # Type 7: position 0.1·24 = 2.4 and 0.9·24 = 21.6.
    low = ordered[2] + 0.4 * (ordered[3] - ordered[2])
    high = ordered[21] + 0.6 * (ordered[22] - ordered[21])
    phi = sum(min(max(value, low), high) ** 2 for value in z) / 25
    w = [n / (theta * (1 - theta)) for n in sizes]
    tau2 = (25 * phi - 24) / (sum(w) - sum(v * v for v in w) / sum(w))

    found = dispersion(hits.tolist(), sizes.tolist(), theta)

    assert found.phi == pytest.approx(phi, rel=1e-9)
    assert found.tau2 == pytest.approx(tau2, rel=1e-9)
