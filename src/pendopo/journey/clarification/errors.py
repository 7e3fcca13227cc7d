"""What can go wrong with a claim; statuses in ``kernel.errors``."""

from __future__ import annotations

from pendopo.kernel.errors import IllegalTransition, NotAllowed, NotFound


class ClaimNotFound(NotFound):
    """Unknown, or not the actor's to see."""


class NotYours(NotAllowed):
    """The step belongs to the clarification officer or to the owner of the facts."""


class WrongStep(IllegalTransition):
    """The step does not follow from where the claim stands."""
