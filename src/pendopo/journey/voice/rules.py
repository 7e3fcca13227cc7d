"""The secret code by which a person follows a voice without an account."""

from __future__ import annotations

import uuid

from pendopo.kernel.crypto import blind_index
from pendopo.kernel.ids import read_tracking_code, tracking_code_from


def tracking_code(submission_key: uuid.UUID) -> str:
    """Return the secret code of a submission.

    It is derived from the submission's key and the installation's secret, so that a
    repeated click gives the same code although only its blind index is stored.
    """
    return tracking_code_from(blind_index(str(submission_key), purpose="tracking_code"))


def tracking_index(code: str) -> str:
    """Return the blind index under which a tracking code is stored; empty if unreadable."""
    canonical = read_tracking_code(code)
    return blind_index(canonical, purpose="tracking") if canonical else ""
