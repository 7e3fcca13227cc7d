"""Facts: what happened, in the past tense, carrying ids, codes, times and amounts only.

A fact is a frozen dataclass derived from :class:`Fact`. Text that is not a code is
refused when the fact is made, so that no name or number of a person can enter the
append-only record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pendopo.kernel.time import from_iso, to_iso

# Codes, case numbers and region codes; sixteen digits in a row would be a NIK.
_CODE = re.compile(r"^[A-Za-z0-9._:/+-]{0,80}$")
_TOO_MANY_DIGITS = re.compile(r"\d{13,}")
# Digests and salted references are random hex, in which long runs of digits occur.
_RANDOM_HEX = re.compile(r"^(p:[0-9a-f]{32}|[0-9a-f]{64})$")
_REGISTRY: dict[str, type[Fact]] = {}
_REFUSAL = "must be an id, code, time or amount, got {}"


class UnfitFact(ValueError):
    """A fact's field is not an id, code, time or amount."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What all facts share.

    Attributes
    ----------
    at
        When it happened (UTC instant).
    by
        Salted reference of the person who did it, ``system``, or ``anonymous``.
    """

    SUBJECT: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    at: datetime
    by: str = "system"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Register the fact under its class name."""
        super().__init_subclass__(**kwargs)
        _REGISTRY[cls.__name__] = cls

    def __post_init__(self) -> None:
        """Refuse anything that is not an id, code, time or amount."""
        if self.at.tzinfo is None:
            message = f"{type(self).__name__}.at must carry its zone"
            raise UnfitFact(message)
        plain = {}
        for key, value in self.__dict__.items():
            try:
                plain[key] = _WRITERS.get(type(value), _of_enum)(value)
            except UnfitFact as error:
                message = f"{type(self).__name__}.{key} {error}"
                raise UnfitFact(message) from None
        del plain["at"], plain["by"]
        # Kept, because the record asks for it at once; a frozen fact cannot change.
        object.__setattr__(self, "_payload", plain)

    @property
    def subject_id(self) -> UUID:
        """Return the id of the thing the fact is about: field ``<SUBJECT>_id``."""
        subject: UUID = getattr(self, f"{self.SUBJECT}_id")
        return subject

    def payload(self) -> dict[str, str | int | bool | None]:
        """Return the fact's own fields as plain JSON values."""
        payload: dict[str, str | int | bool | None] = self._payload  # type: ignore[attr-defined]
        return dict(payload)


def fact_types() -> dict[str, type[Fact]]:
    """Return every registered fact type by name."""
    return dict(sorted(_REGISTRY.items()))


def _as_is(value: Any) -> Any:
    return value


@lru_cache(maxsize=10_000)
def _code(text: str) -> str:
    # The same few codes come in every fact; what is refused is not kept.
    is_code = bool(_CODE.match(text)) and not _TOO_MANY_DIGITS.search(text)
    if is_code or _RANDOM_HEX.match(text):
        return text
    raise UnfitFact(_REFUSAL.format("str"))


def _of_enum(value: object) -> str | int | bool | None:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return _code(str(value))
    raise UnfitFact(_REFUSAL.format(type(value).__name__))


_WRITERS: dict[type, Callable[[Any], str | int | bool | None]] = {
    bool: _as_is,
    int: _as_is,
    type(None): _as_is,
    str: _code,
    UUID: str,
    datetime: to_iso,
    date: date.isoformat,
}


def revive(name: str, payload: dict[str, Any], *, at: datetime, by: str) -> Fact:
    """Return the fact that was stored under ``name``; unknown names raise KeyError."""
    fact_type = _REGISTRY[name]
    hints = get_type_hints(fact_type)
    known = {field.name for field in fields(fact_type)}
    values = {key: _typed(hints[key], value) for key, value in payload.items() if key in known}
    return fact_type(at=at, by=by, **values)


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is Union or type(hint).__name__ == "UnionType":
        hint = next(part for part in get_args(hint) if part is not type(None))
    if hint is UUID:
        return UUID(value)
    if hint is datetime:
        return from_iso(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value
