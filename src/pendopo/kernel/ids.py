"""Identifiers: time-ordered UUIDs for rows, short numbers for people."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Iterable

from stdnum import verhoeff
from uuid_utils import compat

_NUMBER = re.compile(r"^\d{2}-\d{4}-\d{4}-\d$")
# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, and no vowels that could form words.
_CODE_ALPHABET = "CDFGHJKMNPQRTVWXY34679"
_CODE_LENGTH = 12
# A tracking code inside other words, as people and addresses of pages write it.
TRACKING_CODE = re.compile(
    r"(?<![\w-])(?:{one}{{4}}[-. /]?{one}{{4}}[-. /]?{one}{{4}}|{low}{{4}}-{low}{{4}}-{low}{{4}})(?![\w-])".format(
        one=f"[{_CODE_ALPHABET}]", low=f"[{_CODE_ALPHABET.lower()}]"
    )
)


def new_id() -> uuid.UUID:
    """Return a UUIDv7: unique, and later ids sort after earlier ones."""
    return compat.uuid7()


def make_case_number(year: int, serial: int) -> str:
    """Return the case number of ``serial`` (0..99,999,999) in ``year``.

    Digits only, grouped in fours, with a Verhoeff check digit: every single wrong
    digit and every swap of neighbours is noticed when it is read over the phone.

    >>> make_case_number(2026, 4829357)
    '26-0482-9357-9'
    """
    if not 0 <= serial <= 99_999_999:
        message = f"serial must be 0..99,999,999, got {serial}"
        raise ValueError(message)
    body = f"{year % 100:02d}{serial:08d}"
    return f"{body[:2]}-{body[2:6]}-{body[6:]}-{verhoeff.calc_check_digit(body)}"


def draw_case_number(year: int) -> str:
    """Return a random case number; the caller's unique constraint settles clashes.

    Random, because a running number makes every submission wait for one row and
    lets anyone guess the neighbours of a secret case.
    """
    return make_case_number(year, secrets.randbelow(100_000_000))


def read_case_number(text: str) -> str | None:
    """Return the case number written in ``text`` in any grouping, or None if wrong."""
    digits = re.sub(r"[\s.\-/]", "", text)
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return None
    if not verhoeff.is_valid(digits):
        return None
    number = f"{digits[:2]}-{digits[2:6]}-{digits[6:10]}-{digits[10]}"
    return number if _NUMBER.match(number) else None


def tracking_code_from(digest: str) -> str:
    """Return the tracking code (about 53 bits) that belongs to a keyed digest in hex.

    >>> tracking_code_from("00" * 32)
    'CCCC-CCCC-CCCC'
    """
    value, letters = int(digest, 16), ""
    while len(letters) < _CODE_LENGTH:
        value, place = divmod(value, len(_CODE_ALPHABET))
        letters += _CODE_ALPHABET[place]
    return "-".join(_groups(letters, 4))


def read_tracking_code(text: str) -> str | None:
    """Return the tracking code in ``text`` in its canonical writing, or None."""
    letters = re.sub(r"[\s.\-/]", "", text).upper()
    if len(letters) != _CODE_LENGTH or not set(letters) <= set(_CODE_ALPHABET):
        return None
    return "-".join(_groups(letters, 4))


def _groups(text: str, size: int) -> Iterable[str]:
    return (text[start : start + size] for start in range(0, len(text), size))
