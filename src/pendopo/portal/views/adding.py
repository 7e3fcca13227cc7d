"""More documents for an application that was sent: asked for, or unreadable before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.foundation.people.access import public_page
from pendopo.journey.cases.selectors import case_of_voice
from pendopo.journey.cases.selectors.application import may_still_add
from pendopo.journey.voice.adding import add_documents
from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.journey.voice.selectors import documents_of
from pendopo.journey.voice.throttle import UPLOADS, count_attempt
from pendopo.kernel.http import client_address, render_page
from pendopo.portal.views.tracking import ask_for_code, held_voice, reporter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from pendopo.journey.procedures.definition import Requirement
    from pendopo.journey.voice.models import Voice


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def documents(request: HttpRequest, number: str) -> HttpResponse:
    """Take in more documents while their author may still add to the case."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    asked = _asked(held)
    if request.method != "POST":
        return _page(request, held, asked)
    files = [(row, file) for row in asked for file in request.FILES.getlist(f"file_{row.code}")]
    if not files:
        return _page(request, held, asked, [("", _("Pilih dulu berkasnya."))])
    count_attempt(UPLOADS, client_address(request))
    faults = add_documents(voice=held, files=files, by=reporter(request, held), at=timezone.now())
    if faults:
        return _page(request, held, asked, faults)
    messages.success(request, _("Berkas sudah diterima. Balas pertanyaannya bila Anda ditanya."))
    return redirect("portal:voice", number=held.number)


def _asked(held: Voice) -> Sequence[Requirement]:
    """Return what may be added now.

    Raises
    ------
    VoiceNotFound
        The case asks for no documents, or its author can add nothing any more.
    """
    case = case_of_voice(held.id)
    asked = may_still_add(case) if case else []
    if not asked:
        raise VoiceNotFound(_("Laporan ini tidak meminta berkas, atau sudah selesai."))
    return asked


def _page(
    request: HttpRequest,
    held: Voice,
    asked: Sequence[Requirement],
    faults: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    given = Counter(documents_of(held.id).values_list("requirement", flat=True))
    context = {
        "voice": held,
        "rows": [(row, given[row.code]) for row in asked],
        "faults": faults,
        "faulty": {code for code, _message in faults},
    }
    return render_page(request, "portal/documents.html", context, status=422 if faults else 200)
