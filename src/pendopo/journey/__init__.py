"""The way of the data; a later room may know an earlier one, never the reverse.

voice → cases → evidence → clarification → deliberation → commitments → accountability
"""

STAGES = (
    "voice",
    "cases",
    "evidence",
    "clarification",
    "deliberation",
    "commitments",
    "accountability",
)
