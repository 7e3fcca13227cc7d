"""Numbers of parts: counted as 5 or, put in between later, 5A; written in the manner of each kind.

In-between forms (BAB VA, Bagian Kesatu A, Pasal 5A, ayat (5a), huruf e1, angka 5a) are from memory of
UU 12/2011, Lampiran II: unconfirmed.
"""

from __future__ import annotations

import re
from functools import cache

from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import Kind

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
# Bounded, so that no pasted row of digits becomes a number that takes long.
_NUMBER = re.compile(r"([0-9]{1,6})([A-Z]{0,12})")
_ALPHABET = 26
MOST = 99
"""Parts (*bagian*) are counted in words, up to this many."""


def key(number: str) -> tuple[int, str]:
    """Return what a number is sorted by: 5 < 5A < 5AA < 5B < 6."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        message = f"Nomor '{number}' tidak dikenal, contoh: 5 atau 5A."
        raise NormError(message)
    return int(match[1]), match[2]


def between(before: str | None, after: str | None) -> str:
    """Return a number behind ``before`` and ahead of ``after``; None is the edge of the list.

    Raises
    ------
    NormError
        There is none, as between 5 and 5A.
    """
    if after is None:
        return str(key(before or "0")[0] + 1)
    base, suffix = floor = key(before) if before else (key(after)[0] - 1, "")
    for candidate in (_risen(suffix), suffix + "A"):
        if floor < (base, candidate) < key(after):
            return f"{base}{candidate}"
    message = f"Tidak ada nomor di antara {before} dan {after}; ubah salah satunya."
    raise NormError(message)


def _risen(suffix: str) -> str:
    if not suffix or suffix[-1] == "Z":
        return suffix + "A"
    return suffix[:-1] + chr(ord(suffix[-1]) + 1)


def roman(n: int) -> str:
    """Return ``n`` in Roman numerals; 0 stays 0."""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (n // value)
        n %= value
    return said or "0"


def letters(n: int) -> str:
    """Return the ``n``-th letter: a, ..., z, aa, ab, ..."""
    said = ""
    while n > 0:
        n, rest = divmod(n - 1, _ALPHABET)
        said = chr(ord("a") + rest) + said
    return said or "0"


def ordinal(n: int) -> str:
    """Return ``n`` as *Kesatu*, *Kedua Belas*, *Kedua Puluh Satu*.

    Raises
    ------
    NormError
        Above 99.
    """
    if n > MOST:
        message = f"Bagian ke-{n} terlalu banyak; paling banyak {MOST}."
        raise NormError(message)
    return f"Ke{_cardinal(n)}".title()


def _cardinal(n: int) -> str:
    if n < 10:
        return _UNITS[n]
    if n < 20:
        return ("sepuluh", "sebelas")[n - 10] if n < 12 else f"{_UNITS[n - 10]} belas"
    tens, units = divmod(n, 10)
    return f"{_UNITS[tens]} puluh" + (f" {_UNITS[units]}" if units else "")


@cache
def _ordinals() -> dict[str, int]:
    known = {ordinal(n).lower(): n for n in range(1, MOST + 1)}
    return known | {"pertama": 1}


def written(kind: Kind, number: str) -> str:
    """Return the number as the kind writes it, without brackets: V, Kelima, 5, e; VA, Kelima A, 5a, e1."""
    base, suffix = key(number)
    match kind:
        case Kind.CHAPTER:
            return roman(base) + suffix
        case Kind.PART:
            return ordinal(base) + (f" {suffix}" if suffix else "")
        case Kind.LETTER | Kind.SUBLETTER:
            return letters(base) + _digits(suffix)
        case Kind.ARTICLE | Kind.SUBPART:
            return number
        case _:
            return f"{base}{suffix.lower()}"


def read(kind: Kind, text: str) -> str | None:
    """Return the number that ``text`` writes in the manner of the kind, or None."""
    match kind:
        case Kind.CHAPTER:
            return _read_roman(text)
        case Kind.PART:
            return _read_ordinal(text)
        case Kind.LETTER | Kind.SUBLETTER:
            return _read_letters(text)
        case _:
            number = str(text).upper()
            return number if _NUMBER.fullmatch(number) else None


def _read_roman(text: str) -> str | None:
    for cut in range(len(text), 0, -1):
        value = _roman_value(text[:cut])
        if value and text[cut:].isalpha() | (cut == len(text)):
            return f"{value}{text[cut:]}"
    return None


def _roman_value(text: str) -> int:
    n, rest = 0, text
    for value, letters_ in _ROMAN:
        while rest.startswith(letters_):
            n, rest = n + value, rest.removeprefix(letters_)
    return n if not rest and roman(n) == text else 0


def _read_ordinal(text: str) -> str | None:
    words, _, last = text.rpartition(" ")
    if words and re.fullmatch(r"[A-Z]{1,2}", last) and words.lower() in _ordinals():
        return f"{_ordinals()[words.lower()]}{last}"
    n = _ordinals().get(text.lower())
    return str(n) if n else None


def _read_letters(text: str) -> str | None:
    match = re.fullmatch(r"([a-z]{1,2})([0-9.]{0,12})", text)
    if match is None:
        return None
    n = 0
    for letter in match[1]:
        n = n * _ALPHABET + ord(letter) - ord("a") + 1
    return f"{n}{''.join(_capital(part) for part in match[2].split('.') if part)}"


def _digits(suffix: str) -> str:
    """Return A as 1, B as 2; a chain of letters as numbers joined by a point."""
    return ".".join(str(ord(letter) - ord("A") + 1) for letter in suffix)


def _capital(digits: str) -> str:
    return chr(ord("A") + (int(digits) - 1) % _ALPHABET)
