"""What the policy engine refuses, in one Indonesian sentence."""

from __future__ import annotations


class PolicyError(ValueError):
    """A rule or a request cannot be understood; says which part, what is allowed, what came."""
