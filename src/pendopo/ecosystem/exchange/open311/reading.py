"""Reading what GeoReport servers answer, in either format, tolerantly where they differ.

Servers are seen to write codes as numbers, booleans as text, one row without its list, and
empty elements as empty text; all of these come out alike.
"""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

from pendopo.ecosystem.exchange.open311.writing import MEMBERS

Row = dict[str, Any]
_NUMBERS = {"lat": float, "long": float, "order": int}
_FLAGS = {"metadata", "variable", "required"}
_LISTS = set(MEMBERS)
_NAMES = set(MEMBERS.values())
_DEEPEST = 12


class Unreadable(ValueError):
    """The answer is neither of the formats, or of another shape."""


def read_json(content: bytes) -> list[Row]:
    """Return the rows of a JSON answer; an object is a list of one.

    Raises
    ------
    Unreadable
    """
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    rows = told if isinstance(told, list) else [told]
    if not all(isinstance(row, dict) for row in rows):
        raise Unreadable("rows are no objects")
    return [_tidy_row(row) for row in rows]


def read_xml(content: bytes) -> list[Row]:
    """Return the rows of an XML answer.

    Raises
    ------
    Unreadable
        No XML, of another shape, or with a document type: entities may unfold without end.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("document types are not read")
    try:
        root = ET.fromstring(content)  # noqa: S314 -- without document types nothing unfolds
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable(str(error)) from error
    if root.tag in {"service_definition", "discovery"}:
        return [_tidy_row(_of_element(root, 0))]
    return [_tidy_row(_of_element(member, 0)) for member in root]


def _of_element(element: ET.Element, depth: int) -> Any:
    if depth > _DEEPEST:
        raise Unreadable("too deep")
    children = list(element)
    if not children:
        return [] if element.tag in _LISTS and not (element.text or "").strip() else element.text
    if element.tag in _LISTS or all(child.tag in _NAMES for child in children):
        return [_of_element(child, depth + 1) for child in children]
    return {child.tag: _of_element(child, depth + 1) for child in children}


def _tidy_row(row: Row) -> Row:
    if not isinstance(row, dict):
        raise Unreadable("a row is no object")
    return {name: _tidy(name, value) for name, value in row.items()}


def _tidy(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _tidy_row(value)
    if isinstance(value, list):
        return [_tidy_row(each) if isinstance(each, dict) else each for each in value]
    return None if value is None or value == "" else _plain(name, value)


def _plain(name: str, value: Any) -> Any:
    if name in _FLAGS:
        return value is True or str(value).casefold() == "true"
    if name in _NUMBERS:
        try:
            return _NUMBERS[name](value)
        except (TypeError, ValueError):
            return None
    return str(value)
