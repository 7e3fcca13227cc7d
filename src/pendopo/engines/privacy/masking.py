"""Covering what was found, so that covering again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pendopo.engines.privacy.kinds import Finding, Kind
from pendopo.engines.privacy.scanning import Scanner

_STAR = "*"
_MOST_FIRST, _MOST_LAST = 6, 4


class Part(NamedTuple):
    """A stretch of a text; ``kind`` says what it seems to be, None for ordinary words."""

    text: str
    kind: Kind | None = None


def parts_of(text: str, findings: Sequence[Finding]) -> list[Part]:
    """Return the text in parts that together are the text; none is empty."""
    parts, done = [], 0
    for finding in findings:
        parts += [
            Part(text[done : finding.start]),
            Part(text[finding.start : finding.end], finding.kind),
        ]
        done = finding.end
    parts.append(Part(text[done:]))
    return [part for part in parts if part.text]


def masked(
    text: str, scanner: Scanner, covers: Mapping[Kind, str], *, names: Sequence[str] = ()
) -> str:
    """Return the text with everything found under a cover; doing it twice changes nothing.

    What stands nearer to each other once something between is covered may become a finding,
    so the search is repeated until there is none. Each time something that is no cover goes
    under one, which ends.

    Parameters
    ----------
    covers
        The words for each kind; kinds without words stay as they are.
    """
    opaque = tuple(set(covers.values()))
    while True:
        found = scanner.scan(text, names=names, opaque=opaque)
        found = [each for each in found if each.kind in covers]
        if not found:
            return text
        text = "".join(
            covers[part.kind] if part.kind else part.text for part in parts_of(text, found)
        )


def starred(value: str) -> str:
    """Return a value with at most its first six and last four signs, and half of it covered.

    >>> starred("3276060101909998")
    '327606******9998'
    """
    n_shown = min(len(value) // 2, _MOST_FIRST + _MOST_LAST)
    if len(value) >= 16:
        n_shown = _MOST_FIRST + _MOST_LAST
    last = min(n_shown * 2 // 5, _MOST_LAST)
    first = min(n_shown - last, _MOST_FIRST)
    return value[:first] + _STAR * (len(value) - first - last) + value[len(value) - last :]
