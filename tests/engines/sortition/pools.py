"""Invented volunteers: a self-selected pool, and quotas from a population."""

import random

from hypothesis import strategies as st

from pendopo.engines.sortition import Quota

TRAITS = {
    "kelamin": {"perempuan": (0.50, 0.38), "laki-laki": (0.50, 0.62)},
    "umur": {
        "17-29": (0.28, 0.16),
        "30-44": (0.32, 0.30),
        "45-59": (0.24, 0.30),
        "60+": (0.16, 0.24),
    },
    "wilayah": {
        "utara": (0.3, 0.45),
        "selatan": (0.3, 0.2),
        "timur": (0.2, 0.2),
        "barat": (0.2, 0.15),
    },
    "kepentingan": {"warga": (0.55, 0.5), "pedagang": (0.25, 0.4), "difabel": (0.2, 0.1)},
}


def volunteers(n, seed=1):
    """People of whom each trait is drawn by its share among those who volunteer."""
    rng = random.Random(seed)
    return {
        f"w{i:03d}": {
            feature: rng.choices(list(values), [there for _, there in values.values()])[0]
            for feature, values in TRAITS.items()
        }
        for i in range(n)
    }


def quotas(size, slack=1):
    """Seats by the shares of the population, give or take."""
    return tuple(
        Quota(feature, value, max(0, int(share * size) - slack + 1), int(share * size) + slack)
        for feature, values in TRAITS.items()
        for value, (share, _) in values.items()
    )


@st.composite
def tiny(draw):
    """Up to seven people with two traits, quotas that at least one panel keeps, and its size."""
    n = draw(st.integers(2, 7))
    traits = st.fixed_dictionaries({"a": st.sampled_from("xyz"), "b": st.sampled_from("pq")})
    people = {f"p{i}": draw(traits) for i in range(n)}
    size = draw(st.integers(1, n - 1))
    panel = draw(st.permutations(sorted(people)))[:size]
    rules = []
    for feature, values in {"a": "xyz", "b": "pq"}.items():
        for value in values:
            seats = sum(people[id_][feature] == value for id_ in panel)
            least = draw(st.integers(0, seats))
            rules.append(Quota(feature, value, least, draw(st.integers(seats, size))))
    return people, tuple(rules), size
