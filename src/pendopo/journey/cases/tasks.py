"""Recurring work of this room."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.escalation import raising
from pendopo.journey.cases.following import duties as _following  # noqa: F401 -- registers
from pendopo.journey.cases.opendata import duties as _opendata  # noqa: F401 -- registers
from pendopo.journey.cases.routing import likeness
from pendopo.journey.cases.search import duties as _search  # noqa: F401 -- registers
from pendopo.kernel.errors import Refused


@duty(every=timedelta(hours=1))
def remind_authors(at: datetime) -> None:
    """Remind authors whose time to respond is running out."""
    for clock_id in selectors.clocks_to_remind(at=at):
        services.remind_author(clock_id=clock_id, at=at)


@duty(every=timedelta(days=1))
def train_suggestions(_at: datetime) -> None:
    """Train the suggestions in a process of their own: the library is large, the work long."""
    subprocess.run([sys.executable, "-m", "pendopo", "train-suggestions"], check=True)


@duty(every=timedelta(hours=6))
def fill_likenesses(at: datetime) -> None:
    """Write where open cases are found that have no likeness yet."""
    likeness.fill_missing(at=at)


@duty(every=timedelta(hours=1))
def close_silent_cases(at: datetime) -> None:
    """Close answered cases whose authors had their time to respond."""
    _each(selectors.silent_answers(at=at), services.close_silent_case, at)


@duty(every=timedelta(hours=1))
def open_ways_past_silence(at: datetime) -> None:
    """Begin the time to object, or to go to the commission, where the government is silent."""
    _each(selectors.silent_offices(at=at), services.open_windows, at)


@duty(every=timedelta(hours=1))
def archive_silent_cases(at: datetime) -> None:
    """Set aside cases whose authors had their time to complete them."""
    _each(selectors.silent_questions(at=at), services.archive_silent_case, at)


@duty(every=timedelta(hours=1))
def escalate(at: datetime) -> None:
    """Put limits that near or have passed before those who must act."""
    raising.escalate(at=at)


@duty(every=timedelta(minutes=1))
def follow_rule_changes(at: datetime) -> None:
    """Bring running clocks in line with calendars that changed."""
    services.follow_rule_changes(at=at)


def _each(case_ids: Iterable[UUID], act: Callable[..., object], at: datetime) -> None:
    for case_id in case_ids:
        try:
            act(case_id=case_id, at=at)
        except Refused:
            # Someone spoke or acted since the list was read; their word counts.
            continue
