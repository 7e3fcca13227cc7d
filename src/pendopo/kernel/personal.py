"""Every table with personal data declares what it holds, for how long, and its eraser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from django.db import models

_DECLARED: dict[str, PersonalData] = {}
ModelT = TypeVar("ModelT", bound="type[models.Model]")


@dataclass(frozen=True)
class PersonalData:
    """What one table holds about persons.

    Attributes
    ----------
    fields
        Names of the columns that identify a person or hold their words.
    eraser
        Called with a person's id; removes that person's content from the table
        and returns the number of rows changed.
    retention
        How long and why, one Indonesian sentence.
    """

    fields: tuple[str, ...]
    eraser: Callable[[UUID], int]
    retention: str


def personal(*, fields: tuple[str, ...], eraser: Callable[..., int], retention: str) -> Any:
    """Declare on a model class what personal data it holds and how it is erased.

    ``eraser`` takes the model class and the person's id.
    """

    def declare(model: ModelT) -> ModelT:
        _DECLARED[model.__name__] = PersonalData(
            fields, lambda person_id: eraser(model, person_id), retention
        )
        model.personal_data = _DECLARED[model.__name__]  # type: ignore[attr-defined]
        return model

    return declare


def declarations() -> dict[str, PersonalData]:
    """Return every declaration by model name."""
    return dict(_DECLARED)
