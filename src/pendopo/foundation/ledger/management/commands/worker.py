"""``pendopo worker``: the worker as a process of its own."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.foundation.ledger import worker


class Command(BaseCommand):
    help = "Menjalankan pekerja: mengantar fakta, menyegel blok, tugas berkala."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C."""
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("Pekerja berjalan. Hentikan dengan Ctrl-C.")
        worker.run(stop)
