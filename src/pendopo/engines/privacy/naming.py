"""Where a text names one person: a title with a name behind it, or a common given name.

Only for texts in which nobody should be named at all; it is a guess, and no kind that is covered
by itself. Names without a title that are no common given name pass.
"""

from __future__ import annotations

import re

from pendopo.engines.privacy.kinds import Confidence, Finding, Kind, Severity
from pendopo.engines.privacy.persons import is_place
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.vocabulary import Mark
from pendopo.engines.privacy.window import Window

# The second letter is small: "Ibu PKK" and "Pak RT" name nobody.
_WORD = rb"[A-Z][a-z'][A-Za-z']*"
_BEHIND_TITLE = re.compile(rb"[.\s:]{1,3}(" + _WORD + rb")(?:[ ]" + _WORD + rb"){0,3}")
_GIVEN = re.compile(_WORD + rb"(?:[ ]" + _WORD + rb"){0,3}")
_BEGINS = re.compile(rb"(?:^|[.!?:\n])[\s\"'(]*$")


def named_persons(text: str, rules: Rules) -> list[Finding]:
    """Return where persons seem to be named in a short text, in order, no two overlapping.

    >>> from pendopo.engines.privacy.shipped import shipped_rules
    >>> [found[:2] for found in named_persons("Minta Pak Sutarno pindah", shipped_rules())]
    [(6, 17)]
    """
    window = Window(text, rules)
    found: list[Finding] = []
    for mark in rules.persons.marks(window.plain):
        end = _end_of_name(window, mark)
        if end and (not found or mark.start >= found[-1].end):
            found.append(Finding(mark.start, end, Kind.NAME, Confidence.LIKELY, Severity.NOTE))
    return found


def _end_of_name(window: Window, mark: Mark) -> int:
    """Return where the name at a word of the list ends; 0 if it names nobody."""
    if "title" in mark.word.roles:
        match = _BEHIND_TITLE.match(window.folded, mark.end)
        if match is not None and match[1].lower() not in window.rules.not_names:
            return match.end()
    if "given_name" in mark.word.roles:
        match = _GIVEN.match(window.folded, mark.start)
        if match is None or is_place(window, mark.start):
            return 0
        # A capital letter at the beginning of a sentence says nothing.
        is_alone = b" " not in match[0]
        if is_alone and _BEGINS.search(window.folded, 0, mark.start):
            return 0
        return match.end()
    return 0


def with_names(found: list[Finding], named: list[Finding]) -> list[Finding]:
    """Return both in order; where they overlap what was found before stays."""
    free = [
        each
        for each in named
        if not any(one.start < each.end and each.start < one.end for one in found)
    ]
    return sorted(found + free)
