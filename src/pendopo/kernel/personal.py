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
Row = dict[str, object]
Exporter = Callable[[Any, UUID], list[Row]]


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
    exporter
        Called with a person's id; returns that person's rows as plain values, for
        the copy everyone may ask for. None where there is nothing to hand out.
    """

    fields: tuple[str, ...]
    eraser: Callable[[UUID], int]
    retention: str
    exporter: Callable[[UUID], list[Row]] | None = None


def personal(
    *,
    fields: tuple[str, ...],
    eraser: Callable[..., int],
    retention: str,
    exporter: Exporter | None = None,
) -> Any:
    """Declare on a model class what personal data it holds and how it is erased.

    ``eraser`` and ``exporter`` take the model class and the person's id.
    """

    def declare(model: ModelT) -> ModelT:
        declared = PersonalData(
            fields,
            lambda person_id: eraser(model, person_id),
            retention,
            (lambda person_id: exporter(model, person_id)) if exporter else None,
        )
        # By label: two rooms may each have a table called Message.
        _DECLARED[model._meta.label] = declared  # noqa: SLF001 -- Django's documented interface
        model.personal_data = declared  # type: ignore[attr-defined]
        return model

    return declare


def rows_by(owner: str, *columns: str) -> Exporter:
    """Return an exporter of the rows whose ``owner`` lookup is the person.

    Without ``columns`` it gives the declared fields, except blind indexes.
    """

    def export(model: Any, person_id: UUID) -> list[Row]:
        declared = [name for name in model.personal_data.fields if not name.endswith("_index")]
        return list(model.objects.filter(**{owner: person_id}).values(*(columns or declared)))

    return export


def declarations() -> dict[str, PersonalData]:
    """Return every declaration by model label, ``app.Model``, in order of declaration."""
    return dict(_DECLARED)
