"""What cases do when a voice comes in."""

from __future__ import annotations

from pendopo.foundation.ledger.subscriptions import subscribe
from pendopo.journey.cases import services
from pendopo.journey.voice.events import VoiceReceived


@subscribe(VoiceReceived)
def open_case_of_voice(fact: VoiceReceived) -> None:
    """Open the case; a repeated delivery finds it open."""
    services.open_case(voice_id=fact.voice_id, at=fact.at)
