"""Who keeps the network's plan, and what its gear can know of a request."""

from __future__ import annotations

from collections.abc import Mapping

from pendopo.engines.policy import ROLES, SITES, Value
from pendopo.foundation.people.types import Role

KEEPERS = (Role.ADMIN,)
# What no list of domains names, so nothing closes it.
UNLISTED = "other"
CATEGORIES = tuple(code for code in SITES if code != UNLISTED)
# Roles whose devices may have addresses of their own.
OWN_ADDRESSES = tuple(code for code in ROLES if code not in ("asn", "non_asn"))
# A request as gear sees it: that somebody from an office opens a site, and nothing else. The
# purpose is not among it: whether duty or pleasure, no gear can tell.
SEEN: Mapping[str, Value] = {
    "topic_mandate": False,
    "own_office": True,
    "is_author": False,
    "account": "none",
    "account_state": "unregistered",
    "object_class": "unrelated",
    "embargoed": False,
    "personal_data": "none",
    "child_identity": False,
    "legal_process": False,
    "procurement": False,
    "election": False,
    "has_source": True,
    "network": "office",
    "place": "workplace",
    "uniform": False,
    "emergency": False,
    "authorisations": frozenset(),
}
# Gear cannot tell a civil servant from others who work there.
ANYBODY = frozenset({"asn", "non_asn"})
