"""Prepare an empty home: folders, translations, style sheet, tables, base data."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

FOLDERS = ("media", "evidence", "mail", "static", "secrets")


def prepare_installation() -> None:
    """Make whatever is missing in PENDOPO_HOME; cheap when nothing is."""
    for name in FOLDERS:
        (settings.PENDOPO_HOME / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone():
        compile_translations()
        _make_tables()
        collect_static()


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time prepare the home; the next finds everything made."""
    with (settings.PENDOPO_HOME / ".preparing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_tables() -> None:
    """Make tables and base data where there are none, or where making them was cut short."""
    unfinished = settings.PENDOPO_HOME / ".unfinished"
    if connection.introspection.table_names() and not unfinished.exists():
        return
    unfinished.touch()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_law", verbosity=0)
    unfinished.unlink()


def compile_translations() -> None:
    """Write each stale catalogue into the home, without needing GNU gettext."""
    for source in (settings.PROJECT_ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        target = _compiled(source)
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            import polib  # noqa: PLC0415 -- slow to import, seldom needed

            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_suffix(".new")
            polib.pofile(str(source)).save_as_mofile(str(beside))
            beside.replace(target)


def _compiled(source: Path) -> Path:
    language = source.parent.parent.name
    folder: Path = settings.LOCALE_PATHS[0]
    return folder / language / "LC_MESSAGES" / f"{source.stem}.mo"


def collect_static() -> None:
    """Collect hashed, compressed static files when a source is newer than the manifest."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    made = manifest.stat().st_mtime if manifest.exists() else 0.0
    sources = settings.SOURCE_ROOT.glob("**/static/**/*")
    if made == 0.0 or any(path.stat().st_mtime > made for path in sources):
        call_command("collectstatic", verbosity=0, interactive=False)
