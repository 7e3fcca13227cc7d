"""Legal deadlines in hours, working hours, working days, days or months, every skipped day named."""

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
from pendopo.engines.clock.files import load_calendar, read_season, read_tables, read_week
from pendopo.engines.clock.hours import (
    WEEKDAYS,
    DayHours,
    Season,
    WeekHours,
    read_hours,
    write_hours,
)
from pendopo.engines.clock.pauses import Pause
from pendopo.engines.clock.policies import ClockPolicy, find_policy, load_policies
from pendopo.engines.clock.standing import Remaining, elapsed_work_days, remaining

__all__ = [
    "WEEKDAYS",
    "WORKING_WEEK",
    "Calendar",
    "ClockError",
    "ClockPolicy",
    "ClosedDay",
    "DayHours",
    "DayKind",
    "Due",
    "Pause",
    "Remaining",
    "Season",
    "SkippedDay",
    "Unit",
    "WeekHours",
    "due",
    "due_many",
    "elapsed_work_days",
    "find_policy",
    "load_calendar",
    "load_policies",
    "read_hours",
    "read_season",
    "read_tables",
    "read_week",
    "remaining",
    "write_hours",
]
