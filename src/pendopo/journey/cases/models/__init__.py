"""Tables of this room, one file for each of its concerns."""

from pendopo.journey.cases.models.answers import Rating, ReadyText, Reminder
from pendopo.journey.cases.models.case import Case, Clock, Message, SyncedRecord
from pendopo.journey.cases.models.escalation import Escalation, EscalationRule
from pendopo.journey.cases.models.law import ClockPolicy
from pendopo.journey.cases.models.routing import Responsibility
from pendopo.journey.cases.models.search import SearchDue, SearchEntry
from pendopo.journey.cases.models.workspace import (
    Assignment,
    FieldPhoto,
    Mention,
    OfficeQuestion,
    SavedFilter,
)

__all__ = [
    "Assignment",
    "Case",
    "Clock",
    "ClockPolicy",
    "Escalation",
    "EscalationRule",
    "FieldPhoto",
    "Mention",
    "Message",
    "OfficeQuestion",
    "Rating",
    "ReadyText",
    "Reminder",
    "Responsibility",
    "SavedFilter",
    "SearchDue",
    "SearchEntry",
    "SyncedRecord",
]
