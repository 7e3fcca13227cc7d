"""Documents of applications for those who work on them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_POST

from pendopo.foundation.people.access import staff_page
from pendopo.journey.cases import rules, selectors, services
from pendopo.journey.voice.documents import content, file_name
from pendopo.kernel.http import private_file

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@staff_page(*rules.STAFF)
@require_POST
def document(request: HttpRequest, number: str, document_id: uuid.UUID) -> HttpResponse:
    """Hand out a document and record who opened it; by a form, so that no link does it alone."""
    actor = request.actor  # type: ignore[attr-defined]
    case = selectors.staff_case(number, by=actor)
    found = services.open_document(
        case_id=case.id, document_id=document_id, by=actor, at=timezone.now()
    )
    return private_file(content(found), media_type=found.media_type, name=file_name(found))
