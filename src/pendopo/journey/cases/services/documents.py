"""Opening what an applicant attached: allowed to those who work on it, and always recorded."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.services import read_person
from pendopo.foundation.people.types import Actor, ReadPurpose
from pendopo.journey.cases import rules
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.services.loading import lock
from pendopo.journey.voice.events import DocumentRead
from pendopo.journey.voice.models import Document
from pendopo.journey.voice.selectors import document as document_with
from pendopo.kernel.errors import NotAllowed


@transaction.atomic
def open_document(
    *, case_id: uuid.UUID, document_id: uuid.UUID, by: Actor, at: datetime
) -> Document:
    """Return a document of a case, and record who opened it.

    Raises
    ------
    CaseNotFound
        Unknown case or document, or not theirs.
    NotAllowed
        The actor does not work on the case.
    """
    case, found = lock(case_id), document_with(document_id)
    is_there = found is not None and found.voice_id == case.voice_id
    if found is None or not is_there or not rules.may_see(by, case):
        raise CaseNotFound(_("Berkas tidak ditemukan."))
    if not rules.may_open_documents(by, case):
        raise NotAllowed(_("Hanya yang menangani permohonan ini yang dapat membuka berkasnya."))
    reporter_id, acting = case.voice.reporter_id, rules.in_covering_position(by, case)
    if reporter_id is not None:
        read_person(
            reporter_id, by=acting, purpose=ReadPurpose.HANDLE_CASE, at=at, about_id=case.id
        )
    publish(
        DocumentRead(
            voice_id=case.voice_id,
            document_id=found.id,
            requirement=found.requirement,
            office=acting.mandates[0].office_code,
            at=at,
            by=by.ref,
        )
    )
    return found
