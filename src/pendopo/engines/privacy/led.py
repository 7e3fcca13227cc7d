"""What only a word before it or its column gives away: passports, records of patients, plates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.rules import LABEL, Rules
from pendopo.engines.privacy.vocabulary import SHORT, Mark
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
_CELLS: Mapping[Kind, re.Pattern[bytes]] = {
    Kind.PASSPORT: re.compile(rb"[\s\"]*([A-Z]{1,2}\d{6,7})[\s\"]*"),
    Kind.MEDICAL_RECORD: re.compile(rb"[\s\"]*(\d{2}[.-]?\d{2}[.-]?\d{2}(?:[.-]?\d{2})?)[\s\"]*"),
    Kind.PLATE: re.compile(rb"[\s\"]*(" + _PLATE + rb")[\s\"]*"),
}
_PLATE_LIKE = re.compile(rb"[A-Z] [0-9]{4} (?=[A-Z])")
CELL_KINDS = frozenset(_CELLS)
# Without a word before it, only four digits between two spaces: "S 2 IP" is a degree, "L 300 PU" a van.
_LONE_PLATE = re.compile(
    rb"(?<![A-Za-z0-9/._-])([A-Z]{1,2}) [1-9]\d{3} ([A-Z]{1,3})(?![A-Za-z0-9])"
)


class LedFinder:
    """Values that are found by going on from a word."""

    kinds = CELL_KINDS

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence, in no order."""
        for mark in window.marks(LABEL):
            kind = mark.word.label
            if kind is not None and kind in _PATTERNS:
                yield from self._after(window, mark, kind)
        yield from self._lone_plates(window)

    def find_cells(
        self, window: Window, kind: Kind, cells: list[tuple[int, int]]
    ) -> Iterator[Found]:
        """Return the values of a column whose head names a kind."""
        pattern = _CELLS[kind]
        for start, end in cells:
            match = pattern.fullmatch(window.folded, start, end)
            if match and (kind is not Kind.PLATE or self._is_plate(match.groups()[1:])):
                yield *match.span(1), kind, Confidence.SURE

    def _after(self, window: Window, mark: Mark, kind: Kind) -> Iterator[Found]:
        match = _PATTERNS[kind].match(window.folded, mark.end)
        if match is None:
            return
        if kind is Kind.PLATE and not self._is_plate(match.groups()[1:]):
            return
        if not _is_called_otherwise(window, mark, match.start(1)):
            confidence = Confidence.LIKELY if WEAK in mark.word.roles else Confidence.SURE
            yield *match.span(1), kind, confidence

    def _lone_plates(self, window: Window) -> Iterator[Found]:
        for place in _may_be_plates(window.folded):
            match = _LONE_PLATE.match(window.folded, place) or _LONE_PLATE.match(
                window.folded, max(place - 1, 0)
            )
            if match and match[2] not in self._rules.not_series and self._is_plate(match.groups()):
                yield *match.span(), Kind.PLATE, Confidence.LIKELY

    def _is_plate(self, parts: tuple[bytes, ...]) -> bool:
        return parts[0] in self._rules.plates


def _is_called_otherwise(window: Window, mark: Mark, start: int) -> bool:
    """Return whether a nearer word calls the value something else: "motor parkir di kamar B 12 A"."""
    nearest = window.label(start)
    return nearest is not None and nearest.end > mark.end and nearest.kind is not mark.word.label


def _may_be_plates(folded: bytes) -> list[int]:
    """Return the places of "B 1234 C": a capital, a space, four digits, a space, a capital.

    Eight comparisons over the whole text at once, as a pattern would stop at every capital.
    """
    if len(folded) < SHORT:
        return [match.start() for match in _PLATE_LIKE.finditer(folded)]
    signs = np.frombuffer(folded, dtype=np.uint8)
    n = len(signs) - 7
    is_capital = (signs - np.uint8(ord("A"))) < 26
    is_digit = (signs - np.uint8(ord("0"))) < 10
    is_space = signs == ord(" ")
    may_be = is_capital[:n] & is_space[1 : n + 1] & is_space[6 : n + 6] & is_capital[7:]
    for place in range(2, 6):
        may_be &= is_digit[place : n + place]
    return np.flatnonzero(may_be).tolist()
