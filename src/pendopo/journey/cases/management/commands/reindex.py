"""``pendopo reindex``: enter every case into the search anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from pendopo.journey.cases import search
from pendopo.journey.cases.models import Case


class Command(BaseCommand):
    """Enter cases into the search, all of them or those that are missing."""

    help = "Enter every case into the search anew; needed after PENDOPO_INDEX_KEY changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say that only missing ones are wanted."""
        parser.add_argument("--missing", action="store_true", help="only cases not entered yet")

    def handle(self, *_args: Any, missing: bool = False, **_options: Any) -> None:
        """Enter, with progress on screen, and say how many."""
        if missing:
            n_cases = search.enter_missing(most=Case.objects.count())
        else:
            with tqdm(total=Case.objects.count(), desc="Indeks pencarian", unit="") as bar:
                n_cases = search.enter_all(on_batch=bar.update)
        search.tidy()
        self.stdout.write(f"{n_cases} laporan masuk ke indeks pencarian.")
