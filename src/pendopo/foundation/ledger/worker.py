"""The worker: delivers facts, seals blocks, runs recurring duties.

It works in three threads, so that a duty of minutes keeps no new voice waiting: one
delivers and seals, one runs the duties that come every minute or oftener, one the
others. They run inside the web process or as ``pendopo worker``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import close_old_connections, connection, transaction
from django.db.models import Q

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.ledger.models import Duty
from pendopo.foundation.ledger.sealing import MAX_BLOCK, seal_block
from pendopo.foundation.ledger.subscriptions import DutyPlan, duties

log = logging.getLogger("pendopo.worker")
IDLE_SECONDS = 0.5
SEAL_EVERY = timedelta(seconds=5)
OFTEN = timedelta(minutes=1)
# A duty's lease is prolonged while it runs: one whose worker was killed is free again soon.
DUTY_LEASE = timedelta(minutes=2)
_PROLONG_EVERY = timedelta(seconds=30)
# So long does a worker that is asked to stop wait for a duty in the middle of its work.
_PATIENCE_SECONDS = 20.0
_running: set[str] = set()


def work_once(*, at: datetime, seal: bool = True) -> int:
    """Do everything that is due at ``at``; returns the number of things done."""
    done = deliver_due(at=at) + run_due(duties(), at=at)
    if seal and seal_block(at=at) is not None:
        done += 1
    return done


def work_until_idle(*, at: datetime) -> None:
    """Work until nothing is due; for commands and tests."""
    while work_once(at=at):
        pass


def run_due(plans: tuple[DutyPlan, ...], *, at: datetime) -> int:
    """Run those of the duties whose time has come; returns their number."""
    # One question for all duties: an idle worker asks it twice a second.
    resting = set(Duty.objects.filter(next_at__gt=at).values_list("name", flat=True))
    return sum(_run_duty(plan, at) for plan in plans if plan.name not in resting)


def prolong(*, at: datetime) -> None:
    """Keep the duties that run in this process ours for another while."""
    if names := list(_running):
        Duty.objects.filter(name__in=names).update(leased_until=at + DUTY_LEASE)


def _take(plan: DutyPlan, at: datetime) -> bool:
    with transaction.atomic():
        Duty.objects.get_or_create(name=plan.name, defaults={"next_at": at})
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
        taken = Duty.objects.filter(free, name=plan.name, next_at__lte=at).update(
            leased_until=at + DUTY_LEASE, last_started_at=at
        )
    return taken == 1


def _run_duty(plan: DutyPlan, at: datetime) -> bool:
    if not _take(plan, at):
        return False
    error = ""
    _running.add(plan.name)
    try:
        plan.work(at)
    except Exception as failure:
        error = type(failure).__name__
        log.exception("duty.failed name=%s", plan.name)
    finally:
        _running.discard(plan.name)
    Duty.objects.filter(name=plan.name).update(
        next_at=at + plan.every,
        leased_until=None,
        last_error=error,
        **({} if error else {"last_done_at": at}),
    )
    return True


class _Record:
    """What the first thread does in turn: deliver, seal, keep the leases of running duties."""

    def __init__(self) -> None:
        self._seal_at = self._prolong_at = datetime.min.replace(tzinfo=UTC)

    def turn(self, at: datetime) -> int:
        done = deliver_due(at=at)
        if at >= self._prolong_at:
            self._prolong_at = at + _PROLONG_EVERY
            prolong(at=at)
        if at >= self._seal_at:
            block = seal_block(at=at)
            # After an import many facts wait: a full block is followed by the next at once.
            self._seal_at = at if block and block.size == MAX_BLOCK else at + SEAL_EVERY
            done += block is not None
        return done


def _often(at: datetime) -> int:
    return run_due(tuple(plan for plan in duties() if plan.every <= OFTEN), at=at)


def _seldom(at: datetime) -> int:
    return run_due(tuple(plan for plan in duties() if plan.every > OFTEN), at=at)


def _repeat(turn: Callable[[datetime], int], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            busy = turn(datetime.now(UTC))
        except Exception:
            log.exception("worker.round_failed")
            busy = 0
        close_old_connections()
        if not busy:
            stop.wait(IDLE_SECONDS)
    connection.close()


def run(stop: threading.Event) -> None:
    """Work until ``stop`` is set; a failure of one round does not end the worker."""
    beside = [_thread("duties", _often, stop), _thread("long-duties", _seldom, stop)]
    _repeat(_Record().turn, stop)
    for each in beside:
        each.join(_PATIENCE_SECONDS)


def _thread(name: str, turn: Callable[[datetime], int], stop: threading.Event) -> threading.Thread:
    # A daemon: a duty that outlasts the patience above ends with the process and is done again.
    thread = threading.Thread(
        target=_repeat, args=(turn, stop), name=f"pendopo-{name}", daemon=True
    )
    thread.start()
    return thread


def start_thread() -> threading.Event:
    """Start the embedded worker; set the returned event to stop it."""
    stop = threading.Event()
    threading.Thread(target=run, args=(stop,), name="pendopo-worker", daemon=True).start()
    return stop
