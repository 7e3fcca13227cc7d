"""Tables of this room, one file for each of its concerns."""

from pendopo.journey.cases.models.answers import (
    JoinedNotice,
    Rating,
    ReadyText,
    Reminder,
    StepNotice,
)
from pendopo.journey.cases.models.case import Case, Clock, Message, SyncedRecord
from pendopo.journey.cases.models.escalation import Escalation, EscalationRule
from pendopo.journey.cases.models.following import Follow, FollowNotice
from pendopo.journey.cases.models.law import CalendarRule, ClockPolicy, RuleChange
from pendopo.journey.cases.models.routing import (
    CaseJoin,
    CaseLink,
    CaseOffice,
    Likeness,
    Responsibility,
)
from pendopo.journey.cases.models.search import MapSpot, SearchDue, SearchEntry
from pendopo.journey.cases.models.workspace import (
    Assignment,
    FieldPhoto,
    Mention,
    OfficeQuestion,
    SavedFilter,
)

__all__ = [
    "Assignment",
    "CalendarRule",
    "Case",
    "CaseJoin",
    "CaseLink",
    "CaseOffice",
    "Clock",
    "ClockPolicy",
    "Escalation",
    "EscalationRule",
    "FieldPhoto",
    "Follow",
    "FollowNotice",
    "JoinedNotice",
    "Likeness",
    "MapSpot",
    "Mention",
    "Message",
    "OfficeQuestion",
    "Rating",
    "ReadyText",
    "Reminder",
    "Responsibility",
    "RuleChange",
    "SavedFilter",
    "SearchDue",
    "SearchEntry",
    "StepNotice",
    "SyncedRecord",
]
