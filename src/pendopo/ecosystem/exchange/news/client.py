"""Two ways out for a release: a status of Mastodon's API, and a webhook signed with HMAC.

The webhook follows the Standard Webhooks specification: the id, the time and the body are
signed together, so that nothing can be changed or played again later.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from pendopo.ecosystem.exchange.errors import RemoteError
from pendopo.ecosystem.exchange.fetching import Answer

Fetch = Callable[..., Answer]
MOST_CHARACTERS = 500
_SHORTEST_KEY = 24


def post_status(call: Fetch, *, base_url: str, token: str, words: str, repeat_key: str) -> str:
    """Post a public status and return its address.

    Raises
    ------
    RemoteError
        The server cannot be reached or refuses; final if trying again is useless.
    """
    body = {"status": shortened(words), "visibility": "public", "language": "id"}
    answer = call(
        "POST",
        f"{base_url}/api/v1/statuses",
        body=json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            # The server answers a repetition with the first status.
            "Idempotency-Key": repeat_key,
        },
    )
    _require_success(answer)
    try:
        return str(json.loads(answer.body)["url"])
    except (ValueError, KeyError, TypeError) as error:
        raise RemoteError("not_understood", is_final=True) from error


def shortened(words: str) -> str:
    """Return words that fit into a status.

    >>> len(shortened("kata " * 200))
    500
    """
    if len(words) <= MOST_CHARACTERS:
        return words
    return words[: MOST_CHARACTERS - 1] + "…"


def send_signed(
    call: Fetch, *, url: str, secret: str, body: bytes, message_id: str, at: datetime
) -> None:
    """Send a body to a webhook with its signature.

    Raises
    ------
    RemoteError
        The server cannot be reached or refuses; final if trying again is useless.
    """
    stamp = str(int(at.timestamp()))
    answer = call(
        "POST",
        url,
        body=body,
        headers={
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": stamp,
            "webhook-signature": signature(secret, message_id, stamp, body),
        },
    )
    _require_success(answer)


def signature(secret: str, message_id: str, stamp: str, body: bytes) -> str:
    """Return the signature of a message, version 1: HMAC with SHA-256, base64.

    Raises
    ------
    ValueError
        The secret is not ``whsec_`` with base64 after it.
    """
    signed = f"{message_id}.{stamp}.".encode() + body
    mac = hmac.new(key_of(secret), signed, sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


def key_of(secret: str) -> bytes:
    """Return the key in a webhook's secret; ValueError if it holds none of use."""
    mark, sign, text = secret.partition("_")
    key = base64.b64decode(text, validate=True)
    if (mark, sign) != ("whsec", "_") or len(key) < _SHORTEST_KEY:
        message = "a webhook's secret is whsec_ and base64 of 24 bytes or more"
        raise ValueError(message)
    return key


def _require_success(answer: Answer) -> None:
    if 200 <= answer.status < 300:
        return
    is_final = 400 <= answer.status < 500 and answer.status not in (408, 425, 429)
    raise RemoteError(f"http_{answer.status}", is_final=is_final)
