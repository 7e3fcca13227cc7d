"""Full-text search over cases: a port with SQLite and PostgreSQL behind it.

In: cases that changed. Out: ids of the cases in which all words stand, newest first, in the
public scope (covered words only) or the staff scope (everything said in the case).
"""

from pendopo.journey.cases.search.selectors import find_case_ids
from pendopo.journey.cases.search.services import (
    enter_all,
    enter_changed,
    enter_missing,
    note_changed,
    tidy,
)
from pendopo.journey.cases.search.types import Hits, Query, Scope

__all__ = [
    "Hits",
    "Query",
    "Scope",
    "enter_all",
    "enter_changed",
    "enter_missing",
    "find_case_ids",
    "note_changed",
    "tidy",
]
