"""Who fell silent: answers nobody took up, questions nobody replied to."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max, Q

from pendopo.journey.cases.errors import NoPolicy
from pendopo.journey.cases.law import Law, law_in_force
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import MessageKind, Status

_BATCH = 500
# A status in which the author is expected to speak → the clock that then runs for them, and
# the words from which it runs: after an answer, any word of either side.
_EXPECTED = {
    Status.ANSWERED: (
        "citizen_reply",
        (MessageKind.ANSWER.value, MessageKind.QUESTION.value, MessageKind.REPLY.value),
    ),
    Status.WAITING: ("completion", (MessageKind.QUESTION.value,)),
}


def silent_answers(*, at: datetime) -> Iterator[uuid.UUID]:
    """Yield the answered cases whose author's time to respond has run out, in batches."""
    return _silent(Status.ANSWERED, at)


def silent_questions(*, at: datetime) -> Iterator[uuid.UUID]:
    """Yield the waiting cases whose author's time to complete has run out, in batches."""
    return _silent(Status.WAITING, at)


def reply_ends(case: Case, law: Law) -> datetime | None:
    """Return until when the author of a case may speak; None if nothing limits it."""
    status = Status(case.status)
    if status not in _EXPECTED:
        return None
    _clock, kinds = _EXPECTED[status]
    spoken = case.messages.filter(kind__in=kinds).aggregate(last=Max("at"))["last"]
    return _ends(status, case.case_class, spoken, law)


def _silent(status: Status, at: datetime) -> Iterator[uuid.UUID]:
    law = law_in_force(at=at)
    clock, kinds = _EXPECTED[status]
    amounts = [policy.amount for policy in law.policies if policy.clock == clock]
    if not amounts:
        return
    # No period of that many days can have ended later than this; the rest is exact.
    longest_ago = at - timedelta(days=min(amounts))
    rows = (
        Case.objects.filter(status=status.value)
        .annotate(last=Max("messages__at", filter=Q(messages__kind__in=kinds)))
        .filter(last__lt=longest_ago)
        .order_by("id")
        .values_list("id", "case_class", "last")
    )
    batch = list(rows[:_BATCH])
    while batch:
        for case_id, case_class, spoken in batch:
            ends = _ends(status, case_class, spoken, law)
            if ends is not None and ends < at:
                yield case_id
        batch = list(rows.filter(id__gt=batch[-1][0])[:_BATCH])


def _ends(status: Status, case_class: str, spoken: datetime | None, law: Law) -> datetime | None:
    clock, _kinds = _EXPECTED[status]
    if spoken is None:
        # Asked or answered in another system: what was said there is not known here.
        return None
    try:
        policy = law.policy(clock, case_class, spoken)
    except NoPolicy:
        return None
    return law.due(policy, spoken).at
