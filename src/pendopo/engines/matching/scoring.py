"""How alike two reports are: nearness, topic, words and time, put into one number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import exp, log

from pendopo.engines.matching.places import metres_between
from pendopo.engines.matching.words import words_of

_SHOWN_WORDS = 6


@dataclass(frozen=True)
class Item:
    """A report as far as it matters here; what is unknown is empty or None."""

    key: str
    text: str
    at: datetime
    topic: str = ""
    area: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Weights:
    """Weights of the logistic score.

    Attributes
    ----------
    area, words_alone
        Used in place of ``near`` and ``words`` where one of the two reports has no point.
    near_metres, fresh_days
        Distance and age at which closeness has fallen to 37 %.
    """

    base: float
    near: float
    area: float
    topic: float
    words: float
    words_alone: float
    fresh: float
    near_metres: float
    fresh_days: float


# Fitted on every other pair of "duplicate of" notes in Boston's public requests of 2008-2017
# (benchmarks/bench_duplicates.py fits them anew and reports the other half). That file knows
# no report without a point: ``area`` and ``words_alone`` are set by hand, so that nearly equal
# texts of one village stand above 0.5 and a shared topic alone far below.
WEIGHTS = Weights(
    base=-6.95,
    near=5.10,
    area=1.0,
    topic=1.33,
    words=0.96,
    words_alone=7.0,
    fresh=1.99,
    near_metres=60.0,
    fresh_days=30.0,
)


@dataclass(frozen=True)
class Match:
    """A report that may tell of the same thing, and why.

    Attributes
    ----------
    score
        0..1; between two reports, not a share of anything.
    metres
        Distance, None if one of the two has no point.
    words
        Words in both, the rarest among the reports looked at first.
    days
        Time between the two, never negative.
    """

    key: str
    score: float
    metres: float | None
    is_same_topic: bool
    is_same_area: bool
    words: tuple[str, ...]
    days: float


def rank(
    new: Item, others: Iterable[Item], *, most: int = 10, weights: Weights = WEIGHTS
) -> list[Match]:
    """Return the ``most`` likeliest matches of ``new`` among ``others``, best first.

    A word counts by its rarity among the reports looked at, so that what everyone around
    writes ("jalan") decides little and a name or number much. Equal scores: the key decides.
    """
    items = list(others)
    bags = [frozenset(words_of(item.text)) for item in items]
    own = frozenset(words_of(new.text))
    rarity = _rarity([own, *bags])
    found = [
        _match(new, item, own, bag, rarity, weights) for item, bag in zip(items, bags, strict=True)
    ]
    return sorted(found, key=lambda match: (-match.score, match.key))[:most]


def _rarity(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    # Two bags at least hold a shared word; the logarithm is of smoothed counts.
    held = Counter(word for bag in bags for word in bag)
    return {word: log(1 + len(bags) / n_bags) for word, n_bags in held.items()}


def _match(
    new: Item,
    other: Item,
    own: frozenset[str],
    bag: frozenset[str],
    rarity: dict[str, float],
    weights: Weights,
) -> Match:
    metres = _metres(new, other)
    shared = sorted(own & bag, key=lambda word: (-rarity[word], word))
    match = Match(
        key=other.key,
        score=0.0,
        metres=metres,
        is_same_topic=bool(new.topic) and new.topic == other.topic,
        is_same_area=bool(new.area) and new.area == other.area,
        words=tuple(shared[:_SHOWN_WORDS]),
        days=abs((new.at - other.at).total_seconds()) / 86_400,
    )
    return _scored(match, _overlap(own, bag, rarity), weights)


def _metres(new: Item, other: Item) -> float | None:
    points = (new.latitude, new.longitude, other.latitude, other.longitude)
    known = [value for value in points if value is not None]
    return metres_between(*known) if len(known) == len(points) else None


def _overlap(own: frozenset[str], bag: frozenset[str], rarity: dict[str, float]) -> float:
    together = sum(rarity[word] for word in own | bag)
    return sum(rarity[word] for word in own & bag) / together if together else 0.0


def _scored(match: Match, overlap: float, weights: Weights) -> Match:
    total = weights.base + weights.topic * match.is_same_topic
    total += weights.fresh * exp(-match.days / weights.fresh_days)
    if match.metres is not None:
        total += weights.near * exp(-match.metres / weights.near_metres) + weights.words * overlap
    else:
        total += weights.area * match.is_same_area + weights.words_alone * overlap
    return replace(match, score=1 / (1 + exp(-total)))
