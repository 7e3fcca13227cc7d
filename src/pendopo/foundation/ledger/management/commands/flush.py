"""``pendopo flush``: refused where a real record stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush

from pendopo.foundation.ledger.guard import lifted_guard


class Command(flush.Command):
    help = "Mengosongkan semua tabel; hanya di instalasi contoh."

    def handle(self, **options: Any) -> None:
        """Empty all tables of a demo or test installation."""
        if not (settings.PENDOPO_TEST or (settings.PENDOPO_HOME / "DEMO").exists()):
            raise CommandError("Catatan resmi tidak dapat dikosongkan.")
        with lifted_guard():
            super().handle(**options)
