"""Requests about personal data and a breach, for the browser to walk through."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.factories.personal_data import KNOWN

from pendopo.foundation.governance.personal_data import answering, breaches, requesting
from pendopo.foundation.governance.personal_data.requesting import Wish
from pendopo.foundation.governance.personal_data.retention import try_rule
from pendopo.foundation.governance.personal_data.types import Evidence, Proof, RequestKind
from pendopo.foundation.people.types import Contact, Role

if TYPE_CHECKING:
    from tests.browser.world import World


def use_rights(world: World) -> None:
    """Let a citizen ask for a copy, another at the desk for erasure, and record a breach."""
    officer, citizen = world.actor(Role.DPO), world.actor("citizen")
    since = world.at - timedelta(hours=50)
    own = requesting.file_request(
        person_id=citizen.person_id,
        wish=Wish(RequestKind.ACCESS, "Saya ingin salinan semuanya."),
        proof=Proof.ACCOUNT,
        by=citizen,
        at=since,
    )
    world.known["data.own"] = own.number
    for name, kind in (("erased", RequestKind.ERASURE), ("wrong", RequestKind.CORRECTION)):
        row = requesting.file_at_desk(
            contact=Contact(name="Siti Contoh", phone="081234567890"),
            wish=Wish(kind, "Nama saya keliru."),
            evidence=Evidence.IDENTITY_CARD,
            by=officer,
            at=since,
        )
        world.known[f"data.{name}"] = row.number
    answering.erase(number=world.known["data.erased"], by=officer, at=world.at)
    try_rule("person", by=officer, at=world.at)
    told = {"known": KNOWN | {"is_cyber": True}, "by": officer}
    world.known["breach"] = breaches.record(detected_at=since, at=world.at, **told).number
