"""Plans as pages show them: what is closed when, by which rule, and for whom not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from pendopo.engines.network import Closing, Plan, Window
from pendopo.foundation.governance.models import NetworkRange, NetworkSite
from pendopo.foundation.governance.network.deriving import Derived
from pendopo.foundation.governance.wording import code_label, explanation, fact_label

WINDOWS = {
    Window.WORK: gettext_lazy("jam kerja"),
    Window.REST: gettext_lazy("jam istirahat"),
    Window.OFF: gettext_lazy("di luar jam kerja"),
}


@dataclass(frozen=True)
class ShownRule:
    """A rule that closes something, with its law."""

    id: str
    text: str
    language: str
    legal_basis: str
    is_confirmed: bool
    source: str


@dataclass(frozen=True)
class ShownClosing:
    """One kind of sites in one window."""

    window: str
    category: str
    exempt: list[str]
    rules: list[ShownRule]


def shown_closings(plan: Plan, derived: Derived) -> list[ShownClosing]:
    """Return what a plan closes, each with its rules."""
    return [_closing(each, derived) for each in plan.closings]


def _closing(closing: Closing, derived: Derived) -> ShownClosing:
    rules = []
    for rule in derived.reasons.get((closing.window, closing.category), ()):
        text, language = explanation(rule)
        law = (rule.legal_basis, rule.is_confirmed, rule.source)
        rules.append(ShownRule(rule.id, text, language, *law))
    return ShownClosing(
        str(WINDOWS[closing.window]),
        code_label("site", closing.category),
        [code_label("roles", code) for code in sorted(closing.exempt)],
        rules,
    )


def shown_ranges(rows: Iterable[NetworkRange]) -> list[tuple[NetworkRange, str]]:
    """Return ranges with what their role is called; empty for staff in general."""
    return [(row, code_label("roles", row.role) if row.role else "") for row in rows]


def shown_sites(rows: Iterable[NetworkSite]) -> list[tuple[NetworkSite, str]]:
    """Return domains with what their kind is called."""
    return [(row, code_label("site", row.category)) for row in rows]


def unseen(derived: Derived) -> list[tuple[str, str]]:
    """Return rules that no gear can keep, each with the facts it would need."""
    return [
        (rule, ", ".join(fact_label(name) for name in missing))
        for rule, missing in sorted(derived.unseen.items())
    ]
