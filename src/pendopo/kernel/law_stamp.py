"""A stamp that changes with every change to the rows of the law, whoever makes it.

Triggers in the database draw it anew, so that what was built from those rows may be kept
between requests and processes: it stands exactly as long as its stamp does. The stamp is
random, so that one seen in a change that was taken back never comes again.
"""

from __future__ import annotations

from pendopo.kernel.models import LawStamp


def law_stamp() -> str:
    """Return the stamp of the law's rows as they stand (one query); empty before any change."""
    return LawStamp.objects.values_list("stamp", flat=True).first() or ""
