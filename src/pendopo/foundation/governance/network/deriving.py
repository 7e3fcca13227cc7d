"""What the policy in force closes on the network: a rule for each closing, and for whom not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.engines.network import EVERYONE, Closing, Window
from pendopo.engines.policy import Effect, Policy, Rule
from pendopo.foundation.governance.network.rules import ANYBODY, SEEN


@dataclass(frozen=True)
class Derived:
    """Closings with their rules.

    Attributes
    ----------
    reasons
        The rules by window and category.
    unseen
        Rules that hang on a fact no gear can see, with the names of such facts; they are
        not enforced by the network.
    """

    closings: tuple[Closing, ...]
    reasons: dict[tuple[Window, str], tuple[Rule, ...]]
    unseen: dict[str, tuple[str, ...]]


def derive(policy: Policy, categories: Iterable[str], groups: Iterable[str]) -> Derived:
    """Return what a policy closes, asked once for every window, category and group.

    Only a prohibition closes. That nothing allows an act forbids it to a person, but it
    shuts no office off.
    """
    roles = {EVERYONE: ANYBODY} | {code: ANYBODY | {code} for code in groups}
    found = Derived((), {}, {})
    closings = []
    for window in Window:
        for category in categories:
            shut = {
                audience
                for audience, held in roles.items()
                if _closes(policy, window, category, held, found)
            }
            if shut:
                closings.append(Closing(window, category, frozenset(roles) - shut - {EVERYONE}))
    return Derived(tuple(closings), found.reasons, found.unseen)


def _closes(
    policy: Policy, window: Window, category: str, roles: frozenset[str], found: Derived
) -> bool:
    facts = {**SEEN, "working_time": window.value, "site": category, "roles": roles}
    decision = policy.decide("access", facts)
    if decision.effect in (Effect.ALLOW, Effect.REMIND) or not decision.rules:
        return False
    if decision.missing:
        found.unseen.update({rule.id: decision.missing for rule in decision.rules})
        return False
    known = found.reasons.get((window, category), ())
    fresh = tuple(rule for rule in decision.rules if rule not in known)
    found.reasons[window, category] = (*known, *fresh)
    return True
