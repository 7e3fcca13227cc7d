"""Telling whoever asked for information of each step, with what they may do next and until when."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.messages import send_message
from pendopo.foundation.people.types import SYSTEM, CodeChannel
from pendopo.journey.cases import events, rules, windows
from pendopo.journey.cases.law import law_in_force, procedure_of
from pendopo.journey.cases.models import Case, Clock, StepNotice
from pendopo.journey.cases.types import CaseClass, ClockKind, Outcome
from pendopo.kernel.time import format_instant


@dataclass(frozen=True)
class Told:
    """What is said of a step; ``limit`` is the clock whose end the second text names."""

    subject: Any
    text: Any
    limit: ClockKind
    next_step: Any


# Step → what its author reads. The limits are of UU 14/2008 Pasal 22 and 35-37.
STEPS: Mapping[str, Told] = {
    "received": Told(
        gettext_lazy("Permohonan informasi %(number)s diterima"),
        gettext_lazy("Permohonan informasi %(number)s sudah kami terima."),
        ClockKind.ANSWER,
        gettext_lazy(
            "PPID mencatatnya dan memberi pemberitahuan tertulis paling lambat %(until)s. Bila lewat "
            "tanpa jawaban, Anda dapat mengajukan keberatan kepada atasan PPID."
        ),
    ),
    "registered": Told(
        gettext_lazy("Permohonan informasi %(number)s dicatat"),
        gettext_lazy("Permohonan informasi %(number)s sudah dicatat PPID."),
        ClockKind.ANSWER,
        gettext_lazy(
            "Pemberitahuan tertulis Anda terima paling lambat %(until)s. Bila lewat tanpa jawaban, "
            "Anda dapat mengajukan keberatan kepada atasan PPID."
        ),
    ),
    "extended": Told(
        gettext_lazy("Permohonan informasi %(number)s: batas waktu diperpanjang"),
        gettext_lazy(
            "PPID memperpanjang batas jawaban permohonan informasi %(number)s, sekali saja. Alasannya "
            "tertulis di halaman Lacak."
        ),
        ClockKind.ANSWER,
        gettext_lazy(
            "Jawaban Anda terima paling lambat %(until)s. Bila lewat tanpa jawaban, Anda dapat "
            "mengajukan keberatan kepada atasan PPID."
        ),
    ),
    "answered": Told(
        gettext_lazy("Permohonan informasi %(number)s dijawab"),
        gettext_lazy("Permohonan informasi %(number)s sudah dijawab: %(outcome)s."),
        ClockKind.OBJECT,
        gettext_lazy(
            "Bila jawabannya tidak sesuai, Anda dapat mengajukan keberatan kepada atasan PPID paling "
            "lambat %(until)s."
        ),
    ),
    "refused": Told(
        gettext_lazy("Permohonan informasi %(number)s ditolak"),
        gettext_lazy(
            "Permohonan informasi %(number)s tidak dapat dipenuhi. Alasan dan dasar hukumnya tertulis "
            "di halaman Lacak."
        ),
        ClockKind.OBJECT,
        gettext_lazy(
            "Bila Anda tidak menerimanya, ajukan keberatan kepada atasan PPID paling lambat %(until)s."
        ),
    ),
    "objected": Told(
        gettext_lazy("Keberatan atas permohonan %(number)s diterima"),
        gettext_lazy(
            "Keberatan Anda atas permohonan informasi %(number)s sudah diterima atasan PPID."
        ),
        ClockKind.OBJECTION_ANSWER,
        gettext_lazy(
            "Atasan PPID menjawabnya paling lambat %(until)s. Bila lewat tanpa jawaban, Anda dapat "
            "mengajukan sengketa ke Komisi Informasi."
        ),
    ),
    "decided": Told(
        gettext_lazy("Keberatan atas permohonan %(number)s diputus"),
        gettext_lazy(
            "Atasan PPID memutus keberatan Anda atas permohonan informasi %(number)s: %(outcome)s."
        ),
        ClockKind.DISPUTE,
        gettext_lazy(
            "Bila Anda tidak menerimanya, ajukan sengketa ke Komisi Informasi paling lambat %(until)s; "
            "suratnya siap dicetak di halaman Lacak."
        ),
    ),
}


def tell_requester(
    *, case_id: uuid.UUID, step: str, about: uuid.UUID, at: datetime, outcome: str = ""
) -> int:
    """Tell the requester, by every way they left, of a step; returns how many messages left.

    ``about`` is the text of the step, or the case; ``outcome`` what an answer or decision says.

    Nothing is sent where the case is no request for information of a procedure. A message
    leaves before it is noted: a crash between the two repeats it, which harms nobody.

    Raises
    ------
    OSError
        At least one could not be sent; the others were, and the whole is tried again.
    """
    rows = Case.objects.select_related("voice__reporter", "procedure_version")
    case = rows.get(id=case_id)
    if not rules.is_ppids_own(case):
        return 0
    known = StepNotice.objects.filter(case=case, step=step, about=about)
    told = set(known.values_list("channel", flat=True))
    failures: list[OSError] = []
    n_sent = 0
    for channel, address in _addresses(case):
        if channel.value in told:
            continue
        subject, text = _words(case, step, outcome, at)
        try:
            send_message(channel, address, subject=subject, text=text)
        except OSError as error:
            failures.append(error)
        else:
            n_sent += _record(case, step, about, channel, at)
    if failures:
        raise failures[0]
    return n_sent


def step_of_outcome(outcome: str) -> str:
    """Return under which name an answer is told."""
    return "refused" if outcome == Outcome.REFUSED else "answered"


def _addresses(case: Case) -> list[tuple[CodeChannel, str]]:
    person = case.voice.reporter
    if person is None:
        return []
    known = ((CodeChannel.EMAIL, person.email), (CodeChannel.SMS, person.phone))
    return [(channel, address) for channel, address in known if address]


def _words(case: Case, step: str, outcome: str, at: datetime) -> tuple[str, str]:
    told, until = STEPS[step], _until(case, STEPS[step].limit, at)
    # The language of the one who asked is not kept; the record's is Indonesian.
    with override(settings.LANGUAGE_CODE):
        words = {
            "number": case.number,
            "outcome": str(Outcome(outcome).label).lower() if outcome else "",
            "until": format_instant(until, settings.PENDOPO_ZONE) if until else "",
        }
        parts = [str(told.text) % words]
        if until is not None:
            parts.append(str(told.next_step) % words)
        parts.append(_("Selengkapnya di halaman Lacak, dengan kode yang Anda simpan."))
        return str(told.subject) % words, "\n\n".join(parts)


def _until(case: Case, kind: ClockKind, at: datetime) -> datetime | None:
    """Return until when the next step is; before it is registered, as it will be counted."""
    clock = windows.newest(Clock.objects.filter(case=case), kind)
    if clock is not None:
        return clock.due_at
    law, procedure = law_in_force(at=at), procedure_of(case)
    case_class = case.case_class or CaseClass.INFORMATION_REQUEST.value
    awaits = kind == ClockKind.ANSWER and law.has_policy(
        kind.value, case_class, at, procedure=procedure
    )
    if not awaits:
        return None
    policy = law.policy(kind.value, case_class, at, procedure=procedure)
    return law.due(policy, case.opened_at).at


@transaction.atomic
def _record(case: Case, step: str, about: uuid.UUID, channel: CodeChannel, at: datetime) -> int:
    _row, is_new = StepNotice.objects.get_or_create(
        case=case, step=step, about=about, channel=channel.value, defaults={"at": at}
    )
    if is_new:
        publish(
            events.CaseRequesterTold(
                case_id=case.id, step=step, channel=channel.value, at=at, by=SYSTEM.ref
            )
        )
    return int(is_new)
