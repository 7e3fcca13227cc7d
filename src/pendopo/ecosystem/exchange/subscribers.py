"""What happens when a release goes out, is corrected or withdrawn."""

from __future__ import annotations

from pendopo.ecosystem.exchange.services import news
from pendopo.foundation.ledger.subscriptions import subscribe
from pendopo.foundation.release.events import (
    ReleaseCorrected,
    ReleaseFact,
    ReleasePublished,
    ReleaseWithdrawn,
)

_EVENTS = {
    ReleasePublished: news.PUBLISHED,
    ReleaseCorrected: "corrected",
    ReleaseWithdrawn: "withdrawn",
}


@subscribe(ReleasePublished, ReleaseCorrected, ReleaseWithdrawn)
def send_on(fact: ReleaseFact) -> None:
    """Queue the message for every outlet in use."""
    news.queue(fact.release_id, _EVENTS[type(fact)], at=fact.at)
