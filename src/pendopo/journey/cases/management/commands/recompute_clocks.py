"""``pendopo recompute_clocks``: limits of open cases after a holiday was decreed or moved."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from pendopo.journey.cases import services


class Command(BaseCommand):
    help = (
        "Menghitung ulang batas waktu laporan yang masih terbuka setelah daftar hari libur berubah."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to write."""
        parser.add_argument(
            "--dry-run", action="store_true", help="hanya menghitung, tanpa menulis"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute batch by batch and say how many limits moved."""
        is_dry, is_quiet = options["dry_run"], options["verbosity"] == 0
        total = services.n_open_cases()
        with tqdm(total=total, desc="Laporan", unit="", disable=is_quiet or None) as bar:
            done = services.recompute_open_clocks(
                at=timezone.now(), is_dry=is_dry, on_batch=bar.update
            )
        if not is_quiet:
            words = "akan bergeser" if is_dry else "bergeser"
            self.stdout.write(f"{done.n_moved} {words}, {done.n_unchanged} tetap.")
