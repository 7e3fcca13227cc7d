"""What follows from values alone: digests, who decides, and facts as the record keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pendopo.engines.merkle import canonical, digest
from pendopo.engines.policy import FACTS, Raw, Value
from pendopo.foundation.people.types import Role

EDITORS = (Role.ADMIN, Role.PPID)
_JOINT = "+"


def digest_of(raw: Raw) -> str:
    """Return the SHA-256 of rules in canonical form, the same for equal content."""
    return digest(canonical(dict(raw))).hex()


def as_recorded(facts: Mapping[str, Value | None]) -> dict[str, str | bool | None]:
    """Return facts as the record keeps them: codes only, several joined."""
    return {
        name: _JOINT.join(sorted(value)) if isinstance(value, (frozenset, list)) else value
        for name, value in facts.items()
    }


def from_record(payload: Mapping[str, Any]) -> dict[str, Value | None]:
    """Return the facts that a record keeps; what it does not name was not told."""
    return {name: _read(name, payload.get(name)) for name in FACTS}


def _read(name: str, value: Any) -> Value | None:
    if value is None or not FACTS[name].is_set:
        told: Value | None = value
        return told
    return frozenset(filter(None, value.split(_JOINT)))
