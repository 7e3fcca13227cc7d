"""Tables of this room, one file for each of its concerns."""

from pendopo.journey.cases.models.case import Case, Clock, Message, SyncedRecord
from pendopo.journey.cases.models.law import ClockPolicy
from pendopo.journey.cases.models.routing import Responsibility

__all__ = ["Case", "Clock", "ClockPolicy", "Message", "Responsibility", "SyncedRecord"]
