"""One document, two formats: XML, and the JSON that the Spark convention makes of it.

In JSON the plural wrapper disappears, an empty element becomes null, and one row stays a
list of one. Codes and ids are always text: GeoReport's own samples show numbers such as
001, which no JSON may carry.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

CONTENT_TYPES = {
    "xml": "text/xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
# Neither XML 1.0 nor a reader knows what to do with these.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# What one member of a list inside a row is called in XML.
MEMBERS = {
    "endpoints": "endpoint",
    "formats": "format",
    "attributes": "attribute",
    "values": "value",
    "notes": "note",
    "photos": "photo",
}


@dataclass(frozen=True)
class Document:
    """What is answered: one object, or rows of which each is a ``member`` of ``root``."""

    root: str
    member: str
    rows: list[dict[str, Any]]
    is_list: bool = True


def write(document: Document, wire: str) -> bytes:
    """Return the document in a format, ``xml`` or ``json``."""
    return _xml(document) if wire == "xml" else _json(document)


def _json(document: Document) -> bytes:
    told: Any = document.rows if document.is_list else document.rows[0]
    return json.dumps(_fit(told), ensure_ascii=False).encode("utf-8")


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return _UNFIT.sub("", value) or None
    if isinstance(value, dict):
        return {name: _fit(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_fit(inner) for inner in value]
    return value


def _xml(document: Document) -> bytes:
    if document.is_list:
        inner = "".join(_element(document.member, row) for row in document.rows)
        body = f"<{document.root}>{inner}</{document.root}>"
    else:
        body = _element(document.root, document.rows[0])
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _element(name: str, value: Any) -> str:
    inner = _inner(name, value)
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"


def _inner(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "".join(_element(each, inner) for each, inner in value.items())
    if isinstance(value, list):
        member = MEMBERS[name]
        return "".join(_element(member, inner) for inner in value)
    return escape(_UNFIT.sub("", str(value)))
