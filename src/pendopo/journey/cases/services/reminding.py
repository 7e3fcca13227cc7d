"""Reminding authors before silence ends their case; the system closes nothing without it."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from pendopo.engines.clock import remaining
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.messages import send_message
from pendopo.foundation.people.models import Person
from pendopo.foundation.people.types import SYSTEM, CodeChannel
from pendopo.journey.cases import events
from pendopo.journey.cases.law import Law, law_in_force, pauses_of
from pendopo.journey.cases.models import Clock, Reminder
from pendopo.journey.cases.types import ClockKind
from pendopo.kernel.numbers import number_in_force
from pendopo.kernel.time import format_instant

log = logging.getLogger("pendopo.cases")
# The page by which the author follows the case shows every reminder.
PAGE = "page"
_REMIND_AT = ("cases.first_reminder_work_days", "cases.second_reminder_work_days")


def remind_author(*, clock_id: uuid.UUID, at: datetime) -> int:
    """Send what is due of the reminders of one author's clock; returns how many went out.

    Messages leave before they are recorded: a crash between the two repeats a reminder,
    which harms nobody; the other way round one would be counted that never left.
    """
    rows = Clock.objects.filter(id=clock_id, stopped_at=None)
    clock = rows.select_related("case__voice__reporter", "policy", "office").first()
    if clock is None:
        return 0
    wanted = _nth_due(clock, law_in_force(at=at), at)
    sent = set(Reminder.objects.filter(clock=clock).values_list("nth", "channel"))
    n_sent = 0
    for nth in range(1, wanted + 1):
        for channel in _channels(clock.case.voice.reporter):
            if (nth, channel) not in sent and _send(clock, channel):
                n_sent += _record(clock, nth, channel, at)
    return n_sent


def _nth_due(clock: Clock, law: Law, at: datetime) -> int:
    """Return how many reminders should have gone out by now: none, one or two."""
    pauses = pauses_of(clock)
    found = law.due(clock.policy, clock.started_at, pauses)
    left = remaining(found, at, law.calendar, pauses)
    if left.is_late:
        return 2
    first, second = (number_in_force(code, at=at) for code in _REMIND_AT)
    return (left.days <= first) + (left.days <= second)


def _channels(person: Person | None) -> tuple[str, ...]:
    named = []
    if person is not None and person.email:
        named.append(CodeChannel.EMAIL.value)
    if person is not None and person.phone:
        named.append(CodeChannel.SMS.value)
    return (*named, PAGE)


def _send(clock: Clock, channel: str) -> bool:
    person = clock.case.voice.reporter
    if channel == PAGE or person is None:
        return True
    to = person.email if channel == CodeChannel.EMAIL.value else person.phone
    with override(settings.LANGUAGE_CODE):
        subject = _("Laporan %(number)s menunggu tanggapan Anda") % {"number": clock.case.number}
        text = _text(clock)
    try:
        send_message(CodeChannel(channel), to, subject=subject, text=text)
    except OSError as error:
        # Tried again within the hour; silence does not end the case meanwhile.
        log.warning("reminder.not_sent channel=%s error=%s", channel, type(error).__name__)
        return False
    return True


def _text(clock: Clock) -> str:
    told = {
        "number": clock.case.number,
        "until": format_instant(clock.due_at, settings.PENDOPO_ZONE),
    }
    if clock.kind == ClockKind.COMPLETION.value:
        return (
            _(
                "Petugas bertanya tentang laporan %(number)s. Balaslah sampai %(until)s di halaman "
                "Lacak; setelah itu laporan diarsipkan dan dapat diajukan lagi."
            )
            % told
        )
    if clock.kind == ClockKind.DISPUTE.value:
        return (
            _(
                "Keberatan Anda pada permohonan %(number)s sudah sampai di ujungnya di sini. Sengketa "
                "ke Komisi Informasi dapat diajukan sampai %(until)s; suratnya ada di halaman Lacak."
            )
            % told
        )
    return (
        _(
            "Laporan %(number)s sudah dijawab. Terima, nilai, atau ajukan keberatan sampai "
            "%(until)s di halaman Lacak; setelah itu laporan ditutup oleh sistem."
        )
        % told
    )


@transaction.atomic
def _record(clock: Clock, nth: int, channel: str, at: datetime) -> int:
    _row, is_new = Reminder.objects.get_or_create(
        clock=clock, nth=nth, channel=channel, defaults={"at": at}
    )
    if is_new:
        publish(
            events.CaseReminded(
                case_id=clock.case_id,
                clock_id=clock.id,
                nth=nth,
                channel=channel,
                at=at,
                by=SYSTEM.ref,
            )
        )
    return int(is_new)
