"""Definitions written as YAML: read safely, with the line of every fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from django.utils.translation import gettext as _

from pendopo.journey.procedures.problems import At, Problem, problems_of

MAX_CHARACTERS = 200_000


class _TextLoader(yaml.SafeLoader):
    """Reads days as text, so that a definition is the same in YAML and JSON."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
    if len(text) > MAX_CHARACTERS:
        return _refused(_("Naskah ini terlalu panjang: paling banyak 200.000 huruf."))
    try:
        # Repetition by reference could unfold a small text to gigabytes.
        for event in yaml.parse(text, Loader=_TextLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return _refused(_("Tanda & dan * tidak dipakai di sini."), event.start_mark)
        node = yaml.compose(text, Loader=_TextLoader)
        raw = yaml.load(text, Loader=_TextLoader)  # noqa: S506 -- derived from the safe loader
    except yaml.MarkedYAMLError as error:
        message = _(
            "Susunan YAML tidak terbaca di sini. Periksa lekukan, tanda titik dua, dan kutip."
        )
        return _refused(message, error.problem_mark)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _refused(_("Naskah ini memuat tanda yang tidak dapat dibaca."))
    twice = list(_repeated(node, ()))
    faults = twice or problems_of(raw)
    lines = dict(_lines(node, ()))
    marked = tuple(replace(fault, line=fault.line or _line(fault.at, lines)) for fault in faults)
    return Reading(raw if isinstance(raw, dict) else {}, marked)


def write_yaml(raw: dict[str, Any]) -> str:
    """Return a definition as YAML for people to edit."""
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=100)


def _refused(message: str, mark: Any = None) -> Reading:
    return Reading({}, (Problem((), message, mark.line + 1 if mark else 0),))


def _line(at: At, lines: dict[At, int]) -> int:
    # What is missing has no line of its own; then the part that lacks it.
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def _lines(node: yaml.Node | None, at: At) -> Iterator[tuple[At, int]]:
    if node is None:
        return
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*at, str(key.value))
            yield from _lines(value, here)
            yield here, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            yield from _lines(item, (*at, i))


def _repeated(node: yaml.Node | None, at: At) -> Iterator[Problem]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                message = _("“%(name)s” tertulis dua kali.") % {"name": name}
                yield Problem((*at, name), message, key.start_mark.line + 1)
            seen.add(name)
            yield from _repeated(value, (*at, name))
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            yield from _repeated(item, (*at, i))
