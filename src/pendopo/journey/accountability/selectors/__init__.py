"""Reading how offices stand: comparison, notices, replies, the list and one office."""

from pendopo.journey.accountability.selectors.comparing import standings, tally, window_of
from pendopo.journey.accountability.selectors.office import (
    Figure,
    OfficePage,
    PastLimit,
    Performance,
    office_by_code,
    office_page,
    past_limit,
    performance,
)
from pendopo.journey.accountability.selectors.offices import office_lines
from pendopo.journey.accountability.selectors.replying import (
    Answer,
    answers_of,
    notices_of_offices,
    open_notice,
    replies_of_offices,
)

__all__ = [
    "Answer",
    "Figure",
    "OfficePage",
    "PastLimit",
    "Performance",
    "answers_of",
    "notices_of_offices",
    "office_by_code",
    "office_lines",
    "office_page",
    "open_notice",
    "past_limit",
    "performance",
    "replies_of_offices",
    "standings",
    "tally",
    "window_of",
]
