"""Makers of registers for tests: topics, official accounts, mandates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from tests.factories.people import actor_for, make_office, make_officer

from pendopo.foundation.people.models import Account, Position
from pendopo.foundation.people.types import Role
from pendopo.foundation.release.models import OfficialAccount, PublicTopic, SpokespersonMandate
from pendopo.foundation.release.services import registers

AT = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
_serial = count(1)


def make_registrar():
    """The actor of the PPID, who keeps the registers."""
    return actor_for(make_officer(Role.PPID), AT)


def position_of(account: Account) -> Position:
    """The position an officer was made with."""
    return Position.objects.select_related("office").get(person_id=account.person_id)


def make_position(role=Role.OFFICER, office=None) -> Position:
    """A fresh officer's position."""
    return position_of(make_officer(role, office))


def make_topic(code="bencana", *, office=None, by=None) -> PublicTopic:
    """A topic whose facts an office owns."""
    return registers.assign_topic(
        code=code,
        name=code.capitalize(),
        office=office or make_office(),
        by=by or make_registrar(),
        at=AT,
    )


def make_account(*, network="instagram", office=None, by=None, custodian=None) -> OfficialAccount:
    """An official account of an office."""
    words = registers.AccountWords(
        network,
        f"@contoh{next(_serial)}",
        "https://jejaring.example/contoh",
        office or make_office(),
        custodian or make_position(),
        "pulih@contoh.go.id",
    )
    return registers.register_account(words=words, by=by or make_registrar(), at=AT)


def make_mandate(
    *topics, position=None, first=TODAY, last=None, by=None, **more
) -> SpokespersonMandate:
    """A mandate on topics from today."""
    words = registers.MandateWords(
        position or make_position(),
        topics or (make_topic(),),
        "800/1/SETDA/2026",
        first,
        last,
        **more,
    )
    return registers.give_mandate(words=words, by=by or make_registrar(), at=AT)
