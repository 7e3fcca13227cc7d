"""Writing commitments: each step one transaction with its fact."""

from pendopo.journey.commitments.services.loading import load_commitments
from pendopo.journey.commitments.services.making import (
    make_commitment,
    make_commitments_from_response,
)
from pendopo.journey.commitments.services.watching import record_assessment, tell_overdue
from pendopo.journey.commitments.services.working import (
    complete_milestone,
    fulfil_commitment,
    move_commitment,
    report_progress,
    stop_commitment,
)

__all__ = [
    "complete_milestone",
    "fulfil_commitment",
    "load_commitments",
    "make_commitment",
    "make_commitments_from_response",
    "move_commitment",
    "record_assessment",
    "report_progress",
    "stop_commitment",
    "tell_overdue",
]
