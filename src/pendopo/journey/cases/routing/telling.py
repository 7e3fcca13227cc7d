"""Telling the authors of merged cases that the case in which theirs went up was answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.messages import send_message
from pendopo.foundation.people.types import SYSTEM, CodeChannel
from pendopo.journey.cases import events
from pendopo.journey.cases.models import Case, CaseLink, JoinedNotice, Message
from pendopo.journey.cases.types import LinkKind


def tell_joined(*, answer_id: uuid.UUID, at: datetime) -> int:
    """Tell each author who left an address, once per answer; returns how many messages left.

    A message leaves before it is noted: a crash between the two repeats it, which harms
    nobody. If one cannot be sent the others are, and the whole is tried again.

    Raises
    ------
    OSError
        At least one could not be sent.
    """
    answer = Message.objects.select_related("case").get(id=answer_id)
    told = set(JoinedNotice.objects.filter(answer=answer).values_list("case_id", "channel"))
    failures: list[OSError] = []
    n_sent = 0
    for case in _joined(answer.case):
        for channel, address in _addresses(case):
            if (case.id, channel.value) in told:
                continue
            try:
                _send(case, channel, address, answer.case.number)
            except OSError as error:
                failures.append(error)
            else:
                n_sent += _record(case, answer, channel, at)
    if failures:
        raise failures[0]
    return n_sent


def _joined(target: Case) -> list[Case]:
    links = CaseLink.objects.filter(target=target, kind=LinkKind.MERGED, ended_at=None)
    rows = links.select_related("source__voice__reporter").order_by("at", "id")
    return [link.source for link in rows]


def _addresses(case: Case) -> list[tuple[CodeChannel, str]]:
    person = case.voice.reporter
    if person is None:
        return []
    known = ((CodeChannel.EMAIL, person.email), (CodeChannel.SMS, person.phone))
    return [(channel, address) for channel, address in known if address]


def _send(case: Case, channel: CodeChannel, address: str, target: str) -> None:
    told = {"own": case.number, "target": target}
    with override(settings.LANGUAGE_CODE):
        subject = _("Laporan %(own)s: laporan gabungannya dijawab") % told
        text = (
            _(
                "Laporan %(target)s, tempat laporan Anda %(own)s digabung, sudah dijawab. "
                "Bacalah dan sampaikan keterangan lain di halaman Lacak."
            )
            % told
        )
    send_message(channel, address, subject=subject, text=text)


@transaction.atomic
def _record(case: Case, answer: Message, channel: CodeChannel, at: datetime) -> int:
    _row, is_new = JoinedNotice.objects.get_or_create(
        case=case, answer=answer, channel=channel.value, defaults={"at": at}
    )
    if is_new:
        publish(
            events.CaseJoinedTold(
                case_id=case.id,
                message_id=answer.id,
                channel=channel.value,
                at=at,
                by=SYSTEM.ref,
            )
        )
    return int(is_new)
