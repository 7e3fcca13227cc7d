"""Reading the files as they were last made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from pendopo.kernel.time import from_iso

CSV, ZIPPED, PARQUET, STAMP = "laporan.csv", "laporan.csv.gz", "laporan.parquet", "laporan.json"


@dataclass(frozen=True)
class Edition:
    """One making of the files."""

    folder: Path
    made_at: datetime
    n_rows: int
    digests: dict[str, str]
    sizes: dict[str, int]

    def path(self, name: str) -> Path:
        """Return where one of the files lies."""
        return self.folder / name


def root() -> Path:
    """Return the folder of the editions."""
    return Path(settings.PENDOPO_HOME) / "open-data"


def current_edition() -> Edition | None:
    """Return the newest whole edition; None before the first was made."""
    for folder in sorted(root().glob("edisi-*"), reverse=True):
        stamp = folder / STAMP
        if stamp.exists():
            told = json.loads(stamp.read_text("utf-8"))
            made_at = from_iso(told["made_at"])
            return Edition(folder, made_at, told["n_rows"], told["digests"], told["sizes"])
    return None
