"""Work done in several processes, each its share: computing in one process has one core."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from typing import Any, TypeVar

import django

_TICK_S = 0.2
ResultT = TypeVar("ResultT")
OnBatch = Callable[[int], object]
# (which share, of how many, whom to tell what is done)
Work = Callable[[int, int, OnBatch], ResultT]
_tell: SimpleQueue[int] | None = None


def run_shares(work: Work[ResultT], *, n_processes: int, on_batch: OnBatch) -> list[ResultT]:
    """Do ``work`` for each share and return the results in the order of the shares.

    With more than one process ``work`` and its results are pickled: a function of a module,
    or a partial of one. The first failure of any share is raised here.
    """
    if n_processes == 1:
        with _no_garbage():
            return [work(0, 1, on_batch)]
    context = get_context("spawn")
    told: SimpleQueue[int] = context.SimpleQueue()
    with ProcessPoolExecutor(n_processes, context, _begin, (told,)) as pool:
        shares = [pool.submit(_share, work, share, n_processes) for share in range(n_processes)]
        _watch(shares, told, on_batch)
        return [share.result() for share in shares]


def _watch(shares: list[Future[Any]], told: SimpleQueue[int], on_batch: OnBatch) -> None:
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
    # Before the work arrives: unpickling it imports models.
    django.setup()


def _share(work: Work[ResultT], share: int, of: int) -> ResultT:
    with _no_garbage():
        return work(share, of, _tell.put if _tell else lambda _n: None)


@contextmanager
def _no_garbage() -> Iterator[None]:
    # Half a million live rows make every full collection slow, and none of them is garbage.
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
