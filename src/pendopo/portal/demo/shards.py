"""Loading the demo's cases: every process tells the same stories and stores its share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice

from django.conf import settings

from pendopo.journey.cases.history import import_histories
from pendopo.journey.cases.law import law_in_force
from pendopo.kernel.shards import OnBatch, run_shares
from pendopo.portal.demo.histories import histories
from pendopo.portal.demo.institution import Institution
from pendopo.portal.demo.regency import load_regency
from pendopo.portal.demo.stories import stories


@dataclass(frozen=True)
class Load:
    """What is to be loaded: ``n_cases`` between two days, as they stand at ``at``."""

    n_cases: int
    seed: int
    first: date
    last: date
    at: datetime


def load_share(
    load: Load, institution: Institution, share: int, of: int, on_batch: OnBatch
) -> None:
    """Store each story whose turn is ``share`` among ``of``."""
    regency, law = load_regency(settings.DATA_ROOT / "demo"), law_in_force(at=load.at)
    told = stories(regency, law.calendar, load.n_cases, load.seed, load.first, load.last)
    import_histories(
        histories(islice(told, share, None, of), institution.actors),
        law=law,
        offices=institution.offices,
        at=load.at,
        on_batch=on_batch,
    )


def load_in_processes(
    load: Load, institution: Institution, n_processes: int, on_batch: OnBatch
) -> None:
    """Store all stories, each process its share; the first failure of any is raised here."""
    run_shares(partial(load_share, load, institution), n_processes=n_processes, on_batch=on_batch)
