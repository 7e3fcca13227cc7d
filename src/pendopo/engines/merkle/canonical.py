"""One byte form for one fact: RFC 8785 (JSON Canonicalization Scheme)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import rfc8785

_GREATEST = 2**53 - 1
_SIMPLE_KINDS = frozenset({str, bool, int, type(None)})
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
        if type(fact) is dict and _is_simple(fact):
            # The standard encoder writes the same bytes here, ten times as fast.
            return _SIMPLE.encode(fact).encode("utf-8")
        return rfc8785.dumps(dict(fact))
    except (ValueError, TypeError, RecursionError) as error:
        message = f"value has no canonical JSON form: {error}"
        raise NotCanonical(message) from error


def _is_simple(value: Mapping[Any, Any]) -> bool:
    """Return whether ``value`` holds only what both encoders write alike.

    They differ in fractions, in great integers, and in the order of keys beyond ASCII.
    """
    for key, one in value.items():
        if type(key) is not str or not key.isascii():
            return False
        kind = type(one)
        if kind is int:
            if not -_GREATEST <= one <= _GREATEST:
                return False
        elif kind is dict:
            if not _is_simple(one):
                return False
        elif kind not in _SIMPLE_KINDS:
            return False
    return True
