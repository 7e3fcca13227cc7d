"""Definitions written as YAML: read safely, with the line of every fault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pendopo.engines.written import read_text, write_text
from pendopo.journey.procedures.problems import Problem, problem_of, problems_of

__all__ = ["Reading", "read_yaml", "write_yaml"]
write_yaml = write_text


@dataclass(frozen=True)
class Reading:
    """What was read: the definition, or what is wrong with it."""

    raw: dict[str, Any]
    problems: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether the definition may be used."""
        return not self.problems


def read_yaml(text: str) -> Reading:
    """Return the definition in a YAML text, or its faults with their lines."""
    written = read_text(text)
    if written.faults:
        return Reading({}, tuple(map(problem_of, written.faults)))
    faults = problems_of(written.raw)
    marked = tuple(replace(fault, line=written.line_of(fault.at)) for fault in faults)
    return Reading(written.raw if isinstance(written.raw, dict) else {}, marked)
