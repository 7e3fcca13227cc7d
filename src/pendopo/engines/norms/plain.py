"""Texts as plain values for JSON, exact: ids, references, kept numbers and retired ids included."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import Kind, may_hold
from pendopo.engines.norms.tree import Document, Node, Ref

FORMAT = "pendopo-norms-1"
_MAX_DEPTH = 20


def to_plain(document: Document) -> dict[str, Any]:
    """Return the text as dicts and lists; what is empty is left out."""
    return {
        "format": FORMAT,
        "promulgated": document.promulgated,
        "retired": sorted(document.retired),
        "root": _node(document.root),
    }


def _node(node: Node) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": node.kind.value}
    optional = {"id": node.id, "text": node.text, "number": node.number, "about": node.about}
    said |= {key: value for key, value in optional.items() if value}
    if node.repealed:
        said["repealed"] = True
    if node.refs:
        said["refs"] = [
            [ref.start, ref.end, ref.target, ref.top.value, ref.chained] for ref in node.refs
        ]
    if node.children:
        said["children"] = [_node(child) for child in node.children]
    return said


def parts_to_plain(parts: Sequence[Node]) -> list[dict[str, Any]]:
    """Return parts that are to be inserted as plain values."""
    return [_node(part) for part in parts]


def parts_from_plain(plain: Any) -> tuple[Node, ...]:
    """Read what ``parts_to_plain`` wrote; ``check`` tells whether they fit a text.

    Raises
    ------
    NormError
    """
    try:
        return tuple(_read(part, 0) for part in plain)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, NormError):
            raise
        message = "Susunan sisipan dalam JSON tidak lengkap atau keliru."
        raise NormError(message) from None


def to_json(document: Document) -> str:
    """Return the text as JSON."""
    return json.dumps(to_plain(document), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Document:
    """Read what ``to_json`` wrote.

    Raises
    ------
    NormError
        Not JSON, not this format, or not a well-formed tree.
    """
    try:
        return from_plain(json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        message = "Berkas ini bukan JSON."
        raise NormError(message) from None


def from_plain(plain: Any) -> Document:
    """Read what ``to_plain`` wrote.

    Raises
    ------
    NormError
    """
    try:
        if plain["format"] != FORMAT:
            message = f"Format naskah bukan {FORMAT}."
            raise NormError(message)
        root = _read(plain["root"], 0)
        document = Document(root, plain["promulgated"] is True, frozenset(plain["retired"]))
        if root.kind != Kind.ROOT:
            message = "Akar naskah bukan naskah."
            raise NormError(message)
        _check(document)
    except (AttributeError, KeyError, TypeError, IndexError, ValueError) as error:
        if isinstance(error, NormError):
            raise
        message = "Susunan naskah dalam JSON tidak lengkap atau keliru."
        raise NormError(message) from None
    return document


def _read(plain: dict[str, Any], depth: int) -> Node:
    if depth > _MAX_DEPTH:
        message = f"Naskah bersarang lebih dari {_MAX_DEPTH} tingkat."
        raise NormError(message)
    refs = tuple(
        Ref(int(start), int(end), str(target), Kind(top), bool(chained))
        for start, end, target, top, chained in plain.get("refs", ())
    )
    return Node(
        id=str(plain.get("id", "")),
        kind=Kind(plain["kind"]),
        text=str(plain.get("text", "")),
        children=tuple(_read(child, depth + 1) for child in plain.get("children", ())),
        refs=refs,
        number=str(plain.get("number", "")),
        about=str(plain.get("about", "")),
        repealed=plain.get("repealed") is True,
    )


def _check(document: Document) -> None:
    for node in document.nodes.values():
        if any(not may_hold(node.kind, child.kind) for child in node.children):
            message = f"Bagian '{node.id}' memuat bagian yang tidak boleh di dalamnya."
            raise NormError(message)
        ends = [0, *(at for ref in node.refs for at in (ref.start, ref.end)), len(node.text)]
        if ends != sorted(ends):
            message = f"Rujukan dalam bagian '{node.id}' keluar dari teksnya."
            raise NormError(message)
        if node.kind == Kind.NOTE:
            document.node(node.about)
