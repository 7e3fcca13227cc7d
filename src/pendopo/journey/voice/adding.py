"""Documents that the author of an application gives after it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.journey.procedures.definition import Requirement
from pendopo.journey.voice import documents
from pendopo.journey.voice.errors import DocumentUnreadable
from pendopo.journey.voice.events import DocumentsAdded
from pendopo.journey.voice.models import Document, Voice

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@transaction.atomic
def add_documents(
    *,
    voice: Voice,
    files: Sequence[tuple[Requirement, UploadedFile[Any]]],
    by: Actor,
    at: datetime,
) -> list[tuple[str, str]]:
    """Attach the files that may be kept; returns (requirement's code, why not) of the others.

    What was given before stays: an officer sees which came later.
    """
    kept, faults = [], []
    for row, file in files:
        try:
            found = documents.keep_document(
                file,
                size=file.size or 0,
                requirement=row,
                submission_key=voice.submission_key,
                at=at,
            )
        except DocumentUnreadable as error:
            faults.append((row.code, f"{row.label}: {error.message}"))
        else:
            kept.append(found)
    if kept:
        Document.objects.filter(id__in=[each.id for each in kept]).update(voice=voice)
        codes = "+".join(sorted({each.requirement for each in kept}))
        publish(DocumentsAdded(voice_id=voice.id, requirements=codes, at=at, by=by.ref))
    return faults
