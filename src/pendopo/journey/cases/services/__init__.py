"""Writing cases: one service per step, each one transaction with its facts."""

from pendopo.journey.cases.services.answering import (
    TextDraft,
    keep_ready_text,
    moderate_case,
    name_accused_office,
    progress_case,
    rate_answer,
    retire_ready_text,
)
from pendopo.journey.cases.services.author import (
    accept_answer,
    open_case,
    reopen_case,
    reply_as_reporter,
    withdraw_case,
)
from pendopo.journey.cases.services.calendars import (
    RULE_KEEPERS,
    Decree,
    NewLimit,
    amend_calendar,
    follow_rule_changes,
    set_limit,
    set_number,
)
from pendopo.journey.cases.services.documents import open_document
from pendopo.journey.cases.services.objections import (
    decide_objection,
    extend_answer,
    object_to_answer,
    open_windows,
    record_dispute,
)
from pendopo.journey.cases.services.policies import (
    add_calendar_rules,
    add_policies,
    add_procedure_policies,
)
from pendopo.journey.cases.services.reminding import remind_author
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
    "RULE_KEEPERS",
    "Decree",
    "NewLimit",
    "Recomputed",
    "TextDraft",
    "accept_answer",
    "add_calendar_rules",
    "add_note",
    "add_policies",
    "add_procedure_policies",
    "amend_calendar",
    "answer_case",
    "archive_case",
    "archive_silent_case",
    "ask_reporter",
    "assign_case",
    "close_case",
    "close_silent_case",
    "decide_objection",
    "extend_answer",
    "follow_rule_changes",
    "keep_ready_text",
    "moderate_case",
    "n_open_cases",
    "name_accused_office",
    "object_to_answer",
    "open_case",
    "open_document",
    "open_identity",
    "open_windows",
    "progress_case",
    "rate_answer",
    "recompute_clocks",
    "recompute_open_clocks",
    "record_dispute",
    "remind_author",
    "reopen_case",
    "reply_as_reporter",
    "retire_ready_text",
    "set_limit",
    "set_number",
    "verify_case",
    "withdraw_case",
]
