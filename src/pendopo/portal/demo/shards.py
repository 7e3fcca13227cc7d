"""Loading cases in several processes: replaying is computing, and one process has one core.

Every process tells the same stories, which is cheap, and stores its share of them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings

if TYPE_CHECKING:
    from pendopo.portal.demo.institution import Institution

_TICK_S = 0.2
_tell: SimpleQueue[int] | None = None


@dataclass(frozen=True)
class Load:
    """What is to be loaded: ``n_cases`` between two days, as they stand at ``at``."""

    n_cases: int
    seed: int
    first: date
    last: date
    at: datetime


def load_share(
    load: Load, institution: Institution, share: int, of: int, on_batch: Callable[[int], object]
) -> None:
    """Store each story whose turn is ``share`` among ``of``."""
    # Imported here: a new process has to set Django up before it meets models.
    from pendopo.journey.cases.history import import_histories  # noqa: PLC0415
    from pendopo.journey.cases.law import law_in_force  # noqa: PLC0415
    from pendopo.portal.demo.histories import histories  # noqa: PLC0415
    from pendopo.portal.demo.regency import load_regency  # noqa: PLC0415
    from pendopo.portal.demo.stories import stories  # noqa: PLC0415

    regency, law = load_regency(settings.DATA_ROOT / "demo"), law_in_force(at=load.at)
    told = stories(regency, law.calendar, load.n_cases, load.seed, load.first, load.last)
    with _no_garbage():
        import_histories(
            histories(islice(told, share, None, of), institution.actors),
            law=law,
            offices=institution.offices,
            at=load.at,
            on_batch=on_batch,
        )


def load_in_processes(
    load: Load, institution: Institution, n_processes: int, on_batch: Callable[[int], object]
) -> None:
    """Store all stories, each process its share; the first failure of any is raised here."""
    context = get_context("spawn")
    told: SimpleQueue[int] = context.SimpleQueue()
    with ProcessPoolExecutor(n_processes, context, _begin, (told,)) as pool:
        shares = [
            pool.submit(_share_of_process, load, institution, share, n_processes)
            for share in range(n_processes)
        ]
        _watch(shares, told, on_batch)


def _watch(
    shares: list[Future[None]], told: SimpleQueue[int], on_batch: Callable[[int], object]
) -> None:
    waiting: Any = shares
    while waiting:
        ended, waiting = wait(waiting, timeout=_TICK_S)
        while not told.empty():
            on_batch(told.get())
        for share in ended:
            share.result()


def _begin(told: SimpleQueue[int]) -> None:
    global _tell  # noqa: PLW0603 -- one per process, set once at its beginning
    _tell = told
    django.setup()


def _share_of_process(load: Load, institution: Institution, share: int, of: int) -> None:
    load_share(load, institution, share, of, _tell.put if _tell else lambda _n: None)


@contextmanager
def _no_garbage() -> Iterator[None]:
    # Half a million live rows make every full collection slow, and none of them is garbage.
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
