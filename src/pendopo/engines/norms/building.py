"""Parts while a text is being read: open to more words and more parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from pendopo.engines.norms.kinds import IN_LINES, NUMBERED, Kind
from pendopo.engines.norms.layout import REPEALED
from pendopo.engines.norms.tree import Node


@dataclass(slots=True, eq=False)
class Open:
    """A part that is still read.

    ``number`` is the one written, ``line`` where it began, ``explains`` what a note is about.
    """

    kind: Kind
    id: str
    number: str = ""
    line: int = 0
    explains: Open | None = None
    words: list[str] = field(default_factory=list)
    children: list[Open] = field(default_factory=list)

    def child(self, kind: Kind, number: str = "") -> Open | None:
        """Return the part of that kind and number directly within, if there is one."""
        for each in reversed(self.children):
            if each.kind == kind and each.number == number:
                return each
        return None

    def last(self, kind: Kind) -> str:
        """Return the number of the last part of that kind directly within, or nothing."""
        for each in reversed(self.children):
            if each.kind == kind:
                return each.number
        return ""

    def closed(self, *, keeps_numbers: bool) -> Node:
        """Return the part as it stays."""
        text = ("\n" if self.kind in IN_LINES else " ").join(self.words)
        may_go = keeps_numbers and self.kind in NUMBERED
        repealed = may_go and text == REPEALED and not self.children
        return Node(
            self.id,
            self.kind,
            "" if repealed else text,
            tuple(child.closed(keeps_numbers=keeps_numbers) for child in self.children),
            number=self.number if keeps_numbers else "",
            about=self.explains.id if self.explains else "",
            repealed=repealed,
        )


class Ids:
    """Gives ids in the order of reading, leaving out those that the text brings along."""

    def __init__(self, prefix: str, taken: Iterable[str]) -> None:
        self._prefix, self._taken, self._count = prefix, set(taken), count(1)

    def next(self) -> str:
        """Return an id that was not given before."""
        while (given := f"{self._prefix}{next(self._count)}") in self._taken:
            pass
        return given
