"""Asking for one's data with the tracking code of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.foundation.governance.personal_data import requesting
from pendopo.foundation.governance.personal_data.request_forms import WishForm
from pendopo.foundation.governance.personal_data.types import Proof
from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.selectors import has_account
from pendopo.foundation.people.types import ANONYMOUS
from pendopo.kernel.errors import BadInput, NotFound
from pendopo.kernel.http import render_page
from pendopo.portal.views.tracking import ask_for_code, held_voice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """File a request about the reporter of a voice, for the one who holds its code.

    The code proves one report. Whoever has an account has more here than that, so they
    sign in instead.
    """
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    if held.reporter_id is None:
        raise NotFound(_("Laporan ini tanpa identitas: tidak ada data pribadi yang dapat diminta."))
    if has_account(held.reporter_id):
        return redirect("governance:own_requests")
    form = WishForm(request.POST or None)
    if form.is_valid():
        at = timezone.now()
        try:
            row = requesting.file_request(
                person_id=held.reporter_id,
                wish=form.wish(),
                proof=Proof.TRACKING,
                by=ANONYMOUS,
                at=at,
            )
        except BadInput as error:
            form.add_error(error.field or None, error.message)
        else:
            requesting.hold(request.session, row, at=at)
            messages.success(request, _("Permintaan diterima. Simpan nomor dan kodenya."))
            return redirect("governance:data_request", row.number)
    context = {"form": form, "number": number}
    status = 422 if form.errors else 200
    return render_page(request, "portal/data_request.html", context, status=status)
