"""``pendopo rotate-keys``: seal encrypted columns anew with the newest field key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from pendopo.foundation.people import rotation


class Command(BaseCommand):
    help = "Menyegel ulang kolom tersandi dengan kunci terbaru; aman dihentikan dan diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how much to do at once, and whether to do it."""
        parser.add_argument("--dry-run", action="store_true", help="hanya menghitung")
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="baris sekaligus")

    def handle(self, *args: Any, dry_run: bool, batch: int, **options: Any) -> None:
        """Go through every table with encrypted columns and say what was done."""
        n_values = 0
        for model in rotation.sealed_tables():
            n_values += self._table(model, dry_run=dry_run, batch=batch)
        step = rotation.rotate_second_factors(dry_run=dry_run)
        self.stdout.write(f"mfa.Authenticator: {step.n_rows} baris, {step.n_values} nilai.")
        verb = "perlu disegel ulang" if dry_run else "disegel ulang"
        self.stdout.write(f"{n_values + step.n_values} nilai {verb}.")

    def _table(self, model: Any, *, dry_run: bool, batch: int) -> int:
        n_rows = n_values = 0
        label = model._meta.label  # noqa: SLF001 -- Django's documented interface to a model
        # A bar where someone watches; in a log only the lines below.
        with tqdm(total=model.objects.count(), desc=label, unit=" baris", disable=None) as bar:
            for step in rotation.rotate_table(model, dry_run=dry_run, batch=batch):
                bar.update(step.n_rows)
                n_rows, n_values = n_rows + step.n_rows, n_values + step.n_values
        self.stdout.write(f"{label}: {n_rows} baris, {n_values} nilai.")
        return n_values
