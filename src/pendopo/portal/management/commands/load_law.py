"""``pendopo load_law``: dated law and official codes from ``data/`` into editable rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from pendopo.portal import law_loader


class Command(BaseCommand):
    help = "Memuat hari libur, batas waktu, dan kode wilayah dari folder data ke dalam tabel."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add what is missing; rows that an office edited stay."""
        counts = law_loader.load_law()
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{n} {name}" for name, n in counts.items()) + ".")
