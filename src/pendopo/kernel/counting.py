"""Counting what happens in a window of time, over all processes and machines."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connection

from pendopo.kernel.crypto import blind_index
from pendopo.kernel.models import SharedValue, Tally

# One statement, so that two at once are counted as two without a lock held by us.
_COUNT = """
INSERT INTO kernel_tally (key, n, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
    n = CASE WHEN kernel_tally.ends_at <= %s THEN 1 ELSE kernel_tally.n + 1 END,
    ends_at = CASE WHEN kernel_tally.ends_at <= %s THEN excluded.ends_at
                   ELSE kernel_tally.ends_at END
RETURNING n
"""


def count(purpose: str, who: str, *, within: timedelta) -> int:
    """Count one attempt; returns how many there were since the first one in the window.

    Only a keyed digest of ``who`` is kept, and only until the window has ended.
    """
    now = time.time()
    key, ends_at = hidden(f"{purpose}:{who}"), now + within.total_seconds()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, ends_at, now, now])
        ((n,),) = cursor.fetchall()
    return int(n)


def hidden(key: str) -> str:
    """Return what stands for a key in tables that everyone with the database can read."""
    return blind_index(key, purpose="passing")


def forget_ended() -> int:
    """Delete counts and values whose time has ended; returns how many."""
    now = time.time()
    tables = (Tally, SharedValue)
    return sum(table.objects.filter(ends_at__lte=now).delete()[0] for table in tables)
