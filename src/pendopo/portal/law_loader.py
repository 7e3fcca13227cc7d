"""Dated law from ``data/`` becomes rows: closed days, clock policies, numbers, regions."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from pendopo.engines.clock import load_policies
from pendopo.foundation.governance.loading import load_missing as load_policies_missing
from pendopo.foundation.governance.network.loading import load_sites
from pendopo.foundation.governance.personal_data.documents import load_shipped
from pendopo.journey.cases.escalation.loading import load_ladder
from pendopo.journey.cases.services import add_calendar_rules, add_policies, add_procedure_policies
from pendopo.journey.clarification.loading import load_priorities
from pendopo.journey.procedures.selectors import running_versions
from pendopo.journey.procedures.services import load_missing
from pendopo.kernel.models import ClosedDay, Region, RuleNumber, ShippedFile

REGION_DECREE = "Kepmendagri 300.2.2-2430/2025"
REGION_SINCE = date(2025, 6, 23)
_LAW = (
    "calendars/*.yaml",
    "clocks/*.yaml",
    "policies/*.yaml",
    "policies/network/*.yaml",
    "procedures/*.yaml",
    "rules/*.yaml",
    "personal_data/*.yaml",
    "regions/wilayah.csv.gz",
)


@transaction.atomic
def load_law(data: Path | None = None) -> dict[str, int]:
    """Load what is missing; returns the number of rows added by name."""
    root = data or settings.DATA_ROOT
    counts = {
        "hari libur": load_closed_days(root / "calendars" / "id_national.yaml"),
        "jam kerja": add_calendar_rules(root / "calendars" / "id_hours.yaml"),
        "batas waktu": add_policies(load_policies(root / "clocks" / "complaints.yaml"))
        + add_policies(load_policies(root / "clocks" / "services.yaml")),
        "prosedur": load_missing(root / "procedures"),
        "batas waktu prosedur": sum(map(add_procedure_policies, running_versions())),
        "angka aturan": load_numbers(root / "rules"),
        "kebijakan informasi": load_policies_missing(root / "policies"),
        "situs menurut jenis": load_sites(root / "policies" / "network" / "sites.yaml"),
        "naskah data pribadi": load_shipped(root / "personal_data"),
        "prioritas klarifikasi": load_priorities(root / "rules" / "clarification.yaml"),
        "tangga eskalasi": load_ladder(root / "rules" / "escalation.yaml"),
        "wilayah": load_regions(root / "regions" / "wilayah.csv.gz", settings.PENDOPO_REGION),
    }
    _note_loaded(root)
    return counts


def waiting_files(data: Path | None = None) -> list[str]:
    """Return the files of shipped law that came or changed since the law was last loaded."""
    known = dict(ShippedFile.objects.values_list("path", "digest"))
    digests = _digests(data or settings.DATA_ROOT)
    return [path for path, digest in digests.items() if known.get(path) != digest]


def _note_loaded(root: Path) -> None:
    ShippedFile.objects.all().delete()
    ShippedFile.objects.bulk_create(
        ShippedFile(path=path, digest=digest) for path, digest in _digests(root).items()
    )


def _digests(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of shipped law, by its path below the data folder."""
    found = {}
    for path in sorted(path for pattern in _LAW for path in root.glob(pattern)):
        digest = hashlib.sha256(path.read_bytes())
        if path.parent.name == "regions":
            # Whose villages are loaded is a setting.
            digest.update(settings.PENDOPO_REGION.encode())
        found[path.relative_to(root).as_posix()] = digest.hexdigest()
    return found


def load_closed_days(path: Path) -> int:
    """Add the closed days of a calendar file that are not there yet."""
    with path.open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)["days"]
    before = ClosedDay.objects.count()
    ClosedDay.objects.bulk_create(
        (
            ClosedDay(
                date=row["date"],
                kind=row["kind"],
                name=row["name"],
                legal_basis=row["legal_basis"] or "",
                confidence=row["confidence"],
                source=row["source"],
                valid_from=row["valid_from"],
                valid_to=row.get("valid_to"),
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )
    return ClosedDay.objects.count() - before


def numbers_of(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the columns of each number in the files of a folder."""
    for path in sorted(folder.glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            rows: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)["rules"]
        for row in rows:
            yield {"explanation": row.pop("explanation_id"), **row}


def load_numbers(folder: Path) -> int:
    """Add the numbers of rules that are not there yet; an office's own rows stay."""
    before = RuleNumber.objects.count()
    rows = [RuleNumber(**row) for row in numbers_of(folder)]
    RuleNumber.objects.bulk_create(rows, ignore_conflicts=True)
    return RuleNumber.objects.count() - before


def load_regions(path: Path, regency: str) -> int:
    """Add all provinces and regencies, and every district and village of ``regency``."""
    rows = list(_regions_of(path, regency))
    known = set(Region.objects.values_list("code", flat=True))
    fresh = [
        Region(
            code=row["code"],
            level=int(row["level"]),
            parent_id=row["parent_code"] or None,
            kind=row["kind"],
            name=row["name"],
            postal_code=row["postal_code"],
            decree=REGION_DECREE,
            valid_from=REGION_SINCE,
        )
        for row in rows
        if row["code"] not in known
    ]
    Region.objects.bulk_create(fresh, batch_size=1_000)
    return len(fresh)


def _regions_of(path: Path, regency: str) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        names = next(lines)
        code_at, level_at = names.index("code"), names.index("level")
        shallow = {str(level.value) for level in Region.Level if level <= Region.Level.REGENCY}
        below = f"{regency}."
        for values in lines:
            # Of some ninety thousand lines few are wanted: only those are given names.
            if values[level_at] in shallow or (regency and values[code_at].startswith(below)):
                yield dict(zip(names, values, strict=True))
