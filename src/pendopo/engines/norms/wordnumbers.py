"""Numbers that a word processor counts itself and that stand in no paragraph's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from pendopo.engines.norms.numerals import letters, roman

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
}
_PLACE = re.compile(r"%(\d)")


class _Level(NamedTuple):
    form: str
    text: str
    start: int


class Counted:
    """The markers of numbered paragraphs, counted in the order in which they are asked for."""

    def __init__(self, docx: Any) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        parts = [each.target_part for each in docx.part.rels.values() if not each.is_external]
        for part in parts:
            if part.partname.endswith("/numbering.xml"):
                self._read(part.element)

    def _read(self, element: Any) -> None:
        shapes = {
            _asked(each, "string(@w:abstractNumId)"): _levels(each)
            for each in _asked(element, "w:abstractNum")
        }
        for each in _asked(element, "w:num"):
            shape = _asked(each, "string(w:abstractNumId/@w:val)")
            own = {
                int(_asked(level, "string(@w:ilvl)")): int(start)
                for level in _asked(each, "w:lvlOverride")
                if (start := _asked(level, "string(w:startOverride/@w:val)"))
            }
            levels = {
                n: level._replace(start=own.get(n, level.start))
                for n, level in shapes.get(shape, {}).items()
            }
            number = _asked(each, "string(@w:numId)")
            # Lists of one shape count on, unless a list says where it begins.
            self._lists[number] = (f"own {number}" if own else shape, levels)

    def marker(self, paragraph: Any) -> str:
        """Return what the word processor shows ahead of a paragraph, or nothing."""
        number, depth = _place(paragraph)
        name, levels = self._lists.get(number, ("", {}))
        level = levels.get(depth)
        if level is None or level.form not in _FORMS:
            return ""
        counts = self._counts.setdefault(name, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = levels.get(at, level)
            return _FORMS.get(known.form, str)(counts.get(at, known.start))

        return _PLACE.sub(shown, level.text)


def _asked(element: Any, path: str) -> Any:
    return _query(path)(element)


@cache
def _query(path: str) -> Any:
    from lxml import etree  # noqa: PLC0415 -- comes with python-docx, an optional extra

    return etree.XPath(path, namespaces={"w": _WORD})


def _levels(shape: Any) -> dict[int, _Level]:
    return {
        int(_asked(each, "string(@w:ilvl)")): _Level(
            _asked(each, "string(w:numFmt/@w:val)"),
            _asked(each, "string(w:lvlText/@w:val)"),
            int(_asked(each, "string(w:start/@w:val)") or 1),
        )
        for each in _asked(shape, "w:lvl")
    }


def _place(paragraph: Any) -> tuple[str, int]:
    """Return the list of a paragraph, its own or its style's, and the depth in it."""
    elements = [paragraph._p]  # noqa: SLF001 -- python-docx reads no numbers of its own
    style = paragraph.style
    while style is not None:
        elements.append(style.element)
        style = style.base_style
    for element in elements:
        number = _asked(element, "string(w:pPr/w:numPr/w:numId/@w:val)")
        if number:
            return number, int(_asked(element, "string(w:pPr/w:numPr/w:ilvl/@w:val)") or 0)
    return "", 0
