"""A request as people and rooms tell it, and the facts that follow from it.

Some facts are not told but reckoned: working time from the moment and the calendar, the end of
an embargo from the moment, a mandate from topics and dates, the own office from two codes.
What cannot be reckoned is left out, and so is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pendopo.engines.clock import Calendar
from pendopo.engines.policy.vocabulary import Value


@dataclass(frozen=True, slots=True)
class Mandate:
    """Topics on which someone may speak, and from which day to which, both included."""

    topics: frozenset[str]
    first: date
    last: date | None = None

    def covers(self, topic: str, day: date) -> bool:
        """Return whether a topic may be spoken of on a day."""
        return topic in self.topics and self.first <= day and (not self.last or day <= self.last)


@dataclass(frozen=True, slots=True)
class Embargo:
    """The moment before which nothing may go out; None if there is no embargo."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Request:
    """Who wants to do what, with what, from where and when.

    Attributes
    ----------
    facts
        Facts told as they are; they go before those that are reckoned.
    at
        The moment it is to be done; None if nobody said.
    mandates, topic
        The topics the person is mandated for, and the topic of the object.
    office, owner
        Codes of the office of the person and of the object.
    """

    act: str
    at: datetime | None = None
    facts: Mapping[str, Value | None] = field(default_factory=dict)
    mandates: tuple[Mandate, ...] | None = None
    topic: str = ""
    office: str = ""
    owner: str = ""
    embargo: Embargo | None = None


def facts_of(request: Request, calendar: Calendar) -> dict[str, Value | None]:
    """Return every fact that is told or can be reckoned.

    Raises
    ------
    ClockError
        The moment has no zone or lies outside the calendar.
    """
    facts: dict[str, Value | None] = {}
    if request.office and request.owner:
        facts["own_office"] = request.office == request.owner
    if request.embargo and request.embargo.until is None:
        facts["embargoed"] = False
    if request.at:
        facts |= _facts_at(request, request.at, calendar)
    facts.update(request.facts)
    return facts


def _facts_at(request: Request, at: datetime, calendar: Calendar) -> dict[str, Value | None]:
    here = calendar.local(at, "at")
    facts: dict[str, Value | None] = {"working_time": working_time(here, calendar)}
    if request.embargo and request.embargo.until:
        facts["embargoed"] = at < request.embargo.until
    if request.mandates is not None and request.topic:
        day = here.date()
        facts["topic_mandate"] = any(each.covers(request.topic, day) for each in request.mandates)
    return facts


def working_time(here: datetime, calendar: Calendar) -> str:
    """Return ``work``, ``rest`` (between two stretches of one day) or ``off``.

    Parameters
    ----------
    here
        A moment in the calendar's zone; hours are half open, their end no longer belongs.
    """
    hours = calendar.table.hours_of(here.toordinal())
    second = here.hour * 3600 + here.minute * 60 + here.second
    if not hours or not hours[0][0] <= second < hours[-1][1]:
        return "off"
    return "work" if any(begin <= second < end for begin, end in hours) else "rest"
