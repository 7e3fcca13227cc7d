"""Tables of this room, one file for each of its concerns."""

from pendopo.journey.cases.models.case import Case, Clock, Message, SyncedRecord
from pendopo.journey.cases.models.law import ClockPolicy
from pendopo.journey.cases.models.routing import Responsibility
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
    "FieldPhoto",
    "Mention",
    "Message",
    "OfficeQuestion",
    "Responsibility",
    "SavedFilter",
    "SyncedRecord",
]
