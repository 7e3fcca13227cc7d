"""What this room does when a release goes out or is withdrawn."""

from __future__ import annotations

from pendopo.foundation.ledger.subscriptions import subscribe
from pendopo.foundation.release.events import ReleasePublished, ReleaseWithdrawn
from pendopo.journey.clarification import services


@subscribe(ReleasePublished)
def let_claim_stand_answered(fact: ReleasePublished) -> None:
    """Mark the claim of a verdict that went out."""
    services.follow_release(release_id=fact.release_id, at=fact.at)


@subscribe(ReleaseWithdrawn)
def ask_anew(fact: ReleaseWithdrawn) -> None:
    """Open the claim of a verdict that was withdrawn."""
    services.follow_withdrawal(release_id=fact.release_id, at=fact.at)
