"""Line and column of places in a text that passes by once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

# Parts are kept until a place behind them was asked for, but never more than this many characters.
_MOST = 1 << 24


class Lines:
    """Counts lines while the parts of a text go through."""

    def __init__(self) -> None:
        """Begin at line 1."""
        self._parts: deque[tuple[int, str]] = deque()
        self._read = self._counted = self._line_start = 0
        self._line = 1

    def watch(self, texts: Iterable[str]) -> Iterator[str]:
        """Hand on the parts of a text, remembering them for a while."""
        for text in texts:
            self._parts.append((self._read, text))
            self._read += len(text)
            while self._read - self._parts[0][0] > _MOST and len(self._parts) > 1:
                self._count(len(self._parts[0][1]))
                self._parts.popleft()
            yield text

    def at(self, place: int) -> tuple[int, int]:
        """Return line and column from 1 of a place; places must be asked for in order."""
        while self._parts and place >= self._parts[0][0] + len(self._parts[0][1]):
            self._count(len(self._parts[0][1]))
            self._parts.popleft()
        if self._parts:
            self._count(place - self._parts[0][0])
        return self._line, place - self._line_start + 1

    def _count(self, until: int) -> None:
        start, text = self._parts[0]
        begin = max(self._counted - start, 0)
        n_lines = text.count("\n", begin, until)
        if n_lines:
            self._line += n_lines
            self._line_start = start + text.rfind("\n", begin, until) + 1
        self._counted = max(self._counted, start + until)
