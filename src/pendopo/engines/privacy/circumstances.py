"""Words about health, crime, belief and money beside a person, and children in cases of violence.

A word alone, a statistic ("12 kasus TBC") or a group ("penyandang disabilitas") is no finding:
what counts is that somebody could be told from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.vocabulary import Mark
from pendopo.engines.privacy.window import Window

_KINDS = (Kind.HEALTH, Kind.CRIME, Kind.BELIEF, Kind.FINANCE)
_CASE_ROLES = ("crime", "violence")
_COUNT = (
    rb"(?:(?<![\d.,])\d{1,4}(?:\.\d{3})?|jumlah|para|semua|seluruh|setiap|kasus|angka|tiap|banyak|puluhan|ratusan|ribuan)"
    rb" (?:\w+ ){0,2}?(?:kasus|orang|penderita|pasien|korban|warga|anak|siswa|ibu|balita|keluarga"
    rb"|tersangka|terdakwa|jiwa|kk|persen|%)"
)
_COUNTED = re.compile(_COUNT)
# "12 pasien TBC" and "216 warga menunggak" are counts even where somebody else is named near ...
_COUNTED_TERM = re.compile(_COUNT + rb" (?:\w+ ){0,2}$")
# ... unless the names follow.
_NAMED = re.compile(
    rb"[^\n]{0,40}?(?:yaitu|yakni|termasuk|di antaranya|antara lain|atas nama|bernama|a\.n\.)"
)
_AGE = re.compile(rb"(?<!\d)(1[0-7]|[1-9]) ?(?:tahun|thn|th)\b")
_SCHOOL = re.compile(
    rb"\b(?:sd|smp|sma|smk|mi|mts|ma|sdn|smpn|sman|smkn)(?: ?(?:n|negeri))? ?\d{1,3}\b"
)


class CircumstanceFinder:
    """Terms of the word lists, each weighed by who stands near it."""

    kinds = frozenset({*_KINDS, Kind.CHILD_CASE})

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence of the terms, in no order."""
        in_child_cases = set()
        for role in _CASE_ROLES:
            for mark in window.marks(role):
                if self._is_childs(window, mark, role):
                    in_child_cases.add(mark.start)
                    yield mark.start, mark.end, Kind.CHILD_CASE, Confidence.LIKELY
        for kind in _KINDS:
            for mark in window.marks(kind):
                if mark.start not in in_child_cases and self._is_somebodys(window, mark):
                    yield mark.start, mark.end, kind, Confidence.LIKELY

    def _is_somebodys(self, window: Window, mark: Mark) -> bool:
        reach = self._rules.reach["circumstance"]
        begin, end = window.sentence(mark.start, mark.end, reach)
        is_counted = _COUNTED_TERM.search(window.plain, begin, mark.start) is not None
        if is_counted and not _NAMED.match(window.small, mark.end, end):
            return False
        if window.has_someone(begin, end):
            return True
        # "Bapak Budi dirawat. Ia menderita ...": the sentence before tells who.
        if window.has_near("anaphora", begin, end) and window.has_someone(
            mark.start - reach, begin
        ):
            return True
        return window.has_near("someone", begin, end) and not _COUNTED.search(
            window.plain, begin, end
        )

    def _is_childs(self, window: Window, mark: Mark, role: str) -> bool:
        reach = self._rules.reach["child"]
        begin, end = max(mark.start - reach, 0), mark.end + reach
        if role == "crime":
            begin, end = window.sentence(mark.start, mark.end, reach)
        if not (window.has_near("child", begin, end) or _AGE.search(window.plain, begin, end)):
            return False
        return bool(
            window.has_someone(begin, end)
            or _SCHOOL.search(window.plain, begin, end)
            or window.has_near("home", begin, end)
        )
