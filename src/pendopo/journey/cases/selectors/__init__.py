"""Reading cases: queue, register, one case, its clocks and timeline, who fell silent."""

from pendopo.journey.cases.selectors.application import (
    Application,
    Lacking,
    application_of,
    lacking_to_verify,
)
from pendopo.journey.cases.selectors.clocks import (
    ClockView,
    classes_without_policy,
    clocks_of,
    running_clocks,
)
from pendopo.journey.cases.selectors.one import (
    case_of_voice,
    inspectorates,
    may_show_photos,
    public_case,
    reopen_ends,
    staff_case,
    synced_digests,
    synced_records,
)
from pendopo.journey.cases.selectors.pages import Desk, PublicPage, desk, public_page
from pendopo.journey.cases.selectors.paging import Slice
from pendopo.journey.cases.selectors.queue import QUEUES, open_cases_past_due, queue, queue_counts
from pendopo.journey.cases.selectors.register import (
    public_cases,
    public_cases_with,
    search_public_cases,
)
from pendopo.journey.cases.selectors.silence import (
    clocks_to_remind,
    silent_answers,
    silent_offices,
    silent_questions,
    was_reminded,
)
from pendopo.journey.cases.selectors.texts import (
    PLACES,
    kept_texts,
    ready_text,
    ready_texts,
)
from pendopo.journey.cases.selectors.timeline import messages_of, timeline
from pendopo.journey.cases.selectors.ways import (
    author_steps,
    grounds_of,
    shut_steps,
    superior_office,
)

__all__ = [
    "PLACES",
    "QUEUES",
    "Application",
    "ClockView",
    "Desk",
    "Lacking",
    "PublicPage",
    "Slice",
    "application_of",
    "author_steps",
    "case_of_voice",
    "classes_without_policy",
    "clocks_of",
    "clocks_to_remind",
    "desk",
    "grounds_of",
    "inspectorates",
    "kept_texts",
    "lacking_to_verify",
    "may_show_photos",
    "messages_of",
    "open_cases_past_due",
    "public_case",
    "public_cases",
    "public_cases_with",
    "public_page",
    "queue",
    "queue_counts",
    "ready_text",
    "ready_texts",
    "reopen_ends",
    "running_clocks",
    "search_public_cases",
    "shut_steps",
    "silent_answers",
    "silent_offices",
    "silent_questions",
    "staff_case",
    "superior_office",
    "synced_digests",
    "synced_records",
    "timeline",
    "was_reminded",
]
