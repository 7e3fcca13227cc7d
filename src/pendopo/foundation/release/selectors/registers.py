"""Reading the registers: who may answer on what, and which accounts are official."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.engines.policy import Mandate
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.models import Position
from pendopo.foundation.people.selectors import positions_in_force
from pendopo.foundation.people.types import ROLE_LABELS, Role
from pendopo.foundation.release.errors import RegisterNotFound
from pendopo.foundation.release.models import (
    AccountOperator,
    OfficialAccount,
    PublicTopic,
    ReleaseTemplate,
    SpokespersonMandate,
)
from pendopo.foundation.release.types import AccountState
from pendopo.kernel.events import Fact
from pendopo.kernel.time import local


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return local(at, settings.PENDOPO_ZONE).date()


def covering(day: date) -> Q:
    """Return the condition that a row with first and last day covers a day."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def topics() -> QuerySet[PublicTopic]:
    """Return all topics with their owners."""
    return PublicTopic.objects.select_related("office")


def templates(*, in_use: bool = False) -> QuerySet[ReleaseTemplate]:
    """Return the words from which releases begin, with ``in_use`` only those offered."""
    found = ReleaseTemplate.objects.all()
    return found.filter(is_active=True) if in_use else found


def template_words(code: str) -> dict[str, str]:
    """Return what a release begins with; nothing if no template of this code is offered."""
    found = templates(in_use=True).filter(code=code).first()
    return {"title": found.title, "text": found.text, "kind": found.kind} if found else {}


def staff_positions(*, at: datetime) -> QuerySet[Position]:
    """Return the positions in force, to choose a speaker or an operator from."""
    found = positions_in_force(at=at).filter(office__is_active=True)
    return found.select_related("office", "person").order_by("office__code", "role", "id")


def shown_position(position: Position) -> str:
    """Return what a position is called: its title, or its role, and its office."""
    title = position.title or str(ROLE_LABELS[Role(position.role)])
    return f"{title}, {position.office.short_name}"


@dataclass(frozen=True)
class Speaker:
    """Someone who may answer on a topic, as the directory shows them."""

    name: str
    title: str
    stand_in: str
    since: date
    last: date | None
    decree_number: str


@dataclass(frozen=True)
class TopicRow:
    """A topic in the directory: its owner and who may speak on it."""

    topic: PublicTopic
    speakers: list[Speaker]


def directory(*, at: datetime) -> list[TopicRow]:
    """Return every topic with its owner and the speakers of that day (two queries)."""
    in_force = SpokespersonMandate.objects.filter(covering(day_of(at))).select_related(
        "position__office", "stand_in__office"
    )
    rows = topics().prefetch_related(Prefetch("mandates", in_force, to_attr="speaking"))
    return [TopicRow(topic, [_speaker(each) for each in topic.speaking]) for topic in rows]


def _speaker(mandate: SpokespersonMandate) -> Speaker:
    return Speaker(
        name=mandate.announced_name,
        title=shown_position(mandate.position),
        stand_in=shown_position(mandate.stand_in) if mandate.stand_in else "",
        since=mandate.valid_from,
        last=mandate.valid_to,
        decree_number=mandate.decree_number,
    )


def mandates() -> QuerySet[SpokespersonMandate]:
    """Return all mandates, the newest first, with who speaks on what."""
    found = SpokespersonMandate.objects.select_related("position__office", "stand_in__office")
    return found.prefetch_related("topics").order_by("-valid_from", "-id")


def accounts(*, in_use: bool = False) -> QuerySet[OfficialAccount]:
    """Return official accounts by office, with ``in_use`` only those that may be used."""
    found = OfficialAccount.objects.select_related("office").defer("recovery_contact")
    return found.filter(state=AccountState.REGISTERED) if in_use else found


@dataclass(frozen=True)
class AccountPage:
    """An account with its operators and its history."""

    account: OfficialAccount
    operators: Sequence[AccountOperator]
    history: list[Fact]


def account_page(account_id: uuid.UUID) -> AccountPage:
    """Return one account as its page shows it (three queries).

    Raises
    ------
    RegisterNotFound
    """
    account = OfficialAccount.objects.select_related("office").filter(id=account_id).first()
    if account is None:
        raise RegisterNotFound(_("Akun ini tidak ditemukan."))
    operators = account.operators.select_related("position__office").order_by(
        F("valid_to").desc(nulls_first=True), "-valid_from"
    )
    return AccountPage(account, list(operators), facts_about(account.id))


def mandates_of(person_id: uuid.UUID) -> tuple[Mandate, ...]:
    """Return a person's mandates, as holder or stand-in, for the policy (two queries)."""
    holds = Q(position__person_id=person_id) | Q(stand_in__person_id=person_id)
    rows = SpokespersonMandate.objects.filter(holds).prefetch_related("topics")
    return tuple(
        Mandate(frozenset(topic.code for topic in row.topics.all()), row.valid_from, row.valid_to)
        for row in rows
    )


def operates_an_account(person_id: uuid.UUID, *, at: datetime) -> bool:
    """Return whether a person operates an official account that day."""
    found = operators_on(at).filter(position__person_id=person_id)
    return found.filter(account__state=AccountState.REGISTERED).exists()


def operators_on(at: datetime) -> QuerySet[AccountOperator]:
    """Return who operates which account that day."""
    return AccountOperator.objects.filter(covering(day_of(at)))
