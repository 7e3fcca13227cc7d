"""Reading ready texts, with the facts of a case put in their places."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.models import Case, ReadyText

# What a ready text may name; anything else in braces stays as it is written.
PLACES = ("nomor", "judul", "topik", "kantor", "wilayah")


def ready_texts(case: Case, step: str) -> Sequence[ReadyText]:
    """Return the texts for a step at a case: of its office and for all, its topic's first."""
    rows = ReadyText.objects.filter(_fitting(case), step=step, retired_at=None)
    return sorted(rows, key=lambda row: (row.topic_id is None, row.office_id is None, row.title))


def ready_text(text_id: uuid.UUID, case: Case) -> str:
    """Return a text written out for a case; empty if it is not offered there."""
    row = ReadyText.objects.filter(_fitting(case), id=text_id, retired_at=None).first()
    return written_for(row.text, case) if row else ""


def _fitting(case: Case) -> Q:
    topics = Q(topic=None) | Q(topic_id=case.topic_id)
    return topics & (Q(office=None) | Q(office_id=case.office_id))


def written_for(text: str, case: Case) -> str:
    """Return a text with the names in braces replaced by what they stand for at a case."""
    told = {
        "nomor": case.number,
        "judul": case.title,
        "topik": str(case.topic or ""),
        "kantor": case.office.name if case.office else "",
        "wilayah": str(case.region or ""),
    }
    for place in PLACES:
        text = text.replace(f"{{{place}}}", told[place])
    return text


def kept_texts(by: Actor) -> QuerySet[ReadyText]:
    """Return the texts in use that an actor may read: those for all, and their offices' own."""
    rows = ReadyText.objects.filter(retired_at=None).select_related("topic", "office")
    if by.has_role(Role.VERIFIER, Role.ADMIN):
        return rows
    return rows.filter(Q(office=None) | Q(office_id__in=by.offices(Role.OFFICER, Role.HEAD)))
