"""Cutting a long text so that memory stays flat and nothing at a cut is missed or counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

SIZE = 1 << 18
# More than the longest finding (a private key) and everything around it that is looked at.
MARGIN = 1 << 13


class Piece(NamedTuple):
    """A part of a text with a margin on both sides.

    Attributes
    ----------
    text
        The part with its margins.
    offset
        Where the part with its margins begins in the whole, in characters.
    first, last
        The inner part, within ``text``: what begins in it belongs to this piece.
    """

    text: str
    offset: int
    first: int
    last: int


def pieces(texts: Iterable[str], *, size: int = SIZE, margin: int = MARGIN) -> Iterator[Piece]:
    """Return the pieces of a text that comes in parts of any length."""
    waiting: list[str] = []
    n_waiting = offset = first = 0
    for text in _sliced(texts, size):
        waiting.append(text)
        n_waiting += len(text)
        if n_waiting < first + size + margin:
            continue
        held = "".join(waiting)
        last = _cut(held, first + size // 2, len(held) - margin)
        yield Piece(held, offset, first, last)
        kept = max(last - margin, 0)
        waiting, n_waiting = [held[kept:]], len(held) - kept
        offset, first = offset + kept, last - kept
    held = "".join(waiting)
    if len(held) > first or offset == 0:
        yield Piece(held, offset, first, len(held))


def _sliced(texts: Iterable[str], size: int) -> Iterator[str]:
    for text in texts:
        for start in range(0, len(text), size):
            yield text[start : start + size]


def _cut(text: str, least: int, most: int) -> int:
    """Return where to cut: behind the last line that ends in reach, else anywhere."""
    end = text.rfind("\n", least, most)
    return end + 1 if end >= 0 else most
