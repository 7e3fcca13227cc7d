"""YAML as people write it: read safely, with the line of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from pendopo.engines.written.faults import At, Fault, gettext_noop

MAX_CHARACTERS, MAX_DEPTH = 200_000, 100
# libyaml reads some ten times as fast; what it understands is the same.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TextLoader(_SafeLoader):  # type: ignore[misc]
    """Reads days as text, so that a text is the same in YAML and JSON."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UNREADABLE = gettext_noop("Naskah ini memuat tanda yang tidak dapat dibaca.")


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
        return _refused_sign(text) or _understood(text)
    except yaml.MarkedYAMLError as error:
        words = gettext_noop(
            "Susunan YAML tidak terbaca di sini. Periksa lekukan, tanda titik dua, dan kutip."
        )
        # Where a text breaks off, libyaml names the line behind its last.
        return _refused(words, min(_line(error.problem_mark), text.count("\n") + 1))
    except (yaml.YAMLError, ValueError, RecursionError):
        return _refused(_UNREADABLE)


def _refused_sign(text: str) -> Written | None:
    """Refuse, before anything is built of it, what could unfold or lead too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_TextLoader):
        # Repetition by reference could unfold a small text to gigabytes.
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            words = gettext_noop("Tanda & dan * tidak dipakai di sini.")
            return _refused(words, _line(event.start_mark))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        # libyaml would follow any depth until the stack of the process ends.
        if depth > MAX_DEPTH:
            return _refused(_UNREADABLE)
    return None


def _understood(text: str) -> Written:
    loader = _TextLoader(text)
    try:
        node = loader.get_single_node()
        # Lines first: making data of a node rearranges it.
        lines, repeated = dict(_lines(node, ())), tuple(_repeated(node, ()))
        return Written(loader.construct_document(node) if node else None, repeated, lines)
    finally:
        loader.dispose()


def write_text(raw: Mapping[str, Any]) -> str:
    """Return data as YAML for people to edit."""
    return yaml.safe_dump(dict(raw), allow_unicode=True, sort_keys=False, width=100)


def _refused(words: str, line: int = 0) -> Written:
    return Written(faults=(Fault((), words, line=line),))


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 0


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
