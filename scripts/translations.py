"""Collect the Indonesian texts of the program into the catalogues, or check that none is missing.

Usage: python scripts/translations.py collect|check

Needs no GNU gettext. Each folder of `locale/` is one language; Indonesian is the source and has none.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "pendopo"
FUNCTIONS = {
    "_": (),
    "gettext": (),
    "gettext_lazy": (),
    "gettext_noop": (),
    "ngettext": ("plural",),
    "ngettext_lazy": ("plural",),
    "pgettext": ("context",),
    "pgettext_lazy": ("context",),
    "npgettext": ("context", "plural"),
    "npgettext_lazy": ("context", "plural"),
}
LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL_IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


class Text(NamedTuple):
    """One text as a translator meets it."""

    msgid: str
    plural: str = ""
    context: str | None = None


def main(arguments: list[str]) -> int:
    """Bring the catalogues up to date, or say what is not."""
    if arguments not in (["collect"], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    texts = collected()
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
    if arguments == ["collect"]:
        for path in catalogues or [ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"]:
            update(path, texts)
        return 0
    problems = [line for path in catalogues for line in problems_of(path, texts)]
    print("\n".join(problems) or f"{len(texts)} texts, {len(catalogues)} catalogues")
    return 1 if problems else 0


def collected() -> dict[Text, list[str]]:
    """Every text with the files it stands in, in the order of the files."""
    found: dict[Text, list[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        for text in texts_of(path):
            places = found.setdefault(text, [])
            if name not in places:
                places.append(name)
    return found


def texts_of(path: Path) -> Iterator[Text]:
    """Texts of one file, whatever its kind."""
    if path.suffix == ".py":
        yield from texts_of_python(path)
    elif path.suffix in {".html", ".txt", ".svg"} and "templates" in path.parts:
        yield from texts_of_template(path)


def texts_of_python(path: Path) -> Iterator[Text]:
    """Texts given to a gettext function, by whatever name it is imported, as plain literals."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = FUNCTIONS | imported_functions(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if name in functions and words:
                roles = functions[name]
                yield as_text(roles, [word for word in words if isinstance(word, str)])


def imported_functions(tree: ast.AST) -> dict[str, tuple[str, ...]]:
    """Roles of the arguments of each gettext function under the name this file gives it."""
    return {
        name.asname or name.name: FUNCTIONS[name.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in FUNCTIONS
    }


def texts_of_template(path: Path) -> Iterator[Text]:
    """Texts of the translate tags and of constants marked for translation."""
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for name, literals in CALL_IN_TEMPLATE.findall(code):
        words = [ast.literal_eval(each) for each in re.findall(LITERAL, literals)]
        yield as_text(FUNCTIONS[name], words)


def as_text(roles: tuple[str, ...], words: list[str]) -> Text:
    """Give the arguments of a gettext function their meaning."""
    context = words.pop(0) if "context" in roles else None
    return Text(words[0], words[1] if "plural" in roles else "", context)


def key(entry: polib.POEntry) -> Text:
    """The text that a catalogue's entry translates."""
    return Text(entry.msgid, entry.msgid_plural or "", entry.msgctxt)


def update(path: Path, texts: dict[Text, list[str]]) -> None:
    """Write the catalogue anew, keeping every translation that still has its text."""
    old = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = {
        "Project-Id-Version": "Pendopo",
        "Language": path.parts[-3],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for text, places in texts.items():
        entry = old.get(text) or new_entry(text)
        entry.occurrences = [(place, "") for place in places]
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    print(
        f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} to translate"
    )


def new_entry(text: Text) -> polib.POEntry:
    """Entry that waits for its translation."""
    entry = polib.POEntry(msgid=text.msgid, msgctxt=text.context)
    if text.plural:
        entry.msgid_plural, entry.msgstr_plural = text.plural, {0: "", 1: ""}
    if "%(" in text.msgid + text.plural:
        entry.flags.append("python-format")
    return entry


def problems_of(path: Path, texts: dict[Text, list[str]]) -> Iterator[str]:
    """What a translator or a programmer still has to do, one line each."""
    name = path.relative_to(ROOT)
    entries = {key(entry): entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    yield from (
        f"{name}: run `make translations`, missing: {text.msgid!r}"
        for text in texts.keys() - entries.keys()
    )
    yield from (
        f"{name}: run `make translations`, unused: {text.msgid!r}"
        for text in entries.keys() - texts.keys()
    )
    for text, entry in entries.items():
        if not entry.translated() or entry.fuzzy:
            yield f"{name}: not translated: {text.msgid!r}"
        elif not keeps_placeholders(text, entry):
            yield f"{name}: names other placeholders than {text.msgid!r}"


def keeps_placeholders(text: Text, entry: polib.POEntry) -> bool:
    """Tell whether each translation names what the source names, so that no page fails on it."""
    expected = set(PLACEHOLDER.findall(text.msgid + text.plural))
    given = [
        set(PLACEHOLDER.findall(each))
        for each in [entry.msgstr, *entry.msgstr_plural.values()]
        if each
    ]
    return (
        all(each == expected for each in given)
        if not text.plural
        else all(each <= expected for each in given)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
