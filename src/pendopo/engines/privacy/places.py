"""Where somebody lives: the parts of an address in their usual order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.rules import Rules, comparable
from pendopo.engines.privacy.vocabulary import Mark
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
_NAMED = frozenset({"village", "district", "regency"})
_EXACT = frozenset({"house", "rt"})


class AddressFinder:
    """Addresses are personal only with a house or neighbourhood, a second part, and a person."""

    kinds = frozenset({Kind.ADDRESS})

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence, in order."""
        done = 0
        for mark in sorted(window.marks("street") + window.marks("neighbourhood")):
            if mark.start >= done and (found := self._address(window, mark)):
                done = found[1]
                yield found

    def _address(self, window: Window, mark: Mark) -> Found | None:
        text, start = window.small, mark.start
        is_road = "street" in mark.word.roles
        road = _ROAD.match(text, mark.end) if is_road else None
        if is_road and road is None:
            return None
        end, kinds = _parts(text, road.end() if road else start)
        if is_road + len(kinds) < 2 or not _EXACT & kinds:
            return None
        allowed = self._rules.allowed
        if allowed and comparable(window.folded[start:end]) in allowed:
            return None
        reach = self._rules.reach["person"]
        around = window.sentence(start, end, reach)
        is_personal = window.has_someone(*around) or _stands_behind_a_name(window, start)
        confidence = Confidence.LIKELY if is_personal else Confidence.SHAPE
        return start, end, Kind.ADDRESS, confidence


def _parts(text: bytes, end: int) -> tuple[int, set[str]]:
    kinds: set[str] = set()
    while (match := _PARTS.match(text, end)) and match.lastgroup not in kinds:
        kind, end = str(match.lastgroup), match.end()
        kinds.add(kind)
        if kind in _NAMED and (too_far := _NEXT.search(text, match.start(), end)):
            end = too_far.start()
    return end, kinds


# "Budi, Jl. Mawar": a capital letter begins the one word or more before the comma.
_APPOSITION = re.compile(rb"(?:^|[^A-Za-z0-9])[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){0,3}, $")


def _stands_behind_a_name(window: Window, start: int) -> bool:
    return _APPOSITION.search(window.folded, max(start - 90, 0), start) is not None
