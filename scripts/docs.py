"""Write the reference pages that can be derived from the program, or check that they are current.

Usage: .venv/bin/python scripts/docs.py write|check
"""

# ruff: noqa: PLC0415 -- Django must be set up before anything of the program is imported

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
HEAD = "<!-- Written by scripts/docs.py; change the program, then run it again. -->\n\n"
# Options that Django gives every command.
COMMON_OPTIONS = {
    "help", "version", "verbosity", "settings", "pythonpath", "traceback",
    "no_color", "force_color", "skip_checks",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Write the pages, or name those that are not current."""
    if arguments not in (["write"], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as home:
        start_program(home)
        wanted = {path: render() for path, render in PAGES.items()}
    if arguments == ["write"]:
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = stale_pages(wanted)
    for path in stale:
        print(f"not current: {path.relative_to(ROOT)}; run: .venv/bin/python scripts/docs.py write")
    return 1 if stale else 0


def start_program(home: str) -> None:
    """Load the program with default settings and an empty home."""
    for name in [name for name in os.environ if name.startswith("PENDOPO_")]:
        del os.environ[name]
    os.environ |= {"PENDOPO_HOME": home, "DJANGO_SETTINGS_MODULE": "pendopo.config.settings"}
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()


def stale_pages(wanted: dict[Path, str]) -> list[Path]:
    """Return the pages whose file differs from what the program says."""
    return [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; bars inside cells are escaped."""
    lines = [list(columns), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def code(text: str) -> str:
    """Return the text as inline code; nothing stays nothing."""
    return f"`{text}`" if text else ""


def first_line(documented: Any) -> str:
    """Return the first sentence of a docstring."""
    return (documented.__doc__ or "").strip().partition("\n")[0].replace("``", "`")


def settings_page() -> str:
    """Return the table of settings."""
    from pendopo.config.env import SETTINGS

    rows = ((code(each.name), code(each.default), each.meaning) for each in SETTINGS)
    return (
        f"{HEAD}# Settings\n\nRead from the environment, then from `pendopo.env` in the folder that "
        "`PENDOPO_HOME` names (so `PENDOPO_HOME` itself belongs into the environment). "
        "`dotenv-sample` at the top of the repository lists the same names.\n\n"
        + table(("name", "default", "meaning"), rows)
    )


def dotenv_sample() -> str:
    """Return a file to copy to PENDOPO_HOME/pendopo.env, everything at its default."""
    from pendopo.config.env import SETTINGS

    shown = (each for each in SETTINGS if each.name != "PENDOPO_TEST")
    entries = (f"\n# {each.meaning}\n#{each.name}={each.default}\n" for each in shown)
    return "# Copy to PENDOPO_HOME/pendopo.env and take the # from what you change.\n" + "".join(
        entries
    )


def commands_page() -> str:
    """Return every command of this program with its arguments."""
    from django.core.management import get_commands, load_command_class

    names = sorted(name for name, app in get_commands().items() if app.startswith("pendopo."))
    parts = [command_part(name, load_command_class(get_commands()[name], name)) for name in names]
    return (
        f"{HEAD}# Commands\n\nThe program is one command, `pendopo` (in a checkout: "
        "`.venv/bin/pendopo`). Texts are shown as the program says them. Django's own commands "
        "(`migrate`, `shell`, `dbshell`, …) are there too; `pendopo help` lists them.\n\n"
        + "\n".join(parts)
    )


def command_part(name: str, command: Any) -> str:
    """Return one command's section."""
    shown = name.replace("_", "-")
    parser = command.create_parser("pendopo", name)
    # argparse has no public way to list them.
    options = parser._actions  # noqa: SLF001
    own = [action for action in options if action.dest not in COMMON_OPTIONS]
    text = f"## pendopo {shown}\n\n{command.help}\n"
    return (
        f"{text}\n{table(('argument', 'default', 'meaning'), map(argument_row, own))}"
        if own
        else text
    )


def argument_row(action: argparse.Action) -> tuple[str, str, str]:
    """Return one argument: how it is written, its default, its meaning."""
    written = action.option_strings[-1] if action.option_strings else action.dest.upper()
    if action.choices is not None:
        written = f"{written if action.option_strings else ''} {'|'.join(map(str, action.choices))}"
    is_plain = isinstance(action.default, str | int | float) and not isinstance(
        action.default, bool
    )
    default = str(action.default) if is_plain else ""
    return code(written.strip()), code(default), action.help or ""


def facts_page() -> str:
    """Return every fact by room."""
    from django.conf import settings

    from pendopo.kernel.events import fact_types

    for app in settings.INSTALLED_APPS:
        if app.startswith("pendopo.") and find_spec(f"{app}.events"):
            importlib.import_module(f"{app}.events")
    by_room: dict[str, list[Any]] = {}
    for fact in fact_types().values():
        # Only what is told in the program; tests make facts of their own.
        if fact.SUBJECT and fact.__module__.startswith("pendopo.") and not fact.__subclasses__():
            by_room.setdefault(fact.__module__.split(".")[-2], []).append(fact)
    return (
        f"{HEAD}# Facts\n\nWhat the record holds. Every fact also carries `at` (UTC instant), `by` "
        "(salted reference, `system` or `anonymous`), its name and version. Fields are ids, codes, "
        "times and amounts; anything else is refused when the fact is made.\n\n"
        + "\n".join(room_part(room, facts) for room, facts in sorted(by_room.items()))
    )


def room_part(room: str, facts: list[Any]) -> str:
    """Return one room's facts."""
    rows = (
        (code(fact.__name__), str(fact.VERSION), first_line(fact), ", ".join(field_names(fact)))
        for fact in facts
    )
    return f"## {room}\n\n{table(('fact', 'version', 'it says', 'fields'), rows)}"


def field_names(fact: Any) -> Iterator[str]:
    """Name a fact's own fields with their types."""
    hints = get_type_hints(fact)
    for each in fields(fact):
        if each.name not in {"at", "by"}:
            hint = hints[each.name]
            kind = hint.__name__ if isinstance(hint, type) else str(hint).replace("uuid.", "")
            yield f"`{each.name}` {kind.replace('datetime.', '')}"


def routes_page() -> str:
    """Return every address, its name, and who may open it."""
    from django.urls import get_resolver

    rows = sorted(routes(get_resolver().url_patterns))
    return (
        f"{HEAD}# Routes\n\nWho may open which page, as each view declares it. *staff* without roles "
        "is any position; staff pages also ask for the second factor, except those on which it is set "
        "up. Rules inside a page may be narrower: see [roles](roles.md).\n\n"
        + table(("path", "name", "who", "what"), rows)
    )


def routes(patterns: Iterable[Any], path: str = "/", space: str = "") -> Iterator[tuple[str, ...]]:
    """Walk the addresses below ``path``."""
    for each in patterns:
        here = f"{path}{each.pattern}"
        if hasattr(each, "url_patterns"):
            yield from routes(each.url_patterns, here, each.namespace or space)
        else:
            view, access = each.callback, getattr(each.callback, "access", None)
            name = f"{space}:{each.name}" if space else str(each.name)
            is_own = getattr(view, "__module__", "").startswith("pendopo.")
            yield code(here), code(name), who(access), first_line(view) if is_own else ""


def who(access: Any) -> str:
    """Return who an access declaration lets in."""
    if access is None:
        return "not declared"
    return f"{access.kind}: {', '.join(sorted(access.roles))}" if access.roles else str(access.kind)


PAGES: dict[Path, Callable[[], str]] = {
    REFERENCE / "settings.md": settings_page,
    REFERENCE / "commands.md": commands_page,
    REFERENCE / "facts.md": facts_page,
    REFERENCE / "routes.md": routes_page,
    ROOT / "dotenv-sample": dotenv_sample,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
