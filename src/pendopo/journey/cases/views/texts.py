"""Ready texts of offices: listed, written anew, taken out of use."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.text_forms import ReadyTextForm
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

KEEPERS = (Role.VERIFIER, Role.ADMIN, Role.HEAD, Role.OFFICER)


@staff_page(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def texts(request: HttpRequest) -> HttpResponse:
    """List the texts in use, and take in a new one or a new version of one."""
    by, instead = actor_in(request), _uuid(request.POST.get("instead_of", ""))
    form = ReadyTextForm(by, request.POST if request.method == "POST" else _begun(request, by))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=200 if request.method != "POST" else 422)
    try:
        services.keep_ready_text(form.draft(), instead_of=instead, by=by, at=timezone.now())
    except (BadInput, Refused) as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, error.message)
        return _page(request, form, status=error.status)
    messages.success(request, _("Naskah disimpan."))
    return redirect("cases:texts")


@staff_page(*KEEPERS)
@require_POST
@never_cache
def retire(request: HttpRequest, text_id: uuid.UUID) -> HttpResponse:
    """Take a text out of use; answers that used it stay as they are."""
    services.retire_ready_text(text_id=text_id, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Naskah tidak dipakai lagi."))
    return redirect("cases:texts")


def _begun(request: HttpRequest, by: Actor) -> dict[str, str] | None:
    """Return the text to be changed, as the form takes it."""
    wanted = _uuid(request.GET.get("ubah", ""))
    row = selectors.kept_texts(by).filter(id=wanted).first() if wanted else None
    if row is None:
        return None
    return {
        "instead_of": str(row.id),
        "step": row.step,
        "topic": row.topic_id or "",
        "office": row.office.code if row.office else "",
        "title": row.title,
        "text": row.text,
    }


def _page(request: HttpRequest, form: ReadyTextForm, *, status: int) -> HttpResponse:
    rows = list(selectors.kept_texts(actor_in(request)))
    context = {"form": form, "rows": [(row, form.step_label(row.step)) for row in rows]}
    return render_page(request, "cases/texts.html", context, status=status)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
