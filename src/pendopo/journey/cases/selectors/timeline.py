"""Reading the history of a case from its facts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.models import Office
from pendopo.journey.cases import events
from pendopo.journey.cases.escalation.wording import TITLES as ESCALATION_TITLES
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.types import (
    ArchiveReason,
    CaseClass,
    CloseReason,
    MessageKind,
    Outcome,
    Status,
    TimelineEntry,
)
from pendopo.journey.cases.workspace import events as inner
from pendopo.journey.cases.workspace.timeline import inner_entry, inner_texts
from pendopo.kernel.events import Fact
from pendopo.ui.templatetags.pendopo_ui import local_time_text

_INTERNAL = Q(kind=MessageKind.NOTE.value)
_INTERNAL_FACTS = (events.CaseNoted, events.CaseAccusedNamed, *inner.INTERNAL)


def messages_of(case_id: uuid.UUID, *, is_internal_shown: bool = False) -> QuerySet[Message]:
    """Return the texts of a case, oldest first; notes only for staff.

    What the author of a merged case adds is for the office: of citizens, only they read it.
    """
    own = Message.objects.filter(Q(case_id=case_id) | Q(source_id=case_id))
    rows = own.select_related("office").order_by("at", "id")
    if is_internal_shown:
        return rows
    return rows.exclude(_INTERNAL | Q(kind=MessageKind.JOINED.value, case_id=case_id))


def timeline(case: Case, *, is_internal_shown: bool = False) -> list[TimelineEntry]:
    """Return the history of a case from its facts, with the texts beside them."""
    texts = {
        message.id: message for message in messages_of(case.id, is_internal_shown=is_internal_shown)
    }
    facts = facts_about(case.id)
    names = _office_names(facts)
    entries = [_entry(fact, texts, names, is_internal_shown) for fact in facts]
    if is_internal_shown:
        words = inner_texts(case.id, facts)
        inside = [inner_entry(fact, words) for fact in facts]
        entries = [one or other for one, other in zip(entries, inside, strict=True)]
    return [entry for entry in entries if entry is not None]


def _office_names(facts: Iterable[Fact]) -> dict[str, str]:
    codes = {fact.office for fact in facts if isinstance(fact, events.CaseAssigned)}
    return dict(Office.objects.filter(code__in=codes).values_list("code", "short_name"))


def _entry(
    fact: Fact, texts: dict[uuid.UUID, Message], names: dict[str, str], is_internal: bool
) -> TimelineEntry | None:
    title = _title(fact, is_internal)
    if title is None:
        return None
    message = texts.get(getattr(fact, "message_id", None) or uuid.UUID(int=0))
    office = message.office.short_name if message and message.office else ""
    if isinstance(fact, events.CaseAssigned):
        office = names.get(fact.office, fact.office)
    return TimelineEntry(
        at=fact.at,
        code=type(fact).__name__,
        title=title,
        text=message.text if message else "",
        office=office,
        outcome=str(message.get_outcome_display()) if message and message.outcome else "",
        proof=message.proof if message else "",
        kind=message.kind if message else "",
        message_id=message.id if message else None,
    )


def _title(fact: Fact, is_internal: bool) -> str | None:
    if isinstance(fact, _INTERNAL_FACTS) and not is_internal:
        return None
    if isinstance(fact, events.ClockMoved) and fact.reason != "calendar":
        return None
    title = _TITLES.get(type(fact)) or ESCALATION_TITLES.get(type(fact))
    return str(title(fact)) if title else None


def _verified(fact: events.CaseVerified) -> str:
    label = str(CaseClass(fact.case_class).label).lower()
    return _("Terverifikasi sebagai %(kind)s") % {"kind": label}


def _answered(fact: events.CaseAnswered) -> str:
    return _("Dijawab: %(outcome)s") % {"outcome": str(Outcome(fact.outcome).label).lower()}


def _extended(fact: events.CaseExtended) -> str:
    until = local_time_text(fact.due_at)
    return _("Batas waktu jawaban diperpanjang sampai %(until)s") % {"until": until}


def _objected(fact: events.CaseObjected) -> str:
    if not fact.ground:
        return _("Pemohon mengajukan keberatan kepada atasan PPID")
    return _("Pemohon mengajukan keberatan kepada atasan PPID, alasan huruf %(ground)s") % {
        "ground": fact.ground
    }


def _decided(fact: events.CaseObjectionDecided) -> str:
    outcome = str(Outcome(fact.outcome).label).lower()
    return _("Keberatan diputuskan: %(outcome)s") % {"outcome": outcome}


def _archived(fact: events.CaseArchived) -> str:
    reason = ArchiveReason(fact.reason).label
    return _("Diarsipkan: %(reason)s") % {"reason": _small_first(str(reason))}


def _adopted(fact: events.CaseAdopted) -> str:
    label = str(Status(fact.status).label).lower()
    return _("Diambil alih dari sistem lain: %(status)s") % {"status": label}


def _rated(fact: events.CaseRated) -> str:
    return _("Pelapor menilai jawaban: %(score)s dari 4") % {"score": fact.score}


def _accused(fact: events.CaseAccusedNamed) -> str:
    if not fact.office:
        return _("Pembatasan pembaca dicabut")
    return _("Perangkat daerah yang dilaporkan tidak dapat membaca laporan ini")


def _merged(fact: events.CaseMerged) -> str:
    return _("Digabung ke laporan %(number)s") % {"number": fact.target}


def _took_in(fact: events.CaseTookIn) -> str:
    return _("Laporan %(number)s digabung ke sini") % {"number": fact.source}


def _split(fact: events.CaseSplit) -> str:
    return _("Sebagian menjadi laporan %(number)s") % {"number": fact.part}


def _small_first(text: str) -> str:
    return text[:1].lower() + text[1:]


# Facts that are not here (the clocks' own) are drawn as clocks, not as history.
_TITLES: dict[type[Fact], Callable[[Any], Any]] = {
    events.CaseOpened: lambda _fact: _("Laporan diterima"),
    events.CaseVerified: _verified,
    events.CaseTopicChosen: lambda _fact: _("Topik ditetapkan verifikator"),
    events.CaseAssigned: lambda _fact: _("Diteruskan ke perangkat daerah yang bertanggung jawab"),
    events.CaseQuestioned: lambda _fact: _("Petugas meminta keterangan"),
    events.CaseReplied: lambda _fact: _("Pelapor membalas"),
    events.CaseProgressed: lambda _fact: _("Tindak lanjut"),
    events.CaseAnswered: _answered,
    events.CaseRated: _rated,
    events.CaseModerated: lambda _fact: _("Yang dibaca umum disunting; tulisan asli disimpan"),
    events.CaseRequesterTold: lambda _fact: _("Pemohon diberi tahu tentang langkah ini"),
    events.CaseReminded: lambda _fact: _("Pelapor diingatkan"),
    events.CaseAccusedNamed: _accused,
    events.CaseClosed: lambda fact: CloseReason(fact.reason).label,
    events.CaseBounced: lambda _fact: _("Perangkat daerah menyatakan bukan kewenangannya"),
    events.CaseArbitrated: lambda _fact: _("Kewenangan diputuskan"),
    events.CaseMerged: _merged,
    events.CaseTookIn: _took_in,
    events.CaseHeardJoined: lambda _fact: _(
        "Pelapor dari laporan yang digabung menambah keterangan"
    ),
    events.CaseSpokeOn: lambda _fact: _("Anda menambah keterangan pada laporan gabungan"),
    events.CaseJoinedTold: lambda _fact: _("Anda diberi tahu bahwa laporan gabungan dijawab"),
    events.CaseUnmerged: lambda _fact: _("Penggabungan dibatalkan"),
    events.CaseSplit: _split,
    events.CaseJoined: lambda _fact: _("Warga lain mengalami masalah yang sama"),
    events.CaseExtended: _extended,
    events.CaseObjected: _objected,
    events.CaseObjectionDecided: _decided,
    events.CaseDisputed: lambda _fact: _("Pemohon mengajukan sengketa ke Komisi Informasi"),
    events.CaseReopened: lambda _fact: _("Dibuka kembali oleh pelapor"),
    events.CaseArchived: _archived,
    events.CaseNumberLinked: lambda _fact: _("Tercatat juga di sistem lain"),
    events.CaseAdopted: _adopted,
    events.CaseNoted: lambda _fact: _("Catatan dalam"),
    events.ClockMoved: lambda _fact: _("Batas waktu dihitung ulang: daftar hari libur berubah"),
}
