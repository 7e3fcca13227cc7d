"""The fictional regency's regions, offices, officers, topics and responsibilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction

from pendopo.foundation.people.models import Account, Office, Person, Position
from pendopo.foundation.people.services import position_from, unsaved_person
from pendopo.foundation.people.types import Actor, Contact, Mandate, Role
from pendopo.journey.cases.models import Responsibility
from pendopo.journey.voice.models import Topic
from pendopo.kernel.models import Region
from pendopo.portal.demo.regency import Officer, Regency

DECREE = "Rekaan untuk demo"
SINCE = date(2020, 1, 1)
PASSWORD = "pendopo-demo-2026"  # noqa: S105 -- printed on purpose; refused outside a demo home
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 -- the same


_Place = tuple[str, int, str, str, str, str, float | None, float | None]


@dataclass(frozen=True)
class Institution:
    """What the loaded rows are called by."""

    offices: Mapping[str, Office]
    actors: Mapping[str, Actor]


@transaction.atomic
def load_institution(regency: Regency, *, at: datetime) -> Institution:
    """Store the regency's institution; its people and places are invented."""
    _load_regions(regency)
    offices = _load_offices(regency)
    _load_topics(regency, offices)
    return Institution(offices, _load_officers(regency, offices, at))


def _load_regions(regency: Regency) -> None:
    province = regency.code[:2]
    places: list[_Place] = [(regency.code, 2, province, "kabupaten", regency.name, "", None, None)]
    places += [
        (d.code, 3, regency.code, "kecamatan", d.name, "", None, None) for d in regency.districts
    ]
    places += [
        (v.code, 4, v.district_code, v.kind, v.name, v.postal_code, v.latitude, v.longitude)
        for v in regency.villages
    ]
    Region.objects.bulk_create(
        Region(
            code=code,
            level=level,
            parent_id=parent,
            kind=kind,
            name=name,
            postal_code=postal_code,
            latitude=latitude,
            longitude=longitude,
            decree=DECREE,
            valid_from=SINCE,
        )
        for code, level, parent, kind, name, postal_code, latitude, longitude in places
    )


def _load_offices(regency: Regency) -> dict[str, Office]:
    offices: dict[str, Office] = {}
    for row in regency.offices:
        offices[row.code] = Office(
            code=row.code,
            name=row.name,
            short_name=row.short,
            kind=row.kind,
            parent=offices[row.parent] if row.parent else None,
        )
    Office.objects.bulk_create(offices.values())
    return offices


def _load_topics(regency: Regency, offices: Mapping[str, Office]) -> None:
    english = regency.english
    Topic.objects.bulk_create(
        [
            Topic(code=code, label=label, label_en=english[code])
            for code, label in regency.branches.items()
        ]
        + [
            Topic(code=t.code, label=t.label, label_en=english[t.code], parent_id=t.branch)
            for t in regency.topics
        ]
    )
    rows = []
    for topic in regency.topics:
        if topic.office == "kecamatan":
            rows += [(topic.code, f"kec{d.code[-2:]}", d.code) for d in regency.districts]
        else:
            rows.append((topic.code, topic.office, ""))
    Responsibility.objects.bulk_create(
        Responsibility(topic_id=code, office=offices[office], region_code=region, valid_from=SINCE)
        for code, office, region in rows
    )


def _load_officers(
    regency: Regency, offices: Mapping[str, Office], at: datetime
) -> dict[str, Actor]:
    people = {
        officer.key: unsaved_person(
            Contact(name=officer.name, email=officer.email), at=at, is_confirmed=True
        )
        for officer in regency.officers
    }
    Person.objects.bulk_create(people.values())
    password = make_password(PASSWORD)
    accounts = [
        Account(email=officer.email, person=people[officer.key], is_demo=True, password=password)
        for officer in regency.officers
    ]
    Account.objects.bulk_create(accounts)
    for account in accounts:
        TOTP.activate(account, TOTP_SECRET)
    Position.objects.bulk_create(
        position_from(people[officer.key], offices[officer.office], Role(role), "", SINCE)
        for officer in regency.officers
        for role in officer.roles
    )
    return {
        officer.key: _actor(officer, people[officer.key], offices) for officer in regency.officers
    }


def _actor(officer: Officer, person: Person, offices: Mapping[str, Office]) -> Actor:
    mandates = tuple(
        Mandate(offices[officer.office].id, officer.office, Role(role)) for role in officer.roles
    )
    return Actor(ref=f"p:{person.ref}", person_id=person.id, mandates=mandates)


def totp_code() -> str:
    """Return the present second-factor code of every demo account."""
    from allauth.mfa.totp.internal.auth import (  # noqa: PLC0415 -- only the demo page asks
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(TOTP_SECRET, counter)))


def has_second_factor(account: Account) -> bool:
    """Return whether an account carries an authenticator."""
    return Authenticator.objects.filter(user=account).exists()
