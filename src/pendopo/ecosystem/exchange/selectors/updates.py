"""Reading what happened to public cases, as GeoReport's update extension tells it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from pendopo.ecosystem.exchange import rules
from pendopo.ecosystem.exchange.selectors.requests import TOLD
from pendopo.ecosystem.exchange.types import PartnerKey, Scope
from pendopo.foundation.ledger.selectors import told_between
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.selectors.pages import PUBLIC_TEXTS
from pendopo.journey.cases.types import Status
from pendopo.journey.voice.masking import masked
from pendopo.kernel.events import Fact

_NAMES = tuple(name for name in TOLD if name != "CaseOpened")
_WORDS: dict[str, Callable[[Any], str]] = {
    "CaseVerified": lambda _fact: "OPEN",
    "CaseAssigned": lambda _fact: "IN_PROGRESS",
    "CaseProgressed": lambda _fact: "IN_PROGRESS",
    "CaseAnswered": lambda fact: rules.ANSWER_WORDS.get(fact.outcome, "IN_PROGRESS"),
    "CaseClosed": lambda _fact: "CLOSED",
    "CaseReopened": lambda _fact: rules.REOPENED,
    "CaseArchived": lambda fact: rules.ARCHIVE_WORDS.get(fact.reason, "NO_FURTHER_ACTION"),
    "CaseAdopted": lambda fact: (
        "CLOSED" if fact.status in (Status.CLOSED, Status.ARCHIVED) else "OPEN"
    ),
}


@dataclass(frozen=True)
class PublicUpdate:
    """One thing that happened; ``id`` is the fact's, unique and never used again."""

    id: uuid.UUID
    number: str
    word: str
    at: datetime
    words: str


def public_updates(
    start: datetime, end: datetime, *, most: int, key: PartnerKey | None = None
) -> list[PublicUpdate]:
    """Return what happened in a span to cases that may be shown, oldest first."""
    told = told_between(start, end, names=_NAMES, most=most)
    cases = _cases((fact.subject_id for _id, fact in told), key)
    texts = _texts(fact for _id, fact in told)
    return [
        _update(fact_id, fact, cases[fact.subject_id], texts)
        for fact_id, fact in told
        if fact.subject_id in cases
    ]


def _cases(ids: Iterable[uuid.UUID], key: PartnerKey | None) -> dict[uuid.UUID, Case]:
    rows = Case.objects.filter(id__in=set(ids), is_secret=False)
    rows = rows.annotate(
        author_name=F("voice__reporter__name"), key_id=F("voice__partnervoice__key_id")
    )
    own = key.id if key is not None and Scope.OWN.value in key.scopes else None
    return {
        case.id: case for case in rows if case.is_public or (own is not None and case.key_id == own)
    }


def _texts(facts: Iterable[Fact]) -> dict[uuid.UUID, str]:
    ids = {found for fact in facts if (found := getattr(fact, "message_id", None))}
    rows = Message.objects.filter(id__in=ids, kind__in=PUBLIC_TEXTS)
    return dict(rows.values_list("id", "text"))


def _update(
    fact_id: uuid.UUID, fact: Fact, case: Case, texts: dict[uuid.UUID, str]
) -> PublicUpdate:
    text = texts.get(getattr(fact, "message_id", None) or uuid.UUID(int=0), "")
    name = case.author_name or ""  # type: ignore[attr-defined]
    return PublicUpdate(
        id=fact_id,
        number=case.number,
        word=_WORDS[type(fact).__name__](fact),
        at=fact.at,
        words=masked(text, name=name),
    )
