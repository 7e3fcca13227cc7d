"""Errors of the exchange.

PendopoError
├── KeyRefused          the key is missing, unknown, revoked or out of date   → 403
├── ScopeMissing        the key is good, but not for this                     → 403
├── NotPublic           unknown, secret or not yet verified: all the same     → 404
└── SentDifferently     the same Idempotency-Key with other content           → 422
"""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, NotAllowed, NotFound


class KeyRefused(NotAllowed):
    """The key is missing, unknown, revoked or out of date."""


class ScopeMissing(NotAllowed):
    """The key does not allow this."""


class NotPublic(NotFound):
    """Nothing that may be shown has this number."""


class SentDifferently(BadInput):
    """The same key of repetition came with other content."""


class RemoteError(Exception):
    """Another server could not be reached, or did not answer as it should.

    ``code`` is a word for the record; ``is_final`` tells that trying again is useless.
    """

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_final = is_final
