"""Personal data in a release: found, marked and covered by the gate, as at every other door."""

from __future__ import annotations

from pendopo.foundation.governance import guarding
from pendopo.foundation.governance.guarding import Door, Part
from pendopo.foundation.governance.guarding.inspecting import is_special, search


def parts_of(text: str) -> list[Part]:
    """Return a text in parts, those marked that seem personal."""
    return guarding.marked(text, search(text, Door.RELEASE))


def n_found(*texts: str) -> int:
    """Return how many stretches of texts seem personal."""
    return sum(len(search(text, Door.RELEASE)) for text in texts)


def class_of(*texts: str) -> str:
    """Return what a policy calls the personal data in texts: none, general or specific (Art 4)."""
    kinds = {found.kind for text in texts for found in search(text, Door.RELEASE)}
    if not kinds:
        return "none"
    return "specific" if any(is_special(kind) for kind in kinds) else "general"


def covered(text: str) -> str:
    """Return a text with everything personal covered; doing it twice changes nothing."""
    return guarding.covered(text, Door.RELEASE)
