"""The gate for texts that everyone will read: what is personal in them, and what follows from it.

A door names where a text goes out. ``inspecting`` finds and judges, ``keeping`` lets something
through with a reason that is a fact, ``forms`` shows both where the text was typed.
"""

from pendopo.foundation.governance.guarding.inspecting import covered, inspect, marked
from pendopo.foundation.governance.guarding.keeping import Exposed, guard
from pendopo.foundation.governance.guarding.types import Door, Inspection, Level, Part

__all__ = [
    "Door",
    "Exposed",
    "Inspection",
    "Level",
    "Part",
    "covered",
    "guard",
    "inspect",
    "marked",
]
