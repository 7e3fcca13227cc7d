"""Whatever was answered survives the death of the process that answered."""

import uuid

import pytest
from benchmarks.hall.killing import audit, run

# Also on PostgreSQL, although no fixture of Django's is used: the hall has its own database.
pytestmark = [pytest.mark.system, pytest.mark.database, pytest.mark.slow]
KILLS = 5


def test_nothing_answered_is_lost_when_server_and_worker_are_killed(hall):
    verdict, story, _seconds = run(hall, KILLS, seed=20_261_121, most_seconds=0.8)
    assert story.failures == []
    assert verdict["faults"] == []
    assert verdict["ledger_check_code"] == 0
    # Complaints were cut off and sent again, and still each became one voice with one case.
    assert story.n_closed_doors > 0
    assert verdict["n_voices"] == verdict["n_cases"] == len(story.promises) >= KILLS

    # The audit itself: a complaint that was never stored is named.
    missing = {"key": str(uuid.uuid4()), "voice_id": str(uuid.uuid4())}
    faults = audit(hall, [*story.promises, missing], is_drained=False)["faults"]
    assert faults == [f"lost: voice {missing['voice_id']} of an answered complaint is not stored"]
