"""``pendopo doctor``: checks an installation and says what to do."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.portal import doctor


class Command(BaseCommand):
    help = "Memeriksa instalasi ini dan mengatakan apa yang perlu dilakukan."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a finding; exit with 1 if anything must be mended."""
        findings = doctor.examine(at=datetime.now(UTC))
        for finding in findings:
            self.stdout.write(f"{finding.mark} {finding.text}")
            if finding.advice:
                self.stdout.write(f"    → {finding.advice}")
        if any(finding.is_fault for finding in findings):
            sys.exit(1)
