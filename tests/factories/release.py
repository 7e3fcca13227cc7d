"""Makers of registers and releases for tests, in every state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from tests.factories.people import actor_for, make_office, make_officer

from pendopo.foundation.people.models import Account, Position
from pendopo.foundation.people.types import Role
from pendopo.foundation.release.models import (
    OfficialAccount,
    PublicTopic,
    Release,
    SpokespersonMandate,
)
from pendopo.foundation.release.services import mandates, registers, releases
from pendopo.foundation.release.services.publishing import publish_due
from pendopo.foundation.release.services.releases import ReleaseWords

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
    return mandates.assign_topic(
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
    words = mandates.MandateWords(
        position or make_position(),
        topics or (make_topic(),),
        "800/1/SETDA/2026",
        first,
        last,
        **more,
    )
    return mandates.give_mandate(words=words, by=by or make_registrar(), at=AT)


def release_words(**changes) -> ReleaseWords:
    """Words of a sound release on a topic of the sample office."""
    topic = changes.pop("topic", None) or make_topic()
    told = {
        "kind": "news",
        "title": "Jembatan dibuka lagi",
        "text": "Jembatan Kali Contoh dibuka lagi sejak pagi ini.",
        "material_class": "releasable",
        "source_code": "26-0482-9357-9",
    }
    return ReleaseWords(topic=topic, **(told | changes))


def make_release(*, by=None, at=AT, **changes) -> Release:
    """A draft of an officer."""
    author = by or actor_for(make_officer(), at)
    return releases.draft(words=release_words(**changes), by=author, at=at)


def make_waiting(*, by=None, at=AT, **changes) -> Release:
    """A release that passed the check and waits for approvals."""
    author = by or actor_for(make_officer(), at)
    made = make_release(by=author, at=at, **changes)
    return releases.submit(release_id=made.id, by=author, at=at)


def approve(release, kind="fact_owner", *, by=None, at=AT) -> Release:
    """Approve a release as somebody who may."""
    roles = {"fact_owner": Role.HEAD, "ppid": Role.PPID}
    actor = by or actor_for(make_officer(roles[kind], release.topic.office), at)
    return releases.approve(release_id=release.id, kind=kind, by=actor, at=at)


def make_published(*, at=AT, **changes) -> Release:
    """A release that went out."""
    release = make_waiting(at=at, **changes)
    for kind in list(release.needs):
        release = approve(release, kind, at=at)
    publish_due(at=at)
    return Release.objects.get(id=release.id)
