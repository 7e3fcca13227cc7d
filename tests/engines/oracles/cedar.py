"""Rule sets in Cedar: an independent engine says whether something may be done.

Cedar passes over a prohibition whose facts are missing. Here each condition is written twice,
as *surely true* and as *surely false*, so that what is missing can be asked for.
"""

import json

from cedarpy import Entities, PolicySet, is_authorized

GIVEN = "authorisations"


class Cedar:
    """One rule set as two Cedar programs.

    ``whole`` forbids what still waits for an approval, ``apart`` does not; together they tell
    the three effects apart.
    """

    def __init__(self, rules):
        ordered = sorted(rules, key=lambda rule: rule.id)
        texts = {waiting: {} for waiting in (True, False)}
        for waiting, named in texts.items():
            for rule in ordered:
                if text := policy(rule, waiting=waiting):
                    named[rule.id] = text
        self.names = list(texts[True])
        self.whole, self.apart = (
            PolicySet.from_str("\n".join(named.values())) for named in texts.values()
        )
        self.nobody = Entities.from_json_str("[]")

    def effect(self, act, facts):
        """The effect, and the ids of the rules that determined it."""
        allowed, named = self.ask(self.whole, act, facts)
        if allowed:
            return "allow", named
        allowed, named = self.ask(self.apart, act, facts)
        return ("needs_approval", set()) if allowed else ("deny", named)

    def ask(self, policies, act, facts):
        answer = is_authorized(request(act, facts), policies, self.nobody)
        assert not answer.diagnostics.errors
        return answer.allowed, {self.names[int(each[6:])] for each in answer.diagnostics.reasons}


def request(act, facts):
    context = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in facts.items()
        if value is not None
    }
    return {
        "principal": 'Person::"one"',
        "action": f'Action::"{act}"',
        "resource": 'Thing::"one"',
        "context": context,
    }


def policy(rule, *, waiting):
    acts = ", ".join(f'Action::"{act}"' for act in sorted(rule.acts))
    head = f"(principal, {f'action in [{acts}]' if acts else 'action'}, resource)"
    surely = both(true_of(rule.when), false_of(rule.unless) if rule.unless else "true")
    maybe = both(
        f"!({false_of(rule.when)})", f"!({true_of(rule.unless)})" if rule.unless else "true"
    )
    if rule.effect == "allow":
        return f"permit {head} when {{ {surely} }};"
    if rule.effect == "deny":
        return f"forbid {head} when {{ {maybe} }};"
    if rule.effect == "needs_approval":
        given = f"(context has {GIVEN} && context.{GIVEN}.containsAll({listed(rule.by)}))"
        told = "false" if waiting else both(surely, f"context has {GIVEN}")
        return f"forbid {head} when {{ {maybe} && !{given} && !({told}) }};"
    return ""


def both(*parts):
    return " && ".join(f"({part})" for part in parts)


def true_of(condition):
    return both("true", *(f"context has {n} && {test(n, c)}" for n, c in condition.items()))


def false_of(condition):
    parts = (f"(context has {n} && !({test(n, c)}))" for n, c in condition.items())
    return " || ".join(["false", *parts])


def test(name, codes):
    if codes <= {True, False}:
        return f"{json.dumps(sorted(codes))}.contains(context.{name})"
    if name in {"roles", GIVEN}:
        return f"context.{name}.containsAny({listed(codes)})"
    return f"{listed(codes)}.contains(context.{name})"


test.__test__ = False


def listed(codes):
    return json.dumps(sorted(codes))
