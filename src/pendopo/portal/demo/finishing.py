"""What follows once all cases are stored, in parts that do not wait for each other."""

from __future__ import annotations

from datetime import datetime

from pendopo.foundation.ledger import sealing
from pendopo.journey.cases import search
from pendopo.journey.cases.opendata.services import make_edition
from pendopo.journey.evidence.services import refresh_evidence
from pendopo.kernel.shards import OnBatch


def finish(n_cases: int, at: datetime, share: int, of: int, _on_batch: OnBatch) -> None:
    """Do the parts whose turn is ``share`` among ``of``."""
    for part in (_make_findable, _make_evident)[share::of]:
        part(n_cases, at)


def _make_findable(n_cases: int, at: datetime) -> None:
    search.enter_missing(most=n_cases)
    search.tidy()
    make_edition(at=at)


def _make_evident(_n_cases: int, at: datetime) -> None:
    sealing.seal_all(at=at)
    refresh_evidence(at=at)
