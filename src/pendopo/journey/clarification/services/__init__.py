"""Writing claims: each step one transaction with its facts."""

from pendopo.journey.clarification.services.answering import propose, state_verdict
from pendopo.journey.clarification.services.following import follow_release, follow_withdrawal
from pendopo.journey.clarification.services.intake import receive_claim
from pendopo.journey.clarification.services.triage import join, set_aside, split, take_up, triage
from pendopo.journey.clarification.services.waves import meet_wave

__all__ = [
    "follow_release",
    "follow_withdrawal",
    "join",
    "meet_wave",
    "propose",
    "receive_claim",
    "set_aside",
    "split",
    "state_verdict",
    "take_up",
    "triage",
]
