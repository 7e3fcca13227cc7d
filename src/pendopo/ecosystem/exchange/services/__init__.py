"""Writing: partners' keys, what partners send in, cases passed on to other servers."""

from pendopo.ecosystem.exchange.services.entries import (
    receive_entry,
    require_scope,
    take_update,
)
from pendopo.ecosystem.exchange.services.keys import issue_key, revoke_key
from pendopo.ecosystem.exchange.services.media import fetch_waiting_photos
from pendopo.ecosystem.exchange.services.passing import (
    pass_on,
    pull_due,
    save_endpoint,
    send_waiting,
)

__all__ = [
    "fetch_waiting_photos",
    "issue_key",
    "pass_on",
    "pull_due",
    "receive_entry",
    "require_scope",
    "revoke_key",
    "save_endpoint",
    "send_waiting",
    "take_update",
]
