"""A seeded generator of believable case stories for the fictional regency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from pendopo.engines.clock import Calendar
from pendopo.portal.demo.arrivals import Arrival, arrivals
from pendopo.portal.demo.dice import Dice
from pendopo.portal.demo.regency import KINDS, Regency, Village
from pendopo.portal.demo.reporters import Reporter, Reporters
from pendopo.portal.demo.texts import Writer
from pendopo.portal.demo.timeline import Course, Step, Timeline
from pendopo.portal.demo.worktime import DAY, WorkTime, horizon

ANONYMOUS = {"complaint": 0.10, "complaint_oversight": 0.62, "aspiration": 0.03}
SECRET, NAMELESS = 0.06, 0.25
HAS_POINT = {"web": 0.82, "whatsapp": 0.66, "sp4n": 0.55, "desk": 0.3, "sms": 0.0, "email": 0.2}
SCATTER = 0.0035  # degrees, about 400 m


@dataclass(frozen=True, slots=True)
class CaseStory:
    """One case from its first word to where it stands on the last day.

    Parameters
    ----------
    serial
        1 for the earliest story; stable for a seed, so that a load can be repeated.
    latitude, longitude
        WGS84 degrees, both None when the citizen gave no point.
    reporter
        None when the citizen left no identity.
    """

    serial: int
    kind: str
    case_class: str
    topic: str
    region: str
    latitude: float | None
    longitude: float | None
    channel: str
    title: str
    text: str
    is_anonymous: bool
    is_secret: bool
    reporter: Reporter | None
    received_at: datetime
    steps: tuple[Step, ...]


def stories(
    regency: Regency, calendar: Calendar, n: int, seed: int, first: date, last: date
) -> Iterator[CaseStory]:
    """Yield ``n`` stories in the order in which they arrive.

    The same arguments give the same stories. Steps after the end of ``last`` have not
    happened yet, so recent cases are still open and some of them past their limit.

    Raises
    ------
    ValueError
        If ``last`` lies before ``first``.
    """
    if last < first:
        raise ValueError(f"last must not lie before first ({first}), got {last}")
    rng = np.random.default_rng(seed)
    time = WorkTime(calendar, first, horizon(last))
    teller = Teller(regency, time, Dice(np.random.default_rng([seed, 1])))
    end = time.midnight(last) + DAY
    for serial, arrival in enumerate(arrivals(regency, time, n, rng, (first, last)), start=1):
        yield teller.story(serial, arrival, end)


class Teller:
    """Turns arrivals into stories."""

    def __init__(self, regency: Regency, time: WorkTime, dice: Dice) -> None:
        self._regency, self._dice = regency, dice
        self._writer = Writer(regency, dice)
        self._timeline = Timeline(regency, time, self._writer, dice)
        self._reporters = Reporters(regency, dice)

    def story(self, serial: int, arrival: Arrival, end: int) -> CaseStory:
        """Return the story of one arrival as it stands at ``end`` (UTC seconds)."""
        topic = self._regency.topics[arrival.topic]
        village = self._regency.villages[arrival.village]
        kind, case_class = KINDS[arrival.kind]
        slots = self._writer.slots(topic, village, arrival.channel)
        hidden = self._dice.chance(ANONYMOUS.get(case_class, 0.02))
        latitude, longitude = self._point(village, arrival, kind)
        fate, theme = self._timeline.fate(case_class), self._writer.theme(topic, kind)
        course = Course(topic, village, kind, case_class, slots, theme, fate, arrival.received)
        title, text = self._words(course, arrival.channel)
        return CaseStory(
            serial=serial,
            kind=kind,
            case_class=case_class,
            topic=topic.code,
            region=village.code,
            latitude=latitude,
            longitude=longitude,
            channel=arrival.channel,
            title=title,
            text=text,
            is_anonymous=hidden,
            is_secret=case_class == "complaint_oversight" or self._dice.chance(SECRET),
            reporter=self._reporter(village, arrival.channel, hidden=hidden),
            received_at=datetime.fromtimestamp(arrival.received, UTC),
            steps=self._timeline.tell(course, end),
        )

    def _words(self, course: Course, channel: str) -> tuple[str, str]:
        topic, kind, slots, writer = course.topic, course.kind, course.slots, self._writer
        if course.fate in {"unclear", "unfit"}:
            text = writer.phrase(f"unfit_texts.{course.fate}", slots)
            return text.rstrip("."), text
        title = writer.title(topic, kind, course.theme, slots)
        return title, writer.body(topic, kind, course.theme, slots, channel)

    def _reporter(self, village: Village, channel: str, *, hidden: bool) -> Reporter | None:
        """Return who writes; some who hide their name leave no identity at all."""
        if hidden and channel in {"web", "sp4n", "desk"} and self._dice.chance(NAMELESS):
            return None
        return self._reporters.someone(village)

    def _point(
        self, village: Village, arrival: Arrival, kind: str
    ) -> tuple[float, float] | tuple[None, None]:
        chance = HAS_POINT[arrival.channel] * (0.2 if kind == "question" else 1.0)
        if not self._dice.chance(chance):
            return None, None
        bounds, dice = self._regency.bounds, self._dice
        latitude = village.latitude + dice.between(-SCATTER, SCATTER)
        longitude = village.longitude + dice.between(-SCATTER, SCATTER)
        latitude = min(max(latitude, bounds["south"]), bounds["north"])
        longitude = min(max(longitude, bounds["west"]), bounds["east"])
        return round(latitude, 5), round(longitude, 5)
