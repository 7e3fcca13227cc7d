"""``pendopo serve``: the whole program in one process, on loopback unless told otherwise."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from pendopo.foundation.ledger import worker

DEFAULT_LISTEN = "127.0.0.1:8000"


class Command(BaseCommand):
    help = "Menjalankan Pendopo: halaman web dan pekerja dalam satu proses."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the number of threads."""
        parser.add_argument("--listen", default=DEFAULT_LISTEN, help="alamat:porta")
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until Ctrl-C."""
        import waitress  # noqa: PLC0415 -- only this command needs it
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 -- after setup

        stop = worker.start_thread() if settings.PENDOPO_EMBEDDED_WORKER else None
        server = waitress.create_server(
            get_wsgi_application(), listen=options["listen"], threads=options["threads"], ident=None
        )
        host, port = options["listen"].rsplit(":", 1)
        if port == "0":
            port = str(server.effective_port)
        self.stdout.write(f"Pendopo berjalan di http://{host}:{port}/ — hentikan dengan Ctrl-C.")
        self.stdout.flush()
        try:
            server.run()
        finally:
            if stop is not None:
                stop.set()
