"""Runs of digits: where they stand, and how one run falls into numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

# Digits and signs between; whether the signs are fit is seen later, on few candidates.
RUN = re.compile(rb"[0-9][0-9 .()\-]{5,}[0-9]")
# Points and hyphens join, so no number begins or ends at one inside a run.
JOINED = re.compile(rb"[0-9]+(?:[.-][0-9]+)*")
_GAPS = frozenset([b" ", b"(", b")", b") ", b" (", b"-(", b")-", b"- "])
LEAST, MOST = 7, 22
# A group this long is a number by itself, whatever stands before or behind a space.
_WHOLE = 9
FoundT = TypeVar("FoundT")


def numbers_in(
    run: bytes, fits: Callable[[int, int, bytes], FoundT | None]
) -> Iterator[tuple[int, int, FoundT]]:
    """Return start, end and what fits, for the numbers of a run; from the left, longest first.

    Parameters
    ----------
    fits
        Asked with start, end and digits of what may be one number.
    """
    groups = [match.span() for match in JOINED.finditer(run)]
    digits = [run[start:end].translate(None, b".-") for start, end in groups]
    first = 0
    while first < len(groups):
        start = groups[first][0]
        for last in range(_reach(run, groups, digits, first), first - 1, -1):
            joined = b"".join(digits[first : last + 1])
            if LEAST <= len(joined) <= MOST and (found := fits(start, groups[last][1], joined)):
                yield start, groups[last][1], found
                first = last
                break
        first += 1


def _reach(run: bytes, groups: list[tuple[int, int]], digits: list[bytes], first: int) -> int:
    """Return the last group that may belong to the same number as the first."""
    last = first
    n_digits = len(digits[first])
    while last + 1 < len(groups):
        gap = run[groups[last][1] : groups[last + 1][0]]
        size = len(digits[last + 1])
        if n_digits + size > MOST or gap not in _GAPS:
            break
        is_whole = size >= _WHOLE or (last == first and n_digits >= _WHOLE)
        if is_whole and gap == b" " and digits[first] != b"62":
            break
        last, n_digits = last + 1, n_digits + size
    return last
