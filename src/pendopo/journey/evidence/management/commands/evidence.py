"""``pendopo evidence refresh``: export facts and compute the indicators now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from pendopo.journey.evidence import selectors, services


class Command(BaseCommand):
    help = "Mengekspor fakta ke Parquet dan menghitung ulang semua indikator."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the one thing to do."""
        parser.add_argument("what", choices=["refresh"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh, with a progress bar over the days on a terminal."""
        with tqdm(desc="Ekspor fakta", unit=" hari", disable=None) as bar:

            def on_day(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            runs = services.refresh_evidence(at=datetime.now(UTC), on_day=on_day)
        for run in runs:
            total = selectors.latest_total(run.indicator)
            if total is not None:
                self.stdout.write(
                    f"{run.indicator}: {total.numerator} dari {total.denominator} "
                    f"({run.n_answers} jawaban tercatat, {run.n_facts} fakta sampai {run.cut_off:%Y-%m-%d %H.%M} UTC)."
                )
