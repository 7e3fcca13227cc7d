"""``pendopo import-open311 FILE``: takes in the requests a city publishes as CSV."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from pendopo.ecosystem.exchange.city_file import (
    FileUnreadable,
    Layout,
    LayoutWrong,
    Overview,
    Refusal,
    read_layout,
)
from pendopo.ecosystem.exchange.open311_import import Counts, import_file, look_at

_MOST_PROCESSES = 8
# Starting a process costs as much as storing this many rows.
_WORTH_A_PROCESS = 5_000


class Command(BaseCommand):
    help = "Memasukkan berkas permintaan layanan sebuah kota (CSV Open311): dibuat atau diperbarui."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, its layout, and whether only to look."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--layout",
            default="boston",
            help="nama tata letak di data/open311 atau berkas YAML sendiri (bawaan: boston)",
        )
        parser.add_argument(
            "--processes", type=int, default=0, help="banyaknya proses; 0 menurut mesin"
        )
        parser.add_argument("--dry-run", action="store_true", help="hanya membaca, tidak menulis")

    def handle(
        self, *args: Any, file: Path, layout: str, processes: int, dry_run: bool, **options: Any
    ) -> None:
        """Read the whole file first, so that a damaged one writes nothing."""
        at = datetime.now(UTC)
        try:
            columns = read_layout(_layout_file(layout))
            found = look_at(file, columns, at=at)
        except (LayoutWrong, FileUnreadable) as error:
            raise CommandError(str(error)) from None
        if dry_run:
            n_fit = found.n_rows - len(found.refused)
            self.stdout.write(f"{n_fit} baris terbaca, {len(found.refused)} ditolak.")
            return
        counts = self._import(file, columns, found, at, processes or _processes_for(found))
        self._tell(counts, found, columns)

    def _import(
        self, file: Path, layout: Layout, found: Overview, at: datetime, n_processes: int
    ) -> Counts:
        n_fit = found.n_rows - len(found.refused)
        with tqdm(total=n_fit, desc="Laporan", unit="", disable=None) as bar:
            return import_file(
                file, layout, found, at=at, n_processes=n_processes, on_rows=bar.update
            )

    def _tell(self, counts: Counts, found: Overview, layout: Layout) -> None:
        self.stdout.write(
            f"{counts.created} dibuat, {counts.updated} diperbarui, "
            f"{counts.unchanged} tidak berubah, {len(found.refused)} ditolak."
        )
        if counts.kept_local:
            self.stdout.write(
                f"{counts.kept_local} laporan sudah dikerjakan di sini; statusnya dipertahankan."
            )
        if found.refused:
            path = _write_refused(layout.system, found.refused)
            self.stdout.write(f"Baris yang ditolak: {path}")


def _layout_file(name: str) -> Path:
    shipped: Path = settings.DATA_ROOT / "open311" / f"{name}.yaml"
    return shipped if shipped.exists() else Path(name)


def _processes_for(found: Overview) -> int:
    enough = found.n_rows // _WORTH_A_PROCESS
    return max(1, min(os.cpu_count() or 1, enough, _MOST_PROCESSES))


def _write_refused(system: str, refused: list[Refusal]) -> Path:
    folder = settings.PENDOPO_HOME / "imports"
    folder.mkdir(exist_ok=True)
    path: Path = folder / f"{system}-ditolak-{datetime.now(UTC):%Y%m%d-%H%M%S}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["baris", "nomor", "alasan"])
        writer.writerows((one.line, one.number, one.reason) for one in refused)
    return path
