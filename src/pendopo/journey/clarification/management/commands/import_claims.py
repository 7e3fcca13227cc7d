"""``pendopo import-claims FILE``: takes in rumours that listening to public signals found."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pendopo.journey.clarification.listening import FileUnreadable, hear


class Command(BaseCommand):
    help = "Memasukkan kabar yang beredar dari CSV (text, seen_on, dan boleh seen_at, link, n)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Take in the file; the same row counts once, however often it is read."""
        try:
            heard = hear(file, at=datetime.now(UTC))
        except FileUnreadable as error:
            raise CommandError(error.message) from None
        self.stdout.write(
            f"{heard.n_new} kabar baru, {heard.n_joined} digabung, "
            f"{heard.n_known} sudah pernah masuk, {len(heard.refused)} ditolak."
        )
        for line, reason in heard.refused:
            self.stdout.write(f"  baris {line}: {reason}")
