"""What only a word before it or its column gives away: passports, records of patients, plates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.vocabulary import Mark
from pendopo.engines.privacy.window import WEAK, Window

_PLATE = rb"([A-Z]{1,2})[ -]?([1-9]\d{0,3})[ -]?([A-Z]{1,3})(?![A-Za-z0-9])"
# Between the word and the value stand a few small words or signs, no other figure.
_PATTERNS: Mapping[Kind, re.Pattern[bytes]] = {
    Kind.PASSPORT: re.compile(rb"[^\d\n]{0,28}?(?<![A-Za-z0-9])([A-Z]{1,2}\d{6,7})(?![A-Za-z0-9])"),
    Kind.MEDICAL_RECORD: re.compile(
        rb"[^\dA-Z\n]{0,16}?(?:(?:No|NO|Nomor|RM)\b[^\dA-Z\n]{0,4})?"
        rb"(\d{2}-\d{2}-\d{2}(?:-\d{2})?|\d{2}\.\d{2}\.\d{2}(?:\.\d{2})?|\d{6,8})(?![\d.-]*\d)"
    ),
    Kind.PLATE: re.compile(rb"[^\dA-Z\n]{0,24}?(?<![A-Za-z0-9])(" + _PLATE + rb")"),
}
_CELL: Mapping[Kind, re.Pattern[bytes]] = {
    Kind.PASSPORT: re.compile(rb"\s*([A-Z]{1,2}\d{6,7})\s*"),
    Kind.MEDICAL_RECORD: re.compile(rb"\s*(\d{2}[.-]?\d{2}[.-]?\d{2}(?:[.-]?\d{2})?)\s*"),
    Kind.PLATE: re.compile(rb"\s*(" + _PLATE.replace(rb"(?![A-Za-z0-9])", rb"") + rb")\s*"),
}
# Without a word before it, only four digits between two spaces: "S 2 IP" is a degree, "L 300 PU" a van.
_LONE_PLATE = re.compile(rb"([A-Z]{1,2}) ([1-9]\d{3}) ([A-Z]{1,3})(?![A-Za-z0-9])")
_RINGGIT = re.compile(rb"\d{1,3}\.\d{3}")


class LedFinder:
    """Values that are found by going on from a word."""

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence, in no order."""
        for mark in window.marks:
            kind = mark.word.label
            if kind in _PATTERNS and (found := self._after(window, mark, kind)):
                yield found
        yield from self._lone_plates(window)

    def find_cells(self, window: Window, kind: Kind, cells: list[tuple[int, int]]) -> Iterator[Found]:
        """Return the values of a column whose head names a kind."""
        pattern = _CELL.get(kind)
        for start, end in cells if pattern else ():
            match = pattern.fullmatch(window.folded, start, end) if pattern else None
            if match and (kind is not Kind.PLATE or self._is_plate(match.groups()[1:])):
                yield *match.span(1), kind, Confidence.SURE

    def _after(self, window: Window, mark: Mark, kind: Kind) -> Found | None:
        match = _PATTERNS[kind].match(window.folded, mark.end)
        if match is None or _RINGGIT.fullmatch(match[1]):
            return None
        if kind is Kind.PLATE and not self._is_plate(match.groups()[1:]):
            return None
        if _is_called_otherwise(window, mark, match.start(1)):
            return None
        start, end = match.span(1)
        return start, end, kind, Confidence.LIKELY if WEAK in mark.word.roles else Confidence.SURE

    def _lone_plates(self, window: Window) -> Iterator[Found]:
        for match in _LONE_PLATE.finditer(window.folded):
            before = window.folded[match.start() - 1 : match.start()]
            if not (before.isalnum() or before in _JOINTS) and self._is_plate(match.groups()):
                yield *match.span(), Kind.PLATE, Confidence.LIKELY

    def _is_plate(self, parts: tuple[bytes, ...]) -> bool:
        region, _figure, series = parts
        return region in self._rules.plates and series not in self._rules.not_series


_JOINTS = (b"-", b"/", b".", b"_")


def _is_called_otherwise(window: Window, mark: Mark, start: int) -> bool:
    """Return whether a nearer word calls the value something else: "motor parkir di kamar B 12 A"."""
    nearest = window.label(start)
    return nearest is not None and nearest.end > mark.end and nearest.kind is not mark.word.label
