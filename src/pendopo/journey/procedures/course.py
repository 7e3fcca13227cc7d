"""The way a procedure lets a case go: which steps casework can take, and which it may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pendopo.journey.procedures.definition import Raw, Step, read_step
from pendopo.journey.procedures.types import ProcedureKind

AUTHOR = "author"
BEGINNING = "received"
ENDS = frozenset({"closed", "archived"})


@dataclass(frozen=True)
class Ability:
    """What casework can do at a step: from where, to where (empty: it stays), on what terms."""

    from_states: frozenset[str]
    to_state: str = ""
    guards: frozenset[str] = frozenset()
    is_authors: bool = False


def _able(
    from_states: str, to_state: str = "", guards: str = "", *, is_authors: bool = False
) -> Ability:
    return Ability(
        frozenset(from_states.split()), to_state, frozenset(guards.split()), is_authors=is_authors
    )


# The steps a procedure may declare. It narrows them; it cannot widen what a step does.
ABILITIES: Mapping[str, Ability] = {
    "verify": _able("received", "assigned", "class office topic complete_documents"),
    "ask": _able("assigned", "waiting", "text"),
    "extend": _able("assigned", "assigned", "reason"),
    "answer": _able("assigned waiting", "answered", "outcome text reason proof_or_reason"),
    "close": _able("answered", "closed"),
    "archive": _able("received assigned waiting", "archived", "reason text"),
    "decide_objection": _able("objected", "answered", "outcome text reason"),
    "reply": _able("waiting assigned answered", "assigned", "text", is_authors=True),
    "accept": _able("answered", "closed", is_authors=True),
    "reopen": _able("answered closed", "assigned", "text within_window", is_authors=True),
    "object": _able(
        "assigned waiting answered closed",
        "objected",
        "ground text within_window",
        is_authors=True,
    ),
    "dispute": _able("objected answered closed", "", "within_window", is_authors=True),
    "withdraw": _able("received assigned waiting objected", "archived", is_authors=True),
}
# Every case has it, whatever its procedure says; a definition may only name it.
ASSIGN = "assign"
_ANYWHERE = frozenset({"verifier", "officer"})
# Who else reads cases of a kind before an office has them, and may therefore take steps.
NAMED_ACTORS: Mapping[str, frozenset[str]] = {
    ProcedureKind.INFORMATION.value: frozenset({"ppid", "superior"}),
    ProcedureKind.INTEGRITY.value: frozenset({"inspector"}),
}


def actors_for(step: str, kind: str) -> frozenset[str]:
    """Return who can take a step on cases of a kind: whoever may read them then."""
    ability = ABILITIES[step]
    if ability.is_authors:
        return frozenset({AUTHOR})
    named = _ANYWHERE | NAMED_ACTORS.get(kind, frozenset())
    return named if BEGINNING in ability.from_states else named | {"head"}


def leads_to(step: str, state: str) -> str:
    """Return the state after a step; a word of the author moves only a case that waits for it."""
    stays = step == "reply" and state != "waiting"
    return state if stays else ABILITIES[step].to_state or state


def is_sound(step: Step, kind: str) -> bool:
    """Return whether casework can do what a declared step says."""
    ability = ABILITIES.get(step.code)
    return (
        ability is not None
        and step.actor in actors_for(step.code, kind)
        and step.to_state in ("", ability.to_state)
    )


@dataclass(frozen=True)
class Course:
    """What may be done under one version, by code of the step.

    Of an older version, from before casework kept to it, a step that says what casework
    cannot do is not taken at all; nothing else is done in its place.
    """

    kind: str = ""
    case_class: str = ""
    steps: Mapping[str, Step] = field(default_factory=dict)
    grounds: tuple[str, ...] = ()
    office: str = ""
    clocks: frozenset[str] | None = None

    def names(self, clock: str) -> bool:
        """Return whether the procedure tells of a limit; unknown of a version from before."""
        return self.clocks is None or clock in self.clocks

    def allows(self, step: str, state: str) -> bool:
        """Return whether a step may follow a state."""
        declared = self.steps.get(step)
        return (
            declared is not None
            and state in declared.from_states
            and state in ABILITIES[step].from_states
        )

    def actor(self, step: str) -> str:
        """Return who takes a step; empty if nobody does."""
        return self.steps[step].actor if step in self.steps else ""

    def requires(self, step: str, guard: str) -> bool:
        """Return whether a step asks for something."""
        return step in self.steps and guard in self.steps[step].requires

    @property
    def named(self) -> frozenset[str]:
        """Return who is named beside its author, its verifier and its office."""
        return frozenset(
            step.actor
            for step in self.steps.values()
            if step.actor in NAMED_ACTORS.get(self.kind, frozenset())
        )


_KEPT = ("code", "label", "actor", "from", "to", "requires")


def course_row(raw: Raw) -> dict[str, Any]:
    """Return what casework asks of a definition at every step, as plain values."""
    return {
        "kind": raw["kind"],
        "case_class": raw.get("case_class", ""),
        "office": raw.get("owner", {}).get("office", ""),
        "steps": [{name: row[name] for name in _KEPT if name in row} for row in raw["steps"]],
        "grounds": [row["code"] for row in raw.get("objection_grounds", ())],
        "clocks": sorted({row["clock"] for row in raw.get("clocks", ())}),
    }


def read_course(row: Raw) -> Course | None:
    """Return the course in a row; None where nothing was written down yet."""
    if not row:
        return None
    steps = [read_step(each) for each in row["steps"]]
    return Course(
        kind=row["kind"],
        case_class=row["case_class"],
        steps={step.code: step for step in steps if is_sound(step, row["kind"])},
        grounds=tuple(row["grounds"]),
        office=row.get("office", ""),
        clocks=frozenset(row["clocks"]) if "clocks" in row else None,
    )
