"""Decide requests from the command line: rules as YAML, requests and answers as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pendopo.engines.clock import Calendar, ClockError, load_calendar
from pendopo.engines.policy.errors import PolicyError
from pendopo.engines.policy.files import Line, load_rules, read_requests
from pendopo.engines.policy.reading import EFFECTS, newest_day
from pendopo.engines.policy.request import facts_of
from pendopo.engines.policy.rules import Effect, Rule, RuleSet
from pendopo.engines.policy.table import Decision, Policy
from pendopo.engines.policy.vocabulary import APPROVERS, FACTS, OBLIGATIONS

CALENDARS = Path(__file__).parents[4] / "data" / "calendars"
SHIPPED = [CALENDARS / "id_national.yaml", CALENDARS / "id_hours.yaml"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 some lines refused, 2 refused."""
    asked = _parser().parse_args(arguments)
    try:
        decide = _Decider(load_rules(asked.rules), load_calendar(asked.calendar, asked.zone))
        with asked.requests.open(encoding="utf-8") as lines:
            answers = [decide.line(line) for line in read_requests(lines)]
    except (OSError, UnicodeDecodeError):
        print(f"Berkas {asked.requests} tidak dapat dibuka.", file=sys.stderr)
        return 2
    except (PolicyError, ClockError) as error:
        print(error, file=sys.stderr)
        return 2
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    return 1 if any("refused" in answer for answer in answers) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pendopo.engines.policy",
        description="Putuskan permintaan menurut himpunan aturan.",
    )
    parser.add_argument("rules", type=Path, metavar="RULES.yaml")
    parser.add_argument("requests", type=Path, metavar="REQUESTS.jsonl")
    parser.add_argument("--calendar", nargs="+", default=SHIPPED, help="berkas YAML/CSV")
    parser.add_argument("--zone", default="Asia/Jakarta", help="zona waktu kantor")
    return parser


class _Decider:
    """Decides each line under the rules in force on its day."""

    def __init__(self, rule_set: RuleSet, calendar: Calendar) -> None:
        self.rule_set, self.calendar = rule_set, calendar
        self.policy_on = lru_cache(maxsize=4_000)(self._policy_on)

    def _policy_on(self, day: date) -> Policy:
        return Policy(self.rule_set.rules, on=day)

    def line(self, line: Line) -> dict[str, Any]:
        """Return the answer to one line as plain values."""
        if line.request is None:
            return {"line": line.number, "id": line.id, "refused": line.refusal}
        try:
            policy = self.policy_on(self._day(line.request.at))
            facts = facts_of(line.request, self.calendar)
            return {"id": line.id, **_told(policy.decide(line.request.act, facts))}
        except (PolicyError, ClockError) as error:
            return {"line": line.number, "id": line.id, "refused": str(error)}

    def _day(self, at: datetime | None) -> date:
        return self.calendar.local(at, "at").date() if at else newest_day(self.rule_set)


def _told(decision: Decision) -> dict[str, Any]:
    return {
        "effect": decision.effect.value,
        "explanation": " ".join(_sentences(decision)),
        "rules": [_rule(rule) for rule in decision.rules],
        "missing": list(decision.missing),
        "needs": list(decision.needs),
        "obligations": list(decision.obligations),
        "reminders": [_rule(rule) for rule in decision.reminders],
    }


def _sentences(decision: Decision) -> Iterator[str]:
    yield f"{EFFECTS[decision.effect].capitalize()}."
    if decision.missing:
        yield f"Belum diketahui: {'; '.join(FACTS[name].label for name in decision.missing)}."
        return
    if decision.effect == Effect.DENY and not decision.rules:
        yield "Tidak ada aturan yang membolehkannya."
    yield from (rule.explanation for rule in decision.rules)
    if decision.needs:
        yield f"Perlu persetujuan: {', '.join(APPROVERS[each] for each in decision.needs)}."
    yield from (OBLIGATIONS[each] for each in decision.obligations)


def _rule(rule: Rule) -> dict[str, str]:
    return {
        "id": rule.id,
        "legal_basis": rule.legal_basis,
        "confidence": rule.confidence,
        "control": rule.control.value,
        "explanation": rule.explanation,
    }


if __name__ == "__main__":
    sys.exit(main())
