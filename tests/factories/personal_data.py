"""Makers of what the duties towards people's data need: their law, an officer, requests, breaches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.factories.people import actor_for, make_citizen, make_officer

from pendopo.foundation.governance.models import Breach, DataRequest
from pendopo.foundation.governance.personal_data import breaches, requesting
from pendopo.foundation.governance.personal_data.answering import Answer, answer, erase
from pendopo.foundation.governance.personal_data.documents import load_shipped
from pendopo.foundation.governance.personal_data.requesting import Wish
from pendopo.foundation.governance.personal_data.types import (
    Evidence,
    Outcome,
    Proof,
    RequestKind,
)
from pendopo.foundation.people.types import Actor, Contact, Role
from pendopo.kernel.models import RuleNumber
from pendopo.portal.law_loader import load_numbers

DATA = Path(__file__).parents[2] / "data"
# A Thursday evening before a long weekend of Idulfitri.
EVENING = datetime(2026, 3, 19, 14, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)

KNOWN = {
    "what": "Nama dan nomor telepon pemohon layanan.",
    "classes": ["umum"],
    "n_people": 214,
    "systems": "Lembar kerja pendaftaran",
    "how": "Berkas terlampir pada surel yang salah alamat.",
    "exposed_from": "2026-03-19T13:00:00.000000Z",
    "exposed_to": "",
    "contained_at": "",
    "measures": "Penerima diminta menghapus dan sudah mengonfirmasi.",
    "advice": "Waspadai telepon yang mengaku petugas.",
    "contact": "PPDP, ppdp@contoh.go.id",
    "late_reason": "",
    "is_cyber": False,
    "is_public": False,
}


def make_data_law() -> None:
    """Load the hours, periods and documents that come with the software."""
    if not RuleNumber.objects.filter(code="personal_data.access_hours").exists():
        load_numbers(DATA / "rules")
    load_shipped(DATA / "personal_data")


def make_dpo(at: datetime = EVENING) -> Actor:
    """Return the data-protection officer as actor."""
    return actor_for(make_officer(Role.DPO, at=at), at)


def make_request(
    kind: RequestKind = RequestKind.ACCESS, *, person=None, words: str = "", at=EVENING, **values
) -> DataRequest:
    """Return a request of a citizen who confirmed their contact."""
    make_data_law()
    person = person or make_citizen(name="Warga Contoh").person
    by = Actor(ref=f"p:{person.ref}", person_id=person.id)
    told = {"proof": Proof.ACCOUNT, "by": by, "at": at} | values
    wish = Wish(kind, words or "Tolong penuhi.")
    return requesting.file_request(person_id=person.id, wish=wish, **told)


def make_desk_request(
    kind: RequestKind = RequestKind.ACCESS, *, by: Actor, at=EVENING, **contact
) -> DataRequest:
    """Return a request of somebody who came to the desk."""
    make_data_law()
    told = {"name": "Siti Contoh", "phone": "081234567890"} | contact
    return requesting.file_at_desk(
        contact=Contact(**told),
        wish=Wish(kind, "Tolong penuhi."),
        evidence=Evidence.IDENTITY_CARD,
        by=by,
        at=at,
    )


def make_answered_request(
    kind: RequestKind = RequestKind.ACCESS, *, by: Actor, at=EVENING + HOUR, **values
) -> DataRequest:
    """Return a request that was granted."""
    row = make_request(kind, **values)
    if kind == RequestKind.ERASURE:
        erase(number=row.number, by=by, at=at)
    told = Answer(Outcome.GRANTED, "Sudah kami penuhi.")
    return answer(number=row.number, told=told, by=by, at=at)


def make_breach(*, by: Actor, detected_at=EVENING, at=EVENING + HOUR, **known) -> Breach:
    """Return a breach in the register."""
    make_data_law()
    return breaches.record(known=KNOWN | known, detected_at=detected_at, by=by, at=at)
