"""The documents agree with the program and with each other."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import resolve

from scripts import documents

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ADRS = sorted((DOCS / "adr").glob("[0-9]*.md"))
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
SMALL_PICTURE = 150_000


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_pages_written_from_the_program_are_current():
    environment = {key: value for key, value in os.environ.items() if "PENDOPO" not in key}
    command = [sys.executable, "-W", "ignore", "scripts/docs.py", "check"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_page_that_says_something_else_is_stale(tmp_path):
    from scripts import docs

    page = tmp_path / "page.md"
    assert docs.stale_pages({page: "new"}) == [page]
    page.write_text("old")
    assert docs.stale_pages({page: "new"}) == [page]
    page.write_text("new")
    assert docs.stale_pages({page: "new"}) == []


@pytest.mark.parametrize("readme", ["README.md", "README.id.md"])
def test_a_readme_names_the_two_commands_and_stays_short(readme):
    text = text_of(readme)
    assert "`make demo`" in text
    assert "`make test`" in text
    assert len(text.splitlines()) < 120


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_are_targets_of_the_makefile(target):
    assert re.search(rf"^{target}:", text_of("Makefile"), re.MULTILINE)


def test_every_link_and_picture_of_the_documents_exists():
    pages = [ROOT / "README.md", ROOT / "README.id.md", *DOCS.rglob("*.md")]
    broken = {str(page.relative_to(ROOT)): documents.broken_links(page) for page in pages}
    assert {page: links for page, links in broken.items() if links} == {}


def test_every_picture_is_used_and_small():
    pages = [ROOT / "README.md", ROOT / "README.id.md", *DOCS.rglob("*.md")]
    used = {
        (page.parent / name).resolve()
        for page in pages
        for name in IMAGE.findall(page.read_text(encoding="utf-8"))
    }
    kept = set((DOCS / "images").glob("*"))
    assert kept == used
    assert [path.name for path in kept if path.stat().st_size > SMALL_PICTURE] == []


def test_every_page_can_be_reached_from_the_contents():
    reached, waiting = set(), [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        waiting += [(page.parent / link).resolve() for link in links if ":" not in link]
    assert sorted(str(page.relative_to(ROOT)) for page in set(DOCS.rglob("*.md")) - reached) == []


def test_the_sample_names_every_setting_with_its_default():
    from pendopo.config.env import SETTINGS

    entries = re.findall(r"^#(PENDOPO_\w+)=(.*)$", text_of("dotenv-sample"), re.MULTILINE)
    wanted = [(each.name, each.default) for each in SETTINGS if each.name != "PENDOPO_TEST"]
    assert entries == wanted


def test_every_setting_the_program_asks_for_is_declared():
    from pendopo.config.env import SETTINGS

    asked = {
        name
        for path in (ROOT / "src" / "pendopo" / "config").glob("*.py")
        for name in re.findall(r"[a-z]+\(\"(PENDOPO_\w+)\"\)", path.read_text(encoding="utf-8"))
    }
    assert "PENDOPO_HTTPS" in asked
    assert asked == {each.name for each in SETTINGS}


def test_settings_named_in_the_documents_exist():
    from django.conf import settings

    from pendopo.config.env import SETTINGS

    known = {each.name for each in SETTINGS}
    pages = [ROOT / "README.md", ROOT / "README.id.md", *DOCS.rglob("*.md")]
    named = {
        name for page in pages for name in re.findall(r"PENDOPO_[A-Z_]+", page.read_text("utf-8"))
    }
    assert "PENDOPO_DATABASE_URL" in named
    assert [name for name in sorted(named - known) if not hasattr(settings, name)] == []


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_has_its_three_parts_on_one_screen(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert len(text.splitlines()) <= 40


def test_decisions_are_numbered_without_gaps_and_listed():
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", text_of("docs/adr/README.md"), re.MULTILINE)
    titles = [path.read_text(encoding="utf-8").partition("\n")[0] for path in ADRS]
    assert [f"# {number}. {title}" for number, title, _ in listed] == titles
    assert [name for _, _, name in listed] == [path.name for path in ADRS]
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))


def test_the_table_of_roles_names_every_role():
    from pendopo.foundation.people.types import ROLE_LABELS

    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]+) \|", text_of("docs/reference/roles.md"), re.MULTILINE
    )
    labels = {code: shown.strip() for code, shown in rows}
    assert set(labels) == {role.value for role in ROLE_LABELS}
    assert labels["verifier"] == "admin koordinator"


def test_the_page_of_data_names_every_folder():
    named = set(re.findall(r"^\| `data/(\w+)` \|", text_of("docs/reference/data.md"), re.MULTILINE))
    assert named == {path.name for path in (ROOT / "data").iterdir() if path.is_dir()}


def test_every_command_in_the_documents_is_a_command():
    from django.core.management import get_commands

    pages = [ROOT / "README.md", ROOT / "README.id.md", *DOCS.rglob("*.md")]
    code = [
        fence or inline
        for page in pages
        for fence, inline in CODE.findall(page.read_text(encoding="utf-8"))
    ]
    named = set(re.findall(r"(?:^|/)pendopo ([a-z][a-z0-9-]+)", "\n".join(code), re.MULTILINE))
    assert {"doctor", "import-sp4n", "ledger", "worker"} <= named
    assert [name for name in named if name.replace("-", "_") not in {"help", *get_commands()}] == []


def test_the_recipe_for_rules_names_pages_and_buttons_that_exist():
    page = text_of("docs/how-to/mengubah-hari-libur-dan-batas-waktu.md")
    addresses = set(re.findall(r"`(/petugas/aturan/[a-z/]*)`", page))
    assert len(addresses) == 6
    for address in addresses:
        assert resolve(address).app_name == "cases"
    room = ROOT / "src" / "pendopo" / "journey" / "cases"
    program = "".join(
        path.read_text(encoding="utf-8")
        for path in (
            *(room / "templates" / "cases" / "law").iterdir(),
            room / "law_forms.py",
            *(room / "views").glob("law*.py"),
        )
    )
    bold = [" ".join(name.split()) for name in re.findall(r"\*\*(.+?)\*\*", page, re.DOTALL)]
    assert {"Lihat akibatnya", "Simpan dan hitung ulang"} <= set(bold)
    assert [name for name in bold if name not in program] == []
