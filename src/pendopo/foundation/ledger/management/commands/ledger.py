"""``pendopo ledger check|seal|key``: the record from the command line."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pendopo.foundation.ledger import receipts, sealing


class Command(BaseCommand):
    help = "Memeriksa seluruh rantai catatan, menyegel, atau mencetak kunci publik."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the one thing to do."""
        parser.add_argument("what", choices=["check", "seal", "key"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Do it; ``check`` exits with 1 if anything is wrong."""
        if what == "key":
            self.stdout.write(receipts.public_key_pem(), ending="")
        elif what == "seal":
            n_blocks = sealing.seal_all(at=datetime.now(UTC))
            self.stdout.write(f"{n_blocks} blok disegel.")
        else:
            self._check()

    def _check(self) -> None:
        report = sealing.check_chain()
        for fault in report.faults:
            self.stderr.write(fault)
        self.stdout.write(
            f"{report.n_blocks} blok, {report.n_facts} fakta tersegel, "
            f"{report.n_unsealed} menunggu segel, {len(report.faults)} kesalahan."
        )
        if report.faults:
            sys.exit(1)
