"""One thing that was looked at: how it stands, what it means for a citizen, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_NAMES = 10


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: good, worth a look, or at fault.

    Attributes
    ----------
    meaning
        What a citizen notices of it, one sentence; empty where they notice nothing.
    advice, url
        How to mend it, and the page on which that is done, where there is one.
    names
        The things it is about: offices, topics, rules; never a person.
    """

    state: str
    text: str
    advice: str = ""
    meaning: str = ""
    url: str = ""
    names: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Return a sign that does not rely on colour."""
        return {"good": "[baik]", "look": "[lihat]", "fault": "[SALAH]"}[self.state]

    @property
    def is_fault(self) -> bool:
        """Return whether it must be mended."""
        return self.state == "fault"

    @property
    def is_good(self) -> bool:
        """Return whether there is nothing to do."""
        return self.state == "good"

    @property
    def first_names(self) -> Sequence[str]:
        """Return as many names as one reads at a glance."""
        return self.names[:MOST_NAMES]

    @property
    def n_more(self) -> int:
        """Return how many names are left out of ``first_names``."""
        return max(len(self.names) - MOST_NAMES, 0)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with faults first, then what is worth a look, then the good."""
    order = {"fault": 0, "look": 1, "good": 2}
    return sorted(findings, key=lambda finding: order[finding.state])
