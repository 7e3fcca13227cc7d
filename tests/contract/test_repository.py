"""What must hold of the repository's files themselves."""

import io
import re
import subprocess
import tokenize
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parents[2]
LISTED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
FILES = [ROOT / name for name in LISTED.stdout.splitlines() if (ROOT / name).is_file()]
SOURCES = [path for path in FILES if path.suffix == ".py"]

# Put together from pieces, so that this file does not hold what it forbids.
MACHINE_PATH = re.compile(
    r"(?<![\w.~-])/(?:" + "|".join(["wo" + "rk", "ho" + "me", "ro" + "ot"]) + r")/\w"
)
REGISTRIES = [
    "py" + "pi",
    "pythonhos" + "ted",
    "np" + "mjs",
    "deb" + "ian",
    "proxy.gol" + "ang",
    "crates" + ".io",
]
REGISTRY_HOST = re.compile(
    r"https?://[a-z0-9.-]*(?:" + "|".join(map(re.escape, REGISTRIES)) + r")[a-z0-9.-]*"
)
VAGUE_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "base.py"}
BARE_SILENCER = re.compile(r"#\s*(?:noqa(?!:\s*[A-Z]+\d)|type:\s*ignore(?!\[))")


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in FILES
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def text_of(path: Path) -> str:
    """Text of a file; a picture or another binary file counts as empty."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def comments(path: Path) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text_of(path)).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def test_no_file_names_a_folder_of_somebodys_computer():
    assert lines_matching(MACHINE_PATH) == []


def test_no_file_names_a_package_registry():
    assert lines_matching(REGISTRY_HOST) == []


@pytest.mark.parametrize("name", ["runtime", "server", "dev", "benchmark"])
def test_requirements_are_pinned_by_hash_and_carry_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert "://" not in text
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_a_wider_set_of_requirements_holds_the_narrower_one():
    runtime, server, dev = (pins(name) for name in ["runtime", "server", "dev"])
    assert runtime < server < dev


def pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9][\w.\[\],-]*==[\w.+!]+)", text, re.MULTILINE))


def test_every_folder_of_data_says_where_it_comes_from():
    folders = {path.parent for path in FILES if path.is_relative_to(ROOT / "data")} - {
        ROOT / "data"
    }
    assert folders
    assert [
        str(folder.relative_to(ROOT))
        for folder in folders
        if not any(list(one.glob("SOURCE*")) for one in (folder, folder.parent))
    ] == []


def test_no_module_has_a_name_that_says_nothing():
    assert [str(path.relative_to(ROOT)) for path in SOURCES if path.name in VAGUE_NAMES] == []


def test_every_silenced_rule_is_named():
    silenced = [f"{path.relative_to(ROOT)}: {text}" for path in SOURCES for text in comments(path)]
    assert [line for line in silenced if BARE_SILENCER.search(line)] == []


def test_ci_runs_the_tests_as_the_readme_does():
    assert "make --no-print-directory sure" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(
        r"^sure:.*\btest\b", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_every_file_that_a_template_asks_for_is_there():
    asked = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in FILES
        if path.suffix == ".html"
        for name in re.findall(r"""{% static ['"]([^'"]+)['"]""", text_of(path))
    }
    assert len(asked) > 20
    assert sorted(pair for pair in asked if finders.find(pair[1]) is None) == []
