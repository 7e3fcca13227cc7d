"""YAML as people write it: read safely, with the line of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from pendopo.engines.written.faults import At, Fault, gettext_noop

MAX_CHARACTERS = 200_000


class _TextLoader(yaml.SafeLoader):
    """Reads days as text, so that a text is the same in YAML and JSON."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Written:
    """What a text says, the faults of its writing, and the line of each part."""

    raw: object = None
    faults: tuple[Fault, ...] = ()
    lines: Mapping[At, int] = field(default_factory=dict)

    def line_of(self, at: At) -> int:
        """Return the line of a part; what is missing is told at the part that lacks it."""
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, 1)


def read_text(text: str) -> Written:
    """Read a YAML text without references and without names written twice."""
    if len(text) > MAX_CHARACTERS:
        return _refused(gettext_noop("Naskah ini terlalu panjang: paling banyak 200.000 huruf."))
    try:
        # Repetition by reference could unfold a small text to gigabytes.
        for event in yaml.parse(text, Loader=_TextLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                words = gettext_noop("Tanda & dan * tidak dipakai di sini.")
                return _refused(words, event.start_mark)
        node = yaml.compose(text, Loader=_TextLoader)
        raw = yaml.load(text, Loader=_TextLoader)  # noqa: S506 -- derived from the safe loader
    except yaml.MarkedYAMLError as error:
        words = gettext_noop(
            "Susunan YAML tidak terbaca di sini. Periksa lekukan, tanda titik dua, dan kutip."
        )
        return _refused(words, error.problem_mark)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _refused(gettext_noop("Naskah ini memuat tanda yang tidak dapat dibaca."))
    return Written(raw, tuple(_repeated(node, ())), dict(_lines(node, ())))


def write_text(raw: Mapping[str, Any]) -> str:
    """Return data as YAML for people to edit."""
    return yaml.safe_dump(dict(raw), allow_unicode=True, sort_keys=False, width=100)


def _refused(words: str, mark: Any = None) -> Written:
    return Written(faults=(Fault((), words, line=mark.line + 1 if mark else 0),))


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


def _repeated(node: yaml.Node | None, at: At) -> Iterator[Fault]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                words = gettext_noop("“%(name)s” tertulis dua kali.")
                yield Fault((*at, name), words, {"name": name}, key.start_mark.line + 1)
            seen.add(name)
            yield from _repeated(value, (*at, name))
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            yield from _repeated(item, (*at, i))
