"""When, where, about what and through which door the voices come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from pendopo.portal.demo.regency import KINDS, Episode, Regency
from pendopo.portal.demo.worktime import DAY, WorkTime

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CHANNELS = ("whatsapp", "web", "sp4n", "desk", "sms", "email")
CHANNEL_WEIGHTS = (0.38, 0.30, 0.16, 0.08, 0.05, 0.03)
# Where few people are online, the desk and plain messages carry more of the voices.
QUIET_CHANNEL_WEIGHTS = (0.34, 0.16, 0.10, 0.22, 0.16, 0.02)
WEEKDAYS = (1.25, 1.15, 1.05, 1.0, 0.95, 0.65, 0.6)
# Local hours, midnight first: people write at the start of work and after supper.
HOURS = (3, 1, 1, 1, 2, 5, 9, 14, 20, 22, 20, 16, 12, 13, 13, 12, 11, 10, 11, 16, 18, 14, 10, 6)
RURAL = frozenset({"farming", "village"})
GROWTH = 1.6  # the last day brings this many times the voices of the first


@dataclass(frozen=True, slots=True)
class Arrival:
    """One voice before anyone has written its words."""

    received: int
    topic: int
    village: int
    channel: str
    kind: str


def arrivals(
    regency: Regency, time: WorkTime, n: int, rng: np.random.Generator, span: tuple[date, date]
) -> Iterator[Arrival]:
    """Draw ``n`` arrivals in the order of their time.

    Parameters
    ----------
    span
        First and last local day on which a voice may arrive, both included.
    """
    day = _days(regency, n, rng, span)
    topic = _topics(regency, day, rng, span[0])
    district = np.full(n, -1, dtype=np.int64)
    _burst(regency, (day, topic, district), rng, span)
    village = _villages(regency, topic, district, rng)
    channel = _channels(regency, village, rng)
    received = time.midnight(span[0]) + day * DAY + _clock(n, rng)
    _keep_desk_hours(received, channel == CHANNELS.index("desk"), time, rng)
    kind = _kinds(regency, topic, rng)
    for i in np.argsort(received, kind="stable").tolist():
        yield Arrival(
            int(received[i]), int(topic[i]), int(village[i]), CHANNELS[channel[i]], kind[i]
        )


def _draw(weights: Floats, n: int, rng: np.random.Generator) -> Ints:
    """Draw ``n`` indices, each as likely as its weight."""
    sums = np.cumsum(weights)
    return np.searchsorted(sums / sums[-1], rng.random(n), side="right").astype(np.int64)


def _by_group(group: Ints, tables: Floats, rng: np.random.Generator) -> Ints:
    """Draw one index for each row, from the table of the row's group."""
    drawn = np.zeros(len(group), dtype=np.int64)
    for row in np.unique(group):
        mask = group == row
        drawn[mask] = _draw(tables[row], int(mask.sum()), rng)
    return drawn


def _dates(first: date, day: Ints) -> list[date]:
    return [first + timedelta(days=int(number)) for number in day]


def _seasons(regency: Regency) -> Floats:
    """Weights of shape (12, n_topics)."""
    weight = np.array([topic.weight for topic in regency.topics])
    return np.array([topic.season for topic in regency.topics]).T * weight


def _days(regency: Regency, n: int, rng: np.random.Generator, span: tuple[date, date]) -> Ints:
    days = _dates(span[0], np.arange((span[1] - span[0]).days + 1))
    month = _seasons(regency).sum(axis=1)
    trend = np.geomspace(1.0, GROWTH, len(days))
    weights = np.array([month[d.month - 1] * WEEKDAYS[d.weekday()] for d in days]) * trend
    return _draw(weights, n, rng)


def _topics(regency: Regency, day: Ints, rng: np.random.Generator, first: date) -> Ints:
    months = np.array([moment.month - 1 for moment in _dates(first, day)])
    return _by_group(months, _seasons(regency), rng)


def _burst(
    regency: Regency,
    drawn: tuple[Ints, Ints, Ints],
    rng: np.random.Generator,
    span: tuple[date, date],
) -> None:
    """Give some of the voices (day, topic, district) to the yearly episodes, in place."""
    day, topic, district = drawn
    numbers = {item.code: index for index, item in enumerate(regency.topics)}
    codes = [item.code for item in regency.districts]
    length = (span[1] - span[0]).days + 1
    free, taken = rng.permutation(len(day)), 0
    for episode, start in _occurrences(regency, span):
        count = round(episode.share * len(day) * 365 / length)
        rows, taken = free[taken : taken + count], taken + count
        within = (episode.days * rng.beta(1.4, 2.4, len(rows))).astype(np.int64)
        day[rows] = np.minimum(start + within, length - 1)
        topic[rows] = numbers[episode.topic]
        places = np.array([codes.index(code) for code in episode.districts])
        district[rows] = places[rng.integers(0, len(places), len(rows))]


def _occurrences(regency: Regency, span: tuple[date, date]) -> list[tuple[Episode, int]]:
    years = range(span[0].year, span[1].year + 1)
    found = [
        (episode, (date(year, episode.month, episode.day) - span[0]).days)
        for year in years
        for episode in regency.episodes
    ]
    return [(episode, start) for episode, start in found if 0 <= start <= (span[1] - span[0]).days]


def _villages(regency: Regency, topic: Ints, district: Ints, rng: np.random.Generator) -> Ints:
    codes = [item.code for item in regency.districts]
    home = np.array([codes.index(village.district_code) for village in regency.villages])
    access = np.array([item.access for item in regency.districts])[home]
    weights = np.array([village.residents for village in regency.villages]) * access
    rural = weights * np.array([village.kind == "desa" for village in regency.villages])
    is_rural = np.array([item.branch in RURAL for item in regency.topics])[topic]
    # Row 0 everywhere, row 1 desa only, then one row for each district.
    inside = [np.where(home == number, weights, 0.0) for number in range(len(codes))]
    return _by_group(
        np.where(district >= 0, district + 2, is_rural), np.array([weights, rural, *inside]), rng
    )


def _channels(regency: Regency, village: Ints, rng: np.random.Generator) -> Ints:
    access = {item.code: item.access for item in regency.districts}
    quiet = np.array([access[item.district_code] < 0.8 for item in regency.villages])
    tables = np.array([CHANNEL_WEIGHTS, QUIET_CHANNEL_WEIGHTS])
    return _by_group(quiet[village].astype(np.int64), tables, rng)


def _clock(n: int, rng: np.random.Generator) -> Ints:
    """Seconds after local midnight."""
    return _draw(np.array(HOURS, dtype=np.float64), n, rng) * 3600 + rng.integers(0, 3600, n)


def _keep_desk_hours(
    received: Ints, at_desk: npt.NDArray[np.bool_], time: WorkTime, rng: np.random.Generator
) -> None:
    """Move visitors who would stand before a closed desk to the last open day, in place."""
    for row in np.flatnonzero(at_desk).tolist():
        position = time.position(received[row])
        if time.second(position) != received[row]:
            position = max(position - 0.95, 0.0) + 0.9 * rng.random()
            received[row] = time.second(position)


def _kinds(regency: Regency, topic: Ints, rng: np.random.Generator) -> list[str]:
    letters = tuple(KINDS)
    tables = np.array([[item.kinds.get(k, 0) for k in letters] for item in regency.topics], float)
    return [letters[number] for number in _by_group(topic, tables, rng)]
