"""How the workspace forgets a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_filters(model: Any, person_id: UUID) -> int:
    """Delete the filters the person saved; shared ones too, for their names are the person's words."""
    n_rows, _by_table = model.objects.filter(owner_id=person_id).delete()
    return int(n_rows)


def erase_mentions(model: Any, person_id: UUID) -> int:
    """Delete where the person was mentioned."""
    n_rows, _by_table = model.objects.filter(person_id=person_id).delete()
    return int(n_rows)


def erase_assignments(model: Any, person_id: UUID) -> int:
    """Delete which cases the person handled."""
    n_rows, _by_table = model.objects.filter(person_id=person_id).delete()
    return int(n_rows)


def erase_questions(model: Any, person_id: UUID) -> int:
    """Empty what offices wrote to each other about the person's cases."""
    rows = model.objects.filter(case__voice__reporter_id=person_id)
    return int(rows.update(text="", answer=""))


def erase_field_photos(model: Any, person_id: UUID) -> int:
    """Delete the photos taken at the person's cases, files included: they may show a home."""
    photos = list(model.objects.filter(case__voice__reporter_id=person_id))
    for photo in photos:
        photo.file.delete(save=False)
        photo.delete()
    return len(photos)
