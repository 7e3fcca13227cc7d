"""What a version would have decided on the requests of last month."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.engines.policy import Replay, replay
from pendopo.foundation.governance import selectors
from pendopo.foundation.governance.models import PolicyVersion

LOOKED_BACK = timedelta(days=31)


def tried(version: PolicyVersion, *, at: datetime) -> Replay:
    """Decide the recorded requests of the last month anew; writes nothing."""
    policy = selectors.policy_of(version, on=selectors.day_of(at))
    return replay(selectors.asked_between(at - LOOKED_BACK, at), policy)
