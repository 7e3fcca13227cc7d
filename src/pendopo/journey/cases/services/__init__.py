"""Writing cases: one service per step, each one transaction with its facts."""

from pendopo.journey.cases.services.author import (
    accept_answer,
    open_case,
    reopen_case,
    reply_as_reporter,
)
from pendopo.journey.cases.services.policies import add_policies
from pendopo.journey.cases.services.staff import (
    add_note,
    answer_case,
    archive_case,
    ask_reporter,
    assign_case,
    close_case,
    open_identity,
    verify_case,
)
from pendopo.journey.cases.services.upkeep import (
    Recomputed,
    archive_silent_case,
    close_silent_case,
    n_open_cases,
    recompute_clocks,
    recompute_open_clocks,
)

__all__ = [
    "Recomputed",
    "accept_answer",
    "add_note",
    "add_policies",
    "answer_case",
    "archive_case",
    "archive_silent_case",
    "ask_reporter",
    "assign_case",
    "close_case",
    "close_silent_case",
    "n_open_cases",
    "open_case",
    "open_identity",
    "recompute_clocks",
    "recompute_open_clocks",
    "reopen_case",
    "reply_as_reporter",
    "verify_case",
]
