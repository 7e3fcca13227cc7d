"""Legal deadlines in working days or calendar days, with every skipped day named."""

from pendopo.engines.clock.bulk import due_many
from pendopo.engines.clock.calendar import (
    WORKING_WEEK,
    Calendar,
    ClosedDay,
    DayKind,
    SkippedDay,
)
from pendopo.engines.clock.deadline import Due, Unit, due
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.files import load_calendar
from pendopo.engines.clock.pauses import Pause
from pendopo.engines.clock.policies import ClockPolicy, find_policy, load_policies
from pendopo.engines.clock.standing import Remaining, elapsed_work_days, remaining

__all__ = [
    "WORKING_WEEK",
    "Calendar",
    "ClockError",
    "ClockPolicy",
    "ClosedDay",
    "DayKind",
    "Due",
    "Pause",
    "Remaining",
    "SkippedDay",
    "Unit",
    "due",
    "due_many",
    "elapsed_work_days",
    "find_policy",
    "load_calendar",
    "load_policies",
    "remaining",
]
