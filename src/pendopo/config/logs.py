"""What is written to the log: every line with what would tell who someone is covered.

A formatter and not a filter, because only the finished line has the arguments, the exception
and its traceback in it, and because the record stays whole for handlers with lines of their own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import cache

from pendopo.kernel.ids import TRACKING_CODE

COVER = "[disamarkan]"
UNSEEN = "[baris ini tidak dapat diperiksa, karena itu disembunyikan]"
# Only a line that could hold something wakes the engine: seven figures close together, the
# signs of an address, or the beginnings of the words for secrets.
_SUSPECT = re.compile(
    r"(?:[0-9][ .()/+-]{0,2}){7}|@|%40|\[at\]|\(at\)|pass|pwd|sandi|kunci|token|secret|key"
    r"|akia|gh[opus]_|eyj|private|[-,][0-9]{1,3}\.[0-9]{4}",
    re.IGNORECASE,
)


class CoveredFormatter(logging.Formatter):
    """Writes a record as usual, behind its time, and covers what was found in it.

    The given format must not hold the time: its figures would have to be read every time.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the exception and the stack if the record has them."""
        try:
            line = super().format(record)
        except (TypeError, ValueError, KeyError):
            # What does not fit together would go to the error stream as it is.
            line = f"{record.levelname} {record.name} {record.msg!r} {record.args!r}"
        return f"{self.formatTime(record)} {covered(line)}"


def covered(line: str) -> str:
    """Return a line with personal data, secrets and tracking codes covered.

    >>> covered("case.opened code=CDFG-HJKM-NPQR")
    'case.opened code=[disamarkan]'
    """
    line = TRACKING_CODE.sub(COVER, line)
    return _mask()(line) if _SUSPECT.search(line) else line


@cache
def _mask() -> Callable[[str], str]:
    # Only now: a process that logs nothing suspect never reads the rules.
    from pendopo.engines import privacy  # noqa: PLC0415
    from pendopo.engines.privacy.shipped import shipped_rules  # noqa: PLC0415

    try:
        scanner = privacy.Scanner(shipped_rules())
    except privacy.RulesUnreadable:
        return lambda _line: UNSEEN
    covers = dict.fromkeys(privacy.Kind, COVER)
    return lambda line: privacy.masked(line, scanner, covers)
