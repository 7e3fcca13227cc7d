"""Slow loops that anyone can check by hand, for counting, grouping and testing."""

from itertools import combinations
from math import erfc, sqrt


def tallied(ballots, labels, vote=None):
    """Count votes per group and statement; all votes if none is named."""
    n_groups = max(labels) + 1
    table = [[0] * ballots.n_statements for _ in range(n_groups)]
    for person, group in enumerate(labels):
        for at in range(ballots.indptr[person], ballots.indptr[person + 1]):
            if group >= 0 and vote in {None, ballots.values[at]}:
                table[group][ballots.indices[at]] += 1
    return table


def informed_consensus(ballots, labels):
    """Multiply (agree + 1) / (cast + 2) over groups."""
    agree, cast = tallied(ballots, labels, 1), tallied(ballots, labels)
    scores = []
    for j in range(ballots.n_statements):
        score = 1.0
        for g in range(len(agree)):
            score *= (agree[g][j] + 1) / (cast[g][j] + 2)
        scores.append(score)
    return scores


def rand_index(first, second):
    """Adjusted Rand index by looking at every pair of people."""
    pairs = list(combinations(range(len(first)), 2))
    one = [first[a] == first[b] for a, b in pairs]
    two = [second[a] == second[b] for a, b in pairs]
    together = sum(a and b for a, b in zip(one, two, strict=True))
    by_chance = sum(one) * sum(two) / len(pairs)
    most = (sum(one) + sum(two)) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def silhouette(points, labels):
    """Mean silhouette over people, each person a point of its own."""
    scores = []
    for i, own in enumerate(labels):
        means = {}
        for group in set(labels):
            others = [j for j, g in enumerate(labels) if g == group and j != i]
            if others:
                means[group] = sum(gap(points[i], points[j]) for j in others) / len(others)
        near = min(value for group, value in means.items() if group != own)
        wide = max(near, means.get(own, 0))
        scores.append((near - means[own]) / wide if own in means and wide else 0.0)
    return sum(scores) / len(scores)


def gap(a, b):
    """Straight distance."""
    return sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def z_values_of(a, s, a_out, s_out):
    """Both z values of one vote in one group, and the p-value of the weaker."""
    within = 2 * sqrt(s + 1) * ((a + 1) / (s + 1) - 0.5)
    pooled = (a + a_out + 2) / (s + s_out + 2)
    spread = sqrt(pooled * (1 - pooled) * (1 / (s + 1) + 1 / (s_out + 1))) if pooled < 1 else 0
    between = ((a + 1) / (s + 1) - (a_out + 1) / (s_out + 1)) / spread if spread else 0.0
    p_value = erfc(min(within, between) / sqrt(2)) / 2 if s else 1.0
    return within, between, p_value


def kept_discoveries(p_values, level):
    """Benjamini-Hochberg: the largest rank whose p-value is under rank / n * level."""
    order = sorted(p_values)
    n_kept = 0
    for rank, p_value in enumerate(order, start=1):
        if p_value <= level * rank / len(order):
            n_kept = rank
    return [bool(n_kept) and p_value <= order[n_kept - 1] for p_value in p_values]
