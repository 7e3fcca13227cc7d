"""``pendopo import-network-log FILE ...``: reads logs of one source into counts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pendopo.engines.network import Source
from pendopo.foundation.governance.network.logs import read_logs
from pendopo.foundation.people.types import SYSTEM
from pendopo.kernel.errors import PendopoError


class Command(BaseCommand):
    help = (
        "Membaca log Squid, dnsmasq, atau Pi-hole menjadi jumlah gabungan; lognya tidak disimpan."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files; several of one day belong into one reading."""
        parser.add_argument("file", type=Path, nargs="+")
        parser.add_argument(
            "--format", choices=list(Source), default=None, help="bila tidak dikenali sendiri"
        )

    def handle(self, *args: Any, file: list[Path], format: str | None, **options: Any) -> None:  # noqa: A002 -- the option's name
        """Read, keep the counts, and tell how many."""
        source = Source(format) if format else None
        try:
            taken = read_logs(paths=file, by=SYSTEM, at=datetime.now(UTC), source=source)
        except PendopoError as error:
            raise CommandError(error.message) from None
        self.stdout.write(
            f"{taken.imported.n_lines} baris dibaca, {taken.imported.n_unreadable} tidak terbaca; "
            f"{taken.n_days} hari, {taken.n_rows} angka disimpan, "
            f"{taken.n_left_out} hari dilewati (sudah ada atau belum selesai)."
        )
