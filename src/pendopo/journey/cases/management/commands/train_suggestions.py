"""``pendopo train-suggestions``: learn from the cases that people verified."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pendopo.journey.cases.routing.suggesting import Trained, train_suggestions

_POLITENESS = 10


class Command(BaseCommand):
    """Train the suggestions of topic and office on this installation's own history."""

    help = "Train the suggestions of topic and office on the cases verified so far."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Train, behind everything else that runs here, and say what came of it."""
        os.nice(_POLITENESS)
        for trained in train_suggestions(at=timezone.now()):
            self.stdout.write(_line(trained))


def _line(trained: Trained) -> str:
    if not trained.n_texts:
        return f"{trained.kind}: laporan terverifikasi belum cukup untuk dipelajari."
    return (
        f"{trained.kind}: {trained.n_texts} laporan, {trained.n_labels} pilihan, "
        f"{trained.n_bytes // 1024} KiB."
    )
