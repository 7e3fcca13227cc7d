"""How this room forgets a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils import translation

from pendopo.journey.voice.masking import masked
from pendopo.kernel.personal import Row

# What the author wrote in their case.
_OWN_WORDS = ("reply", "reopen", "objection")


def erase_cases(model: Any, person_id: UUID) -> int:
    """Empty the public words of the person's cases."""
    own = model.objects.filter(voice__reporter_id=person_id)
    return int(own.update(title="", public_text=""))


def erase_messages(model: Any, person_id: UUID) -> int:
    """Empty what the person wrote in their cases; the office's answers stay, the name covered.

    Pages cover the name only while it is known: once forgotten it would stand open there.
    """
    rows = model.objects.filter(case__voice__reporter_id=person_id)
    elsewhere = model.objects.filter(source__voice__reporter_id=person_id)
    n_rows = int(rows.filter(kind__in=_OWN_WORDS).update(text=""))
    n_rows += int(elsewhere.update(text=""))
    people = apps.get_model("people.Person").objects.filter(id=person_id)
    name = people.values_list("name", flat=True).first() or ""
    # In the language of the record, whatever the person reads.
    with translation.override("id"):
        return n_rows + sum(_cover(row, name) for row in rows.exclude(kind__in=_OWN_WORDS))


def _cover(row: Any, name: str) -> int:
    text, proof = masked(row.text, name=name), masked(row.proof, name=name)
    if (text, proof) == (row.text, row.proof):
        return 0
    row.text, row.proof = text, proof
    row.save(update_fields=["text", "proof"])
    return 1


def export_messages(model: Any, person_id: UUID) -> list[Row]:
    """Return what was written to and by the person in their cases; notes are the office's own."""
    own = Q(case__voice__reporter_id=person_id) & ~Q(kind__in=("note", "joined"))
    rows = model.objects.filter(own | Q(source__voice__reporter_id=person_id))
    return list(rows.order_by("at", "id").values("case__number", "kind", "text", "proof", "at"))


def erase_likenesses(model: Any, person_id: UUID) -> int:
    """Drop where the person's open cases are looked for; words and place are erased too."""
    return int(model.objects.filter(case__voice__reporter_id=person_id).delete()[0])


def erase_ratings(model: Any, person_id: UUID) -> int:
    """Empty the reasons of the person's ratings; the score tells nobody who gave it."""
    own = model.objects.filter(case__voice__reporter_id=person_id)
    return int(own.exclude(reason="").update(reason=""))
