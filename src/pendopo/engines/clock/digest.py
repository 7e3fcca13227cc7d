"""A short name for the content of a calendar."""

import hashlib
from collections.abc import Sequence


def digest(lines: Sequence[str]) -> str:
    """Give sixteen hexadecimal digits that change when any line changes."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
