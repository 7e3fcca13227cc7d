"""One fault of a written text: where it stands, and a sentence that the shell may translate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

At: TypeAlias = tuple[str | int, ...]
Translate: TypeAlias = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark an Indonesian text for the catalogues; an engine itself translates nothing."""
    return text


_OR = gettext_noop(" atau ")


class Terms(tuple[str, ...]):
    """Words of a sentence that are translated one by one and joined by *or*."""

    __slots__ = ()


@dataclass(frozen=True)
class Fault:
    """One fault: the way to it through the text, a sentence with named gaps, and its line."""

    at: At
    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    line: int = 0

    @property
    def place(self) -> str:
        """Return the way to the fault as people write it: ``rules › 2 › when``."""
        return " › ".join(str(part + 1) if isinstance(part, int) else part for part in self.at)

    def words(self, translate: Translate = str) -> str:
        """Return the sentence, in Indonesian unless told how to translate."""
        values = {name: _told(value, translate) for name, value in self.values.items()}
        return translate(self.text) % values


def _told(value: object, translate: Translate) -> object:
    if isinstance(value, Terms):
        return translate(_OR).join(map(translate, value))
    return value
