"""``pendopo demo``: builds the fictional regency, then serves it on loopback."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pendopo.portal.demo import home, loading
from pendopo.portal.law_loader import load_law
from pendopo.portal.management.commands.serve import DEFAULT_LISTEN


class Command(BaseCommand):
    help = (
        "Membangun kabupaten rekaan “Wanasari” dengan 20.000 laporan contoh, lalu menjalankannya."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the size and whether to serve."""
        parser.add_argument("--no-serve", action="store_true", help="berhenti setelah membangun")
        parser.add_argument("--cases", type=int, default=loading.N_CASES)
        parser.add_argument("--listen", default=DEFAULT_LISTEN)

    def handle(self, *args: Any, **options: Any) -> None:
        """Build once; a second run finds the same data and builds nothing."""
        if not home.is_demo_home(settings.PENDOPO_HOME):
            self._claim_home()
        if home.is_built():
            self.stdout.write("Demo sudah ada di folder ini; tidak ada yang dibangun ulang.")
        else:
            # The home was prepared before it was claimed, for no territory in particular.
            load_law()
            loading.build(
                n_cases=options["cases"], at=timezone.now(), n_processes=os.cpu_count() or 1
            )
        self.stdout.write(loading.accounts_text())
        if not options["no_serve"]:
            call_command("serve", listen=options["listen"])

    def _claim_home(self) -> None:
        """Mark the home as a demo and start again under its settings."""
        if home.holds_real_data():
            raise CommandError(
                "Folder ini sudah berisi data instalasi. Pilih folder lain dengan PENDOPO_HOME."
            )
        home.claim_home(settings.PENDOPO_HOME)
        self.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "pendopo", *sys.argv[1:]])  # noqa: S606 -- this very program
