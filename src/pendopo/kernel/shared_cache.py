"""Django's cache in a small table, so that what it guards holds over all processes.

The sign-in of the library counts failures and remembers used codes in it. Values are JSON
and not pickles: whoever can write a row must not be able to run code.
"""

from __future__ import annotations

import json
import math
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from pendopo.kernel.counting import hidden
from pendopo.kernel.models import SharedValue

_ADD = """
INSERT INTO kernel_sharedvalue (key, value, ends_at) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at
WHERE kernel_sharedvalue.ends_at <= %s
"""


class SharedCache(BaseCache):
    """Keeps values that JSON knows; keys stand in the table as keyed digests."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Store a value unless one is there; of several at once exactly one succeeds."""
        hidden_key, end = self._hidden(key, version), self._end(timeout)
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [hidden_key, json.dumps(value), end, time.time()])
            return bool(cursor.rowcount == 1)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value whose time has not ended."""
        rows = SharedValue.objects.filter(key=self._hidden(key, version), ends_at__gt=time.time())
        found = rows.values_list("value", flat=True).first()
        return default if found is None else json.loads(found)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Store a value over what was there."""
        row = SharedValue(
            key=self._hidden(key, version), value=json.dumps(value), ends_at=self._end(timeout)
        )
        SharedValue.objects.bulk_create(
            [row],
            update_conflicts=True,
            update_fields=["value", "ends_at"],
            unique_fields=["key"],
        )

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Give a value more time; returns whether it was there."""
        rows = SharedValue.objects.filter(key=self._hidden(key, version), ends_at__gt=time.time())
        return bool(rows.update(ends_at=self._end(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; returns whether it was there."""
        return bool(SharedValue.objects.filter(key=self._hidden(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        SharedValue.objects.all().delete()

    def _hidden(self, key: str, version: int | None) -> str:
        return hidden(self.make_and_validate_key(key, version=version))

    def _end(self, timeout: Any) -> float:
        end = self.get_backend_timeout(timeout)
        # No database keeps infinity alike; the largest number is as good.
        return math.nextafter(math.inf, 0) if end is None else float(end)
