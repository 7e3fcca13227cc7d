"""Filing a request about one's own data, and following it by number and code."""

from __future__ import annotations

import uuid
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import DataRequest
from pendopo.foundation.governance.personal_data import clocks
from pendopo.foundation.governance.personal_data.errors import NotOfficer, RequestNotFound
from pendopo.foundation.governance.personal_data.events import DataRequestReceived
from pendopo.foundation.governance.personal_data.types import Evidence, Proof, RequestKind
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.services import register_person
from pendopo.foundation.people.types import Actor, Contact, Role
from pendopo.kernel.counting import count
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.errors import BadInput, TooMany
from pendopo.kernel.ids import draw_case_number, new_id, read_tracking_code, tracking_code_from
from pendopo.kernel.time import from_iso, local, to_iso

HELD_FOR = timedelta(hours=12)
_HELD, _MOST_HELD = "held_data_requests", 20
_MOST_TRIES, _TRIES_WITHIN = 20, timedelta(minutes=10)
_DESK = (Role.FRONTDESK, Role.DPO)


@dataclass(frozen=True)
class Wish:
    """What somebody asks, in their own words where they gave any."""

    kind: RequestKind
    words: str = ""


@transaction.atomic
def file_request(
    *, person_id: uuid.UUID, wish: Wish, proof: Proof, by: Actor, at: datetime, evidence: str = ""
) -> DataRequest:
    """Keep a request of somebody who proved who they are, and begin its clock.

    Raises
    ------
    BadInput
        A correction that does not say what is wrong.
    NoNumber
        The installation's law was not loaded.
    """
    if wish.kind == RequestKind.CORRECTION and not wish.words.strip():
        raise BadInput(_("Tulis apa yang keliru dan bagaimana seharusnya."), field="words")
    request_id, clock = new_id(), clocks.begun(f"{wish.kind}_hours", since=at)
    row = DataRequest.objects.create(
        id=request_id,
        number=f"PD-{draw_case_number(local(at, settings.PENDOPO_ZONE).year)}",
        kind=wish.kind,
        proof=proof,
        evidence=evidence,
        person_id=person_id,
        wish=wish.words.strip(),
        code_index=_code_index(_code_of(request_id)),
        received_at=at,
        **clock,
    )
    publish(
        DataRequestReceived(
            data_request_id=row.id,
            number=row.number,
            kind=RequestKind(row.kind),
            proof=Proof(row.proof),
            due_at=clock["due_at"],
            at=at,
            by=by.ref,
        )
    )
    return row


@transaction.atomic
def file_at_desk(
    *, contact: Contact, wish: Wish, evidence: Evidence, by: Actor, at: datetime
) -> DataRequest:
    """Keep a request of somebody who came in person and showed a document.

    Raises
    ------
    NotOfficer
        The actor serves neither at the front desk nor as data-protection officer.
    BadInput
        No name, no contact, or one that cannot be read.
    """
    if not by.has_role(*_DESK):
        raise NotOfficer(_("Hanya petugas loket dan PPDP yang mencatat permintaan di loket."))
    if not (contact.phone or contact.email or contact.nik):
        raise BadInput(_("Isi telepon, surel, atau NIK: dengan itu datanya dicari."), field="phone")
    person = register_person(contact, at=at)
    return file_request(
        person_id=person.id, wish=wish, proof=Proof.DESK, by=by, at=at, evidence=evidence
    )


def code_of(row: DataRequest) -> str:
    """Return the secret code of a request: shown once, derived and stored nowhere."""
    return _code_of(row.id)


def _code_of(request_id: uuid.UUID) -> str:
    return tracking_code_from(blind_index(str(request_id), purpose="data_request_code"))


def _code_index(code: str) -> str:
    canonical = read_tracking_code(code)
    return blind_index(canonical, purpose="data_request") if canonical else ""


def tracked(number: str, code: str, *, address: str) -> DataRequest:
    """Return the request with this number and code; attempts are counted per address.

    Raises
    ------
    TooMany
        Too many attempts from one network address.
    RequestNotFound
        One of the two is wrong; which is not told.
    """
    if count("throttle.data_request", address, within=_TRIES_WITHIN) > _MOST_TRIES:
        raise TooMany(_("Terlalu banyak percobaan dari jaringan ini. Coba lagi nanti."))
    index = _code_index(code)
    rows = DataRequest.objects.filter(number=number.strip().upper(), code_index=index)
    found = rows.first() if index else None
    if found is None:
        raise RequestNotFound(_("Nomor atau kode keliru."))
    return found


def hold(session: MutableMapping[str, Any], row: DataRequest, *, at: datetime) -> None:
    """Remember that this browser proved it holds the request."""
    known = dict(session.get(_HELD, {}))
    known.pop(row.number, None)
    session[_HELD] = dict([*known.items(), (row.number, to_iso(at))][-_MOST_HELD:])


def held(
    session: MutableMapping[str, Any], number: str, *, by: Actor, at: datetime
) -> DataRequest | None:
    """Return the request if this browser or the signed-in person holds it."""
    row = DataRequest.objects.filter(number=number).first()
    if row is None:
        return None
    since = session.get(_HELD, {}).get(number)
    if since is not None and at - from_iso(since) < HELD_FOR:
        return row
    is_own = by.person_id is not None and row.person_id == by.person_id
    return row if is_own else None
