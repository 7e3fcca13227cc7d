"""Writing caseworks: one after a step, or thousands at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import transaction

from pendopo.foundation.ledger.services import publish, publish_many
from pendopo.journey.cases.casework import Casework
from pendopo.journey.cases.clockwork import CLOCK_STATE
from pendopo.journey.cases.routing import likeness
from pendopo.journey.cases.search.services import note_changed
from pendopo.kernel.bulk import insert_rows

CASE_STATE = (
    "case_class",
    "topic",
    "title",
    "public_text",
    "is_moderated",
    "accused_office",
    "is_overseer_accused",
    "status",
    "office",
    "is_secret",
    "is_public",
    "close_reason",
    "outcome",
    "due_at",
    "closed_at",
    "n_reopened",
    "n_bounces",
    "is_decided",
    "is_disputed",
    "asset_class",
)
ItemT = TypeVar("ItemT")


def save_step(work: Casework) -> None:
    """Write what a step changed, and publish its facts; call inside ``atomic``."""
    work.case.save(update_fields=CASE_STATE)
    for clock in work.changed_clocks():
        clock.save(update_fields=CLOCK_STATE)
    insert_rows(work.new_clocks)
    insert_rows(work.messages)
    publish(*work.facts)
    note_changed(work.case.id)
    likeness.keep_in_step(work)


def save_new(work: Casework) -> None:
    """Write a case that was just opened; call inside ``atomic``."""
    insert_rows([work.case])
    insert_rows(work.new_clocks)
    insert_rows(work.messages)
    publish(*work.facts)
    note_changed(work.case.id)
    likeness.keep_new([work])


@transaction.atomic
def save_history(works: Sequence[Casework]) -> None:
    """Write many cases with their whole history; nobody is notified of the past."""
    insert_rows([work.case for work in works])
    insert_rows(_each(work.new_clocks for work in works))
    insert_rows(_each(work.messages for work in works))
    likeness.keep_new(works)
    publish_many(_each(work.facts for work in works), silent=True)


def _each(groups: Iterable[Iterable[ItemT]]) -> list[ItemT]:
    return [item for group in groups for item in group]
