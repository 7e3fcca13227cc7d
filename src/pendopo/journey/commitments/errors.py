"""What can go wrong with a commitment; statuses in ``kernel.errors``."""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, NotFound, Refused


class CommitmentNotFound(NotFound):
    """Unknown, or not of the actor's office; the two look the same."""


class CommitmentEnded(Refused):
    """It was fulfilled or stopped; its record stands."""


class MilestonesOpen(Refused):
    """A milestone is not done, so the commitment is not fulfilled."""


class ProofMissing(BadInput):
    """Nothing shows that it was done."""
