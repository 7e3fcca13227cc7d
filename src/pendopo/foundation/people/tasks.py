"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.foundation.people import sign_in
from pendopo.kernel.counting import forget_ended


@duty(every=timedelta(hours=1))
def purge_sign_in_codes(at: datetime) -> None:
    """Forget codes and the contacts they were sent to."""
    sign_in.purge_codes(at=at)


@duty(every=timedelta(hours=1))
def forget_sessions(at: datetime) -> None:
    """Delete the sessions that have ended: they name followed reports and accounts."""
    Session.objects.filter(expire_date__lt=at).delete()


@duty(every=timedelta(minutes=10))
def forget_counts(_at: datetime) -> None:
    """Forget counted attempts whose window has ended: they point at network addresses."""
    forget_ended()


@duty(every=timedelta(hours=1))
def empty_journal(_at: datetime) -> None:
    """Write SQLite's journal into the file, so that nothing erased lies on in it."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        # A long reader is not waited for: whoever writes would wait along; the next hour comes.
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 200")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
