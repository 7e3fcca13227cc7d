"""The worker: delivers facts, seals blocks, runs recurring duties.

The same loop runs as a thread inside the web process or as ``pendopo worker``.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.db import close_old_connections, transaction
from django.db.models import Q

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.ledger.models import Duty
from pendopo.foundation.ledger.sealing import seal_block
from pendopo.foundation.ledger.subscriptions import DutyPlan, duties

log = logging.getLogger("pendopo.worker")
IDLE_SECONDS = 0.5
SEAL_EVERY = timedelta(seconds=5)
_DUTY_LEASE = timedelta(minutes=30)


def work_once(*, at: datetime, seal: bool = True) -> int:
    """Do everything that is due at ``at``; returns the number of things done."""
    done = deliver_due(at=at)
    # One question for all duties: an idle worker asks it twice a second.
    resting = set(Duty.objects.filter(next_at__gt=at).values_list("name", flat=True))
    done += sum(_run_duty(plan, at) for plan in duties() if plan.name not in resting)
    if seal and seal_block(at=at) is not None:
        done += 1
    return done


def work_until_idle(*, at: datetime) -> None:
    """Work until nothing is due; for commands and tests."""
    while work_once(at=at):
        pass


def _take(plan: DutyPlan, at: datetime) -> bool:
    with transaction.atomic():
        Duty.objects.get_or_create(name=plan.name, defaults={"next_at": at})
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
        taken = Duty.objects.filter(free, name=plan.name, next_at__lte=at).update(
            leased_until=at + _DUTY_LEASE, last_started_at=at
        )
    return taken == 1


def _run_duty(plan: DutyPlan, at: datetime) -> bool:
    if not _take(plan, at):
        return False
    error = ""
    try:
        plan.work(at)
    except Exception as failure:
        error = type(failure).__name__
        log.exception("duty.failed name=%s", plan.name)
    Duty.objects.filter(name=plan.name).update(
        next_at=at + plan.every,
        leased_until=None,
        last_error=error,
        **({} if error else {"last_done_at": at}),
    )
    return True


def run(stop: threading.Event) -> None:
    """Work until ``stop`` is set; a failure of one round does not end the worker."""
    sealed_at = datetime.min.replace(tzinfo=UTC)
    while not stop.is_set():
        now = datetime.now(UTC)
        seal = now - sealed_at >= SEAL_EVERY
        try:
            busy = work_once(at=now, seal=seal)
        except Exception:
            log.exception("worker.round_failed")
            busy = 0
        if seal:
            sealed_at = now
        close_old_connections()
        if not busy:
            stop.wait(IDLE_SECONDS)


def start_thread() -> threading.Event:
    """Start the embedded worker; set the returned event to stop it."""
    stop = threading.Event()
    threading.Thread(target=run, args=(stop,), name="pendopo-worker", daemon=True).start()
    return stop
