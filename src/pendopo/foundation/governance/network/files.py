"""The files of a decided plan: to look at, to compare with the plan before, to take away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import unified_diff

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.engines.network import read_plan, render
from pendopo.foundation.governance.models import NetworkPlan
from pendopo.foundation.governance.network.errors import NetworkRowNotFound
from pendopo.foundation.governance.selectors import day_of
from pendopo.kernel.calendars import usual_calendar
from pendopo.kernel.difference import Change, Comparison
from pendopo.kernel.numbers import number_in_force

# The oldest moment that a ZIP can tell: the archive of the same files is the same.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN, _RUNNABLE = 0o100644 << 16, 0o100755 << 16


@dataclass(frozen=True)
class Line:
    """A line of a comparison: added, removed, or as it was."""

    kind: str
    text: str


def files_of(plan: NetworkPlan, *, at: datetime) -> Mapping[str, str]:
    """Return a plan's files, with a schedule from today by the calendar as it is now.

    Raises
    ------
    NoNumber
        How far the schedule reaches is in no rule.
    """
    today = day_of(at)
    last = today + timedelta(days=number_in_force("network.schedule_days", at=at) - 1)
    return render(read_plan(plan.definition), usual_calendar(at=at), today, last)


def file_of(files: Mapping[str, str], path: str) -> str:
    """Return one file.

    Raises
    ------
    NetworkRowNotFound
    """
    if path not in files:
        raise NetworkRowNotFound(_("Berkas ini tidak ada dalam rencana."))
    return files[path]


def packed(files: Mapping[str, str]) -> bytes:
    """Return files as a ZIP, the same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(f"pendopo-jaringan/{path}", _NO_TIME)
            entry.external_attr = _RUNNABLE if path.endswith(".sh") else _PLAIN
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return held.getvalue()


def compared(before: str, after: str) -> list[Line]:
    """Return what changed between two texts of a file, with a little around it."""
    rows = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    return [_line(row) for row in rows]


def _line(row: str) -> Line:
    kind = {"+": "added", "-": "removed", "@": "place"}.get(row[:1], "same")
    return Line(kind, row)


def plan_changes(before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    """Return what changed between two definitions, part by part."""
    return Comparison(_named, _key).changes(before, after)


def _key(row: Mapping[str, object]) -> str:
    if "window" in row:
        return f"{row['window']} {row['category']}"
    return str(row.get("code", ""))


def _named(name: str, above: tuple[str, ...]) -> str:
    return name if above else str(_PARTS.get(name, name))


_PARTS = {
    "offices": gettext_lazy("perangkat daerah"),
    "categories": gettext_lazy("jenis situs"),
    "groups": gettext_lazy("kelompok"),
    "closings": gettext_lazy("penutupan"),
    "privacy": gettext_lazy("batas laporan"),
}


def names(files: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return paths by their folder, those at the top first."""
    folders: dict[str, list[str]] = {}
    for path in files:
        folder, _sep, _name = path.rpartition("/")
        folders.setdefault(folder, []).append(path)
    return sorted(folders.items())
