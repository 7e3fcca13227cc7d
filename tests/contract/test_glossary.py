"""The glossary binds the names in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "pendopo"
GLOSSARY = ROOT / "docs" / "reference" / "glossary.md"
ROW = re.compile(r"^\| `(?P<word>\w+)` \| .+ \| (?P<kinds>[a-z ,]+) \|$", re.MULTILINE)
EVERYWHERE = {"modules", "classes", "functions", "public functions", "fields"}


class Name(NamedTuple):
    kind: str
    text: str
    where: str


def banned_words() -> dict[str, set[str]]:
    """Word → the kinds of names in which the glossary does not allow it."""
    _, _, table = GLOSSARY.read_text(encoding="utf-8").partition("## Banned in identifiers")
    found = {row["word"]: set(row["kinds"].split(", ")) for row in ROW.finditer(table)}
    return {word: EVERYWHERE if kinds == {"every name"} else kinds for word, kinds in found.items()}


def names_in(text: str, where: str) -> Iterator[Name]:
    tree = ast.parse(text)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield Name("public functions", node.name, f"{where}:{node.lineno}")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield Name("functions", node.name, f"{where}:{node.lineno}")
        elif isinstance(node, ast.ClassDef):
            yield Name("classes", node.name, f"{where}:{node.lineno}")
            yield from fields_of(node, where)


def fields_of(node: ast.ClassDef, where: str) -> Iterator[Name]:
    for line in node.body:
        if isinstance(line, ast.AnnAssign):
            targets = [line.target]
        else:
            targets = line.targets if isinstance(line, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Name):
                yield Name("fields", target.id, f"{where}:{line.lineno}")


def is_hit(word: str, name: str) -> bool:
    """Whether a name uses a word, alone or in the plural; ``word_`` only at the start."""
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    if word.endswith("_"):
        return plain.startswith(word)
    return bool(re.search(rf"(?:^|_){word}s?(?:_|$)", plain))


def hits(names: Iterator[Name], banned: dict[str, set[str]]) -> list[str]:
    return [
        f"{name.where}: {name.text} uses {word!r}"
        for name in names
        for word, kinds in banned.items()
        if name.kind in kinds and is_hit(word, name.text)
    ]


def names_of_the_program() -> Iterator[Name]:
    for path in sorted(SOURCE.rglob("*.py")):
        where = str(path.relative_to(ROOT))
        if "migrations" not in path.parts:
            yield Name("modules", path.parent.name if path.stem == "__init__" else path.stem, where)
            yield from names_in(path.read_text(encoding="utf-8"), where)


def test_no_name_uses_a_banned_synonym():
    assert hits(names_of_the_program(), banned_words()) == []


def test_the_glossary_bans_what_its_table_says():
    banned = banned_words()
    assert banned["ticket"] == EVERYWHERE
    assert banned["issue"] == {"modules", "classes", "fields"}
    assert banned["handle_"] == {"public functions"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class OpenTickets: pass", ["x:1: OpenTickets uses 'ticket'"]),
        ("def _close_ticket(): pass", ["x:1: _close_ticket uses 'ticket'"]),
        ("class Voice:\n    ticket: int = 0", ["x:2: ticket uses 'ticket'"]),
        ("def handle_case(): pass", ["x:1: handle_case uses 'handle_'"]),
        ("class Desk:\n    issue = 1", ["x:2: issue uses 'issue'"]),
        ("def issue_response(): pass\nclass Kind:\n    COMPLAINT = 1", []),
        ("class Command:\n    def handle(self): pass\nticketing = 1", []),
    ],
)
def test_a_banned_name_is_found_and_a_free_one_is_not(text, found):
    assert hits(names_in(text, "x"), banned_words()) == found


def test_every_word_of_the_glossary_is_listed_once():
    table = GLOSSARY.read_text(encoding="utf-8").partition("## Banned")[0]
    words = re.findall(r"^\| ([^|`]+) \| [^|]+ \| .*\|$", table, re.MULTILINE)
    singles = [word.strip() for cell in words for word in cell.split(",")]
    assert len(singles) > 40
    assert [word for word in set(singles) if singles.count(word) > 1] == []
