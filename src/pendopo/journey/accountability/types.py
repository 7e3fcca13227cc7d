"""What an office is asked about, how it compares, and what its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pendopo.engines.comparison import Comparison, Placed
from pendopo.engines.indicators import Interval


class Subject(TextChoices):
    """What a notice or a reply is about."""

    INDICATOR = "indicator", _("Angka kinerja")
    COMMITMENT = "commitment", _("Komitmen")
    CASES = "cases", _("Laporan yang lewat batas")


class NoticeState(TextChoices):
    """Why an office was asked; the words never say that it is good or bad."""

    BEYOND_95 = "beyond_95", _("Patut diperhatikan (95%)")
    BEYOND_998 = "beyond_998", _("Patut ditanyakan sebabnya (99,8%)")
    OVERDUE = "overdue", _("Melewati tenggatnya sendiri")


# The name under which replies about open cases are kept.
OPEN_CASES = "terbuka"

Shown = Literal["inside", "beyond_95", "beyond_998", ""]


@dataclass(frozen=True)
class Target:
    """What a reply answers; ``period`` is the month it speaks of."""

    kind: Subject
    about: str
    period: str = ""


@dataclass(frozen=True)
class Window:
    """The months that are compared, oldest first, as ``YYYY-MM``."""

    months: tuple[str, ...]

    @property
    def last(self) -> str:
        """Return the newest month; empty when there is none."""
        return self.months[-1] if self.months else ""


@dataclass(frozen=True)
class Standings:
    """All offices compared over one window, and which of them may carry words in public.

    Attributes
    ----------
    pending
        Codes of offices whose adverse state is not public yet: noticed less than the
        window of reply ago, and not answered.
    """

    indicator: str
    window: Window
    comparison: Comparison
    pending: frozenset[str]

    def of(self, code: str) -> Placed | None:
        """Return an office's place; None if nothing of it fell due."""
        return self.comparison.of(code)

    def shown_state(self, code: str) -> Shown:
        """Return the state whose words may stand in public; empty if none may."""
        placed = self.of(code)
        return placed.state if placed and code not in self.pending else ""


@dataclass(frozen=True)
class Tally:
    """An office's own figure over the window."""

    hits: int
    due: int
    interval: Interval | None
    exclusions: Mapping[str, int]

    @property
    def share(self) -> float | None:
        """Return hits over due; None if nothing fell due."""
        return self.hits / self.due if self.due else None


@dataclass(frozen=True)
class OfficeLine:
    """One office in the list of offices."""

    id: UUID
    code: str
    name: str
    short_name: str
    kind: str
    parent: str
    hits: int
    due: int
    state: Shown
    side: str
    n_past_limit: int
    commitments: Mapping[str, int]
