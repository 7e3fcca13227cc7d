"""Rule sets as written: read, checked against their schema and their own examples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from pendopo.engines.policy.errors import PolicyError
from pendopo.engines.policy.rules import Effect, Example, Raw, RuleSet, parse
from pendopo.engines.policy.table import Decision, Policy
from pendopo.engines.policy.vocabulary import FACTS, Value
from pendopo.engines.written import Fault, Terms, gettext_noop, read_text, schema_faults

SCHEMA_FILE = Path(__file__).with_name("rules.schema.json")
EFFECTS: Mapping[Effect, str] = {
    Effect.ALLOW: gettext_noop("boleh"),
    Effect.DENY: gettext_noop("tidak boleh"),
    Effect.APPROVAL: gettext_noop("perlu persetujuan"),
    Effect.REMIND: gettext_noop("pengingat"),
}


@dataclass(frozen=True)
class Reading:
    """What was read: a whole definition, or what is wrong with it."""

    raw: dict[str, Any]
    faults: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether the rules may be used."""
        return not self.faults


def read_rules(text: str, parents: Mapping[str, Raw] | None = None) -> Reading:
    """Return the rule set in a YAML text, or its faults with their lines.

    Parameters
    ----------
    parents
        Whole definitions by code, from which ``extends`` may take its rules.
    """
    written = read_text(text)
    if written.faults:
        return Reading({}, written.faults)
    raw = written.raw
    whole = flatten(raw, parents or {}) if isinstance(raw, dict) else raw
    faults = list(schema_faults(raw, _validator()))
    n_taken = _n_taken(raw, whole)
    faults = faults or [_shifted(fault, n_taken) for fault in faults_of(whole)]
    marked = tuple(replace(fault, line=written.line_of(fault.at)) for fault in faults)
    return Reading(dict(whole) if isinstance(whole, dict) and not faults else {}, marked)


def flatten(raw: Raw, parents: Mapping[str, Raw]) -> Raw:
    """Return the definition with the rules it takes over, complete in itself."""
    parent = parents.get(str(raw.get("extends", "")))
    if parent is None or not isinstance(raw.get("rules"), list):
        return raw
    own = {name: part for name, part in raw.items() if name != "extends"}
    ordinary = {"ordinary": parent["ordinary"]} if "ordinary" in parent else {}
    return {**ordinary, **own, "rules": [*parent["rules"], *raw["rules"]]}


def _n_taken(raw: object, whole: object) -> int:
    if raw is whole or not isinstance(raw, dict) or not isinstance(whole, dict):
        return 0
    return len(whole["rules"]) - len(raw["rules"])


def _shifted(fault: Fault, n_taken: int) -> Fault:
    # Rules taken over stand before the own ones; lines are counted in the text as written.
    if fault.at[:1] == ("rules",) and len(fault.at) > 1 and isinstance(fault.at[1], int):
        at = ("rules", max(fault.at[1] - n_taken, 0), *fault.at[2:])
        return replace(fault, at=at)
    return fault


def faults_of(raw: object) -> list[Fault]:
    """Return every fault of a whole definition; empty if it is sound.

    What hangs together (ids, approvals, dates, examples) is looked at only once each part
    by itself is well-formed.
    """
    if faults := schema_faults(raw, _validator()):
        return faults
    assert isinstance(raw, Mapping)  # noqa: S101 -- the schema says so; for the type checker
    return [*_parent(raw), *_rules(raw)] or list(_examples(raw))


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def _parent(raw: Raw) -> Iterator[Fault]:
    if "extends" in raw:
        words = gettext_noop("Tidak ada himpunan aturan “%(code)s” yang dapat dilanjutkan.")
        yield Fault(("extends",), words, {"code": raw["extends"]})


def _rules(raw: Raw) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, row in enumerate(raw["rules"]):
        if row["id"] in seen:
            words = gettext_noop("Kode aturan “%(code)s” sudah dipakai.")
            yield Fault(("rules", i, "id"), words, {"code": row["id"]})
        seen.add(row["id"])
        if (row["effect"] == Effect.APPROVAL) != bool(row.get("by")):
            words = gettext_noop(
                "Siapa yang menyetujui (by) wajib pada aturan needs_approval, dan hanya di sana."
            )
            yield Fault(("rules", i, "by"), words)
        yield from _dates(row, i)


def _dates(row: Raw, i: int) -> Iterator[Fault]:
    first, last = _day(row["valid_from"]), _day(row.get("valid_to") or "9999-12-31")
    for name, day in (("valid_from", first), ("valid_to", last)):
        if day is None:
            words = gettext_noop("“%(value)s” bukan tanggal yang ada.")
            yield Fault(("rules", i, name), words, {"value": row[name]})
    if first and last and first >= last:
        words = gettext_noop("Tanggal berakhir harus sesudah tanggal mulai.")
        yield Fault(("rules", i, "valid_to"), words)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _examples(raw: Raw) -> Iterator[Fault]:
    """Decide the examples under the rules that are, or will be, in force the longest."""
    rule_set = parse(raw)
    policy = Policy(rule_set.rules, on=newest_day(rule_set))
    for i, example in enumerate(rule_set.examples):
        yield from _example(example, policy, ("examples", i))


def newest_day(rule_set: RuleSet) -> date:
    """Return the day on which the last of the rules has come into force."""
    return max(rule.valid_from for rule in rule_set.rules)


def _example(example: Example, policy: Policy, at: tuple[str | int, ...]) -> Iterator[Fault]:
    try:
        decision = policy.decide(example.act, values_of(example.facts))
    except PolicyError as error:
        yield Fault((*at, "facts"), "%(words)s", {"words": str(error)})
        return
    if decision.effect != example.effect:
        words = gettext_noop("Contoh ini diputus “%(got)s” oleh %(rules)s, bukan “%(want)s”.")
        yield Fault((*at, "effect"), words, _told(example, decision))
    elif example.rule and example.rule not in {rule.id for rule in decision.rules}:
        words = gettext_noop("Contoh ini diputus oleh %(rules)s, bukan oleh aturan yang disebut.")
        yield Fault((*at, "rule"), words, _told(example, decision))


def _told(example: Example, decision: Decision) -> dict[str, object]:
    return {
        "got": Terms((EFFECTS[decision.effect],)),
        "want": Terms((EFFECTS[example.effect],)),
        "rules": ", ".join(rule.id for rule in decision.rules) or "–",
    }


def values_of(raw: Mapping[str, Any]) -> dict[str, Value | None]:
    """Return facts as read from JSON or YAML, with lists as sets.

    Raises
    ------
    PolicyError
        A list holds something that is no code.
    """
    return {name: _value(name, value) for name, value in raw.items()}


def _value(name: str, value: Any) -> Value | None:
    if isinstance(value, list):
        if not all(isinstance(code, str) for code in value):
            message = f"Isi fakta '{name}' tidak dikenal: {value!r}."
            raise PolicyError(message)
        return frozenset(value)
    if value is None or isinstance(value, (str, bool)):
        return value
    if name not in FACTS:
        message = f"Fakta '{name}' tidak dikenal; pilih {', '.join(FACTS)}."
        raise PolicyError(message)
    message = f"Isi fakta '{name}' tidak dikenal: {value!r}."
    raise PolicyError(message)
