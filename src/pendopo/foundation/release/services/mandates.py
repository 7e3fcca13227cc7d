"""Keeping who may speak on what: topics with their owners, mandates; words to begin with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office, Position
from pendopo.foundation.people.types import Actor
from pendopo.foundation.release import events
from pendopo.foundation.release.errors import MandateOver, RegisterNotFound
from pendopo.foundation.release.models import (
    PublicTopic,
    ReleaseTemplate,
    SpokespersonMandate,
)
from pendopo.foundation.release.rules import (
    digest_of,
    require_days_in_order,
    require_registrar,
)
from pendopo.kernel.errors import BadInput


@dataclass(frozen=True)
class MandateWords:
    """Who may speak on what, from when until when, and who stands in."""

    position: Position
    topics: Sequence[PublicTopic]
    decree_number: str
    valid_from: date
    valid_to: date | None = None
    stand_in: Position | None = None
    announced_name: str = ""


@transaction.atomic
def assign_topic(
    *, code: str, name: str, office: Office, by: Actor, at: datetime, name_en: str = ""
) -> PublicTopic:
    """Name a topic, or give the one with this code another name or owner.

    Raises
    ------
    NotRegistrar
    """
    require_registrar(by)
    topic, _made = PublicTopic.objects.update_or_create(
        code=code, defaults={"name": name, "name_en": name_en, "office": office}
    )
    publish(
        events.TopicAssigned(
            topic_id=topic.id, topic=topic.code, office=office.code, at=at, by=by.ref
        )
    )
    return topic


@transaction.atomic
def save_template(
    *, code: str, title: str, text: str, kind: str, is_active: bool, by: Actor, at: datetime
) -> ReleaseTemplate:
    """Keep words from which releases begin, or change those with this code.

    Raises
    ------
    NotRegistrar
    """
    require_registrar(by)
    words = {"title": title, "text": text, "kind": kind}
    template, _made = ReleaseTemplate.objects.update_or_create(
        code=code, defaults=words | {"is_active": is_active}
    )
    publish(
        events.TemplateSaved(
            template_id=template.id,
            template=code,
            is_active=is_active,
            digest=digest_of(words),
            at=at,
            by=by.ref,
        )
    )
    return template


@transaction.atomic
def give_mandate(*, words: MandateWords, by: Actor, at: datetime) -> SpokespersonMandate:
    """Let a position speak on topics for a time.

    Raises
    ------
    NotRegistrar
    BadInput
        No topic, no decree, days out of order, or the stand-in is the speaker.
    """
    require_registrar(by)
    _require_mandate(words)
    mandate = SpokespersonMandate.objects.create(
        position=words.position,
        stand_in=words.stand_in,
        announced_name=words.announced_name.strip(),
        decree_number=words.decree_number.strip(),
        valid_from=words.valid_from,
        valid_to=words.valid_to,
    )
    mandate.topics.set(words.topics)
    common: dict[str, Any] = {"mandate_id": mandate.id, "position_id": mandate.position_id}
    common |= {"at": at, "by": by.ref}
    publish(
        events.MandateGiven(
            valid_from=words.valid_from,
            valid_to=words.valid_to,
            stand_in_id=words.stand_in.id if words.stand_in else None,
            n_topics=len(words.topics),
            **common,
        ),
        *(events.MandateCovers(topic=topic.code, **common) for topic in words.topics),
    )
    return mandate


@transaction.atomic
def end_mandate(
    *, mandate_id: uuid.UUID, last: date, by: Actor, at: datetime
) -> SpokespersonMandate:
    """Let a mandate end on a day.

    Raises
    ------
    NotRegistrar, RegisterNotFound
    MandateOver
        It ended before that day already.
    BadInput
        The last day lies before the first.
    """
    require_registrar(by)
    mandate = (
        SpokespersonMandate.objects.select_for_update(no_key=True).filter(id=mandate_id).first()
    )
    if mandate is None:
        raise RegisterNotFound(_("Mandat ini tidak ditemukan."))
    if mandate.valid_to and mandate.valid_to <= last:
        raise MandateOver(_("Mandat ini sudah berakhir sebelum hari itu."))
    require_days_in_order(mandate.valid_from, last, field="last")
    mandate.valid_to = last
    mandate.save(update_fields=["valid_to"])
    publish(
        events.MandateEnded(
            mandate_id=mandate.id,
            position_id=mandate.position_id,
            valid_to=last,
            at=at,
            by=by.ref,
        )
    )
    return mandate


def _require_mandate(words: MandateWords) -> None:
    if not words.topics:
        raise BadInput(_("Pilih sedikitnya satu topik."), field="topics")
    if not words.decree_number.strip():
        raise BadInput(_("Isi nomor surat penugasannya."), field="decree_number")
    if words.stand_in == words.position:
        raise BadInput(_("Pengganti harus jabatan lain."), field="stand_in")
    require_days_in_order(words.valid_from, words.valid_to, field="valid_to")
