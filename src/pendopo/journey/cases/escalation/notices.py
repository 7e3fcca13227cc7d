"""Telling those before whom a limit was put: number and limit only, by e-mail."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.people.messages import send_message
from pendopo.foundation.people.types import CodeChannel, Role
from pendopo.journey.cases import rules
from pendopo.journey.cases.conflict import accused_offices
from pendopo.journey.cases.escalation.directory import addresses_of
from pendopo.journey.cases.models import Escalation
from pendopo.journey.cases.types import ClockKind
from pendopo.kernel.time import format_instant

_MOST_LINES = 50


def notify_office(*, escalation_id: uuid.UUID, at: datetime) -> int:
    """Tell an office of everything that was put before it and not told yet; one e-mail a person.

    What a run raises is told together: the later of its facts find nothing left to tell.
    Returns the number of e-mails.
    """
    row = Escalation.objects.filter(id=escalation_id).first()
    if row is None or row.office_id is None or row.notified_at is not None:
        return 0
    untold = _untold(row.office_id, row.role)
    rows = list(untold.select_related("case", "clock").order_by("due_at", "id"))
    subject, text = _words(rows)
    sent = _send(row.office_id, [row.role], subject, text, at)
    untold.update(notified_at=at)
    return sent


def remind_office(*, escalation_id: uuid.UUID, at: datetime) -> int:
    """Tell the responsible office that its superior waits; returns the number of e-mails."""
    row = Escalation.objects.select_related("case", "clock", "of_office").get(id=escalation_id)
    with translation.override("id"):
        subject = _("Pengingat: laporan %(number)s") % {"number": row.case.number}
        text = _(
            "Atasan Anda mengingatkan laporan ini.\n\n%(line)s\n\nBuka Pendopo untuk menanganinya."
        ) % {"line": _line(row)}
    return _mail(_workers(row, at), subject, text)


def _workers(row: Escalation, at: datetime) -> list[str]:
    """Return the addresses of those who can do what is late."""
    case = row.case
    if row.clock.kind == ClockKind.OBJECTION_ANSWER:
        return addresses_of(None, [Role.PPID_SUPERIOR], at=at)
    if row.of_office_id is not None:
        own = addresses_of(row.of_office_id, [Role.OFFICER, Role.HEAD, Role.INSPECTOR], at=at)
        named = addresses_of(None, [Role.PPID], at=at) if rules.is_ppids_own(case) else []
        return sorted({*own, *named})
    accused = accused_offices(case)
    working = [Role.ARBITER if case.is_disputed else rules.receiving_role(case)]
    working += [Role.INSPECTOR] if accused else []
    return addresses_of(None, working, at=at, without=accused)


def _untold(office_id: uuid.UUID, role: str) -> QuerySet[Escalation]:
    return Escalation.objects.filter(
        office_id=office_id, role=role, notified_at=None, ended_at=None
    )


def _send(office_id: uuid.UUID, roles: Sequence[str], subject: str, text: str, at: datetime) -> int:
    return _mail(addresses_of(office_id, roles, at=at), subject, text)


def _mail(addresses: Sequence[str], subject: str, text: str) -> int:
    for address in addresses:
        send_message(CodeChannel.EMAIL, address, subject=subject, text=text)
    return len(addresses)


def _words(rows: Sequence[Escalation]) -> tuple[str, str]:
    # In the language of the office, whatever language the worker was started in.
    with translation.override("id"):
        lines = [_line(row) for row in rows[:_MOST_LINES]]
        if len(rows) > _MOST_LINES:
            lines.append(_("… dan %(n)s lagi.") % {"n": len(rows) - _MOST_LINES})
        subject = _("%(n)s batas waktu perlu tindakan Anda") % {"n": len(rows)}
        text = _(
            "Batas waktu berikut mendekat atau sudah lewat, dan disampaikan kepada Anda:\n\n"
            "%(lines)s\n\nBuka Pendopo, menu Eskalasi, untuk melihat apa yang diharapkan."
        ) % {"lines": "\n".join(lines)}
    return subject, text


def _line(row: Escalation) -> str:
    return _("- %(number)s: %(clock)s, batas %(due)s") % {
        "number": row.case.number,
        "clock": row.clock.get_kind_display(),
        "due": format_instant(row.clock.due_at, settings.PENDOPO_ZONE),
    }
