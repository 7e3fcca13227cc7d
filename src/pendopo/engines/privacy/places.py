"""Where somebody lives: the parts of an address in their usual order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.rules import Rules, comparable
from pendopo.engines.privacy.window import Window

_WORD = rb"[a-z0-9][\w'-]{0,30}"
_PART = (
    rb"(?P<house>(?:no|nomor|nr)\.? ?\d{1,4}[a-z]?(?![\w.-]*\d)|blok [a-z]{1,2}[ -]?\d{0,3}(?: ?no\.? ?\d{1,4})?)"
    rb"|(?P<rt>rt[ .:]{0,2}\d{1,3} ?[/,.-]? ?rw[ .:]{0,2}\d{1,3})|(?P<half>rt[ .:]{0,2}\d{1,3})"
    rb"|(?P<village>(?:kel(?:urahan)?|desa|ds|nagari|gampong)\.? "
    + _WORD
    + rb"(?: "
    + _WORD
    + rb")?)"
    rb"|(?P<district>(?:kec(?:amatan)?|distrik)\.? " + _WORD + rb"(?: " + _WORD + rb")?)"
    rb"|(?P<regency>(?:kab(?:upaten)?|kota)\.? " + _WORD + rb"(?: " + _WORD + rb")?)"
    rb"|(?P<postcode>[1-9]\d{4})(?!\d)"
)
_PARTS = re.compile(rb"[\s,./-]{0,3}(?<![a-z0-9])(?:" + _PART + rb")(?![a-z0-9])")
# The name of a road ends where the next part begins.
_ROAD = re.compile(rb"\.? ?(?:" + _WORD + rb"[ ,.]{1,3}){1,5}?(?=(?:" + _PART + rb")(?![a-z0-9]))")
# A shorter name of a village than two words is taken where the second begins another part.
_NEXT = re.compile(
    rb" (?:rt|rw|kec|kecamatan|kab|kabupaten|kota|kel|kelurahan|desa|no|nomor|telp|hp|nik)$"
)
_EXACT = frozenset({"house", "rt"})


class AddressFinder:
    """Addresses are personal only with a house or neighbourhood, a second part, and a person."""

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence, in order."""
        roads = [(mark, True) for mark in window.marks("street")]
        done = 0
        for mark, is_road in sorted(
            roads + [(mark, False) for mark in window.marks("neighbourhood")],
            key=lambda each: each[0].start,
        ):
            if mark.start >= done and (
                found := self._address(window, mark.start, mark.end, is_road=is_road)
            ):
                done = found[1]
                yield found

    def _address(self, window: Window, start: int, end: int, *, is_road: bool) -> Found | None:
        text = window.small
        parts = 0
        if is_road:
            road = _ROAD.match(text, end)
            if road is None:
                return None
            end, parts = road.end(), 1
        else:
            end = start
        end, kinds = _parts(text, end)
        if parts + len(kinds) < 2 or not _EXACT & kinds:
            return None
        if comparable(window.folded[start:end]) in self._rules.allowed:
            return None
        reach = self._rules.reach["person"]
        around = window.sentence(start, end, reach)
        is_personal = window.has_someone(*around) or _stands_behind_a_name(window, start)
        confidence = Confidence.LIKELY if is_personal else Confidence.SHAPE
        return start, end, Kind.ADDRESS, confidence


def _parts(text: bytes, end: int) -> tuple[int, set[str]]:
    kinds: set[str] = set()
    while (match := _PARTS.match(text, end)) and match.lastgroup not in kinds:
        kinds.add(str(match.lastgroup))
        too_far = _NEXT.search(text, match.start(), match.end())
        end = too_far.start() if too_far else match.end()
    return end, kinds


# "Budi, Jl. Mawar": a capital letter begins the one word or more before the comma.
_APPOSITION = re.compile(rb"(?:^|[^A-Za-z0-9])[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){0,3}, $")


def _stands_behind_a_name(window: Window, start: int) -> bool:
    return _APPOSITION.search(window.folded, max(start - 90, 0), start) is not None
