"""One byte form for one fact: RFC 8785 (JSON Canonicalization Scheme)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import rfc8785


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
        return rfc8785.dumps(dict(fact))
    except (ValueError, TypeError, RecursionError) as error:
        message = f"value has no canonical JSON form: {error}"
        raise NotCanonical(message) from error
