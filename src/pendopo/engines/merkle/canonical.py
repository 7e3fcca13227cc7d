"""One byte form for one fact: RFC 8785 (JSON Canonicalization Scheme)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import rfc8785

_GREATEST = 2**53 - 1
_SIMPLE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class NotCanonical(ValueError):
    """A value has no canonical JSON form."""


def canonical(fact: Mapping[str, Any]) -> bytes:
    """Return ``fact`` as canonical JSON in UTF-8: keys sorted, no spaces.

    Raises
    ------
    NotCanonical
        If a value is not JSON, not a finite number, or an integer beyond 2**53 - 1.
    """
    try:
        if _is_simple(fact):
            # The standard encoder writes the same bytes here, ten times as fast.
            return _SIMPLE.encode(fact).encode("utf-8")
        return rfc8785.dumps(dict(fact))
    except (ValueError, TypeError, RecursionError) as error:
        message = f"value has no canonical JSON form: {error}"
        raise NotCanonical(message) from error


def _is_simple(value: object) -> bool:
    """Return whether ``value`` holds only what both encoders write alike.

    They differ in fractions, in great integers, and in the order of keys beyond ASCII.
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -_GREATEST <= value <= _GREATEST  # type: ignore[operator]
    if kind is dict:
        return all(
            type(key) is str and key.isascii() and _is_simple(one)
            for key, one in value.items()  # type: ignore[attr-defined]
        )
    return False
