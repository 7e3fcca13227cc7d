"""What followers are told of, and the limits that keep others from being bothered."""

from __future__ import annotations

from datetime import timedelta

from pendopo.journey.cases import events
from pendopo.journey.cases.events import CaseFact
from pendopo.journey.voice.throttle import Limit

# Told to who follows the case itself, and to who follows its area or office.
TOLD_OF_CASE: tuple[type[CaseFact], ...] = (
    events.CaseAssigned,
    events.CaseProgressed,
    events.CaseAnswered,
    events.CaseClosed,
    events.CaseReopened,
    events.CaseArchived,
)
TOLD_AROUND: tuple[type[CaseFact], ...] = (events.CaseVerified, events.CaseAnswered)
MOST_FOLLOWS = 30
MOST_UNCONFIRMED = 3
REQUESTS = Limit("follow", 10, timedelta(minutes=10))
CONFIRM_WITHIN = timedelta(days=2)
# Areas and offices have news all day: once a day is enough.
DIGEST_EVERY = timedelta(hours=20)
KEEP_SENT = timedelta(days=30)
MOST_LINES = 20
MOST_FAILURES = 10
