"""Runs of digits: where they stand, and how one run falls into numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

# Digits with single signs between; whether the signs are fit is seen later, on few candidates.
RUN = re.compile(rb"[0-9][0-9 .()\-]{5,}[0-9]")
_GROUP = re.compile(rb"[0-9]+")
_GAP = re.compile(rb"[ .\-]|[()]|\) |-? \(")
LEAST, MOST = 7, 22
# A group this long is a number by itself, whatever stands before or behind a space.
_WHOLE = 9
FoundT = TypeVar("FoundT")


class Number(NamedTuple):
    """Digits as one number.

    Attributes
    ----------
    start, end
        Where it stands, from its first to behind its last digit.
    digits
        The digits alone.
    spelled
        As written, with what stands between the digits.
    """

    start: int
    end: int
    digits: bytes
    spelled: bytes


def numbers_in(
    run: bytes, start: int, fits: Callable[[Number], FoundT | None]
) -> Iterator[tuple[Number, FoundT]]:
    """Return the numbers of a run of several groups that fit, from the left, longest first."""
    groups = [match.span() for match in _GROUP.finditer(run)]
    first = 0
    while first < len(groups):
        for last in range(_reach(run, groups, first), first - 1, -1):
            number = _number(run, start, groups[first][0], groups[last][1])
            if LEAST <= len(number.digits) and (found := fits(number)):
                yield number, found
                first = last
                break
        first += 1


def _reach(run: bytes, groups: list[tuple[int, int]], first: int) -> int:
    """Return the last group that may belong to the same number as the first."""
    last = first
    n_digits = groups[first][1] - groups[first][0]
    while last + 1 < len(groups):
        gap = run[groups[last][1] : groups[last + 1][0]]
        size = groups[last + 1][1] - groups[last + 1][0]
        if n_digits + size > MOST or not _GAP.fullmatch(gap):
            break
        is_country = run[groups[first][0] : groups[last][1]] == b"62"
        if gap == b" " and max(size, n_digits if last == first else 0) >= _WHOLE and not is_country:
            break
        last, n_digits = last + 1, n_digits + size
    return last


def _number(run: bytes, offset: int, start: int, end: int) -> Number:
    spelled = run[start:end]
    return Number(offset + start, offset + end, spelled.translate(None, b" .()-"), spelled)
