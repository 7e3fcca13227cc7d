"""``pendopo import-sp4n FILE``: takes in an admin export of SP4N-LAPOR!."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from pendopo.ecosystem.exchange.sp4n import Export, ExportUnreadable, Refusal, read_export
from pendopo.ecosystem.exchange.sp4n_import import ImportReport, import_rows


class Command(BaseCommand):
    help = "Memasukkan ekspor admin SP4N-LAPOR! (.xlsx): laporan dibuat atau diperbarui."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and whether only to look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="hanya membaca, tidak menulis")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Read the whole file first, so that a damaged one writes nothing."""
        try:
            export = read_export(file)
        except ExportUnreadable as error:
            raise CommandError(str(error)) from None
        if dry_run:
            self.stdout.write(f"{len(export.rows)} baris terbaca, {len(export.refused)} ditolak.")
            return
        report = self._import(export)
        self._tell(report, export)

    def _import(self, export: Export) -> ImportReport:
        with tqdm(total=len(export.rows), desc="Laporan", unit="", disable=None) as bar:
            return import_rows(export.rows, at=datetime.now(UTC), on_rows=bar.update)

    def _tell(self, report: ImportReport, export: Export) -> None:
        self.stdout.write(
            f"{report.created} dibuat, {report.updated} diperbarui, "
            f"{report.unchanged} tidak berubah, {len(export.refused)} ditolak."
        )
        if report.kept_local:
            self.stdout.write(
                f"{report.kept_local} laporan sudah dikerjakan di sini; statusnya dipertahankan."
            )
        if report.offices:
            self.stdout.write(f"{report.offices} perangkat daerah baru dicatat dari namanya.")
        for status, count in report.statuses.most_common():
            self.stdout.write(f"  {count:>6}  {status}")
        if export.refused:
            self.stdout.write(f"Baris yang ditolak: {self._write_refused(export.refused)}")

    def _write_refused(self, refused: tuple[Refusal, ...]) -> Path:
        folder = settings.PENDOPO_HOME / "imports"
        folder.mkdir(exist_ok=True)
        path: Path = folder / f"sp4n-ditolak-{datetime.now(UTC):%Y%m%d-%H%M%S}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["baris", "tracking_id", "kode", "alasan"])
            writer.writerows(
                (row.row_number, row.tracking_id or "", row.code, row.reason) for row in refused
            )
        return path
