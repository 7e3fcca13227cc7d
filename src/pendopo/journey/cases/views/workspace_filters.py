"""Saving and dropping filters of the queue."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.foundation.people.access import staff_page
from pendopo.journey.cases import rules
from pendopo.journey.cases.views.workspace import actor_of, back_to
from pendopo.journey.cases.workspace import filters
from pendopo.journey.cases.workspace import selectors as inner
from pendopo.journey.cases.workspace.forms import SaveFilterForm
from pendopo.kernel.errors import BadInput

if TYPE_CHECKING:
    from django.http import HttpRequest


@staff_page(*rules.STAFF)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the present filter of the queue under a name."""
    actor = actor_of(request)
    form = SaveFilterForm(request.POST, offices=inner.offices_of(actor))
    if not form.is_valid():
        messages.error(request, _("Beri nama saringan ini, paling panjang 60 huruf."))
        return redirect(back_to(request))
    try:
        filters.save_filter(
            name=form.cleaned_data["name"],
            asked={key: request.POST.get(key, "") for key in filters.KEPT},
            office_id=form.cleaned_data["share"],
            by=actor,
            at=timezone.now(),
        )
    except BadInput as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Saringan disimpan."))
    return redirect(back_to(request))


@staff_page(*rules.STAFF)
@require_POST
def drop(request: HttpRequest, filter_id: uuid.UUID) -> HttpResponse:
    """Delete a saved filter."""
    filters.drop_filter(filter_id=filter_id, by=actor_of(request))
    messages.success(request, _("Saringan dihapus."))
    return redirect(back_to(request))
