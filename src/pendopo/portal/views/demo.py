"""The demo's own page: who one can be, and the way in. Unknown outside a demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.demo_sign_in import sign_in_demo_officer
from pendopo.kernel.errors import NotFound
from pendopo.kernel.http import render_page
from pendopo.portal.demo import cast, home
from pendopo.portal.demo.institution import PASSWORD, totp_code

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def demo(request: HttpRequest) -> HttpResponse:
    """List the demo's officers; a button signs in as one of them."""
    if not home.is_demo():
        raise NotFound(_("Halaman ini hanya ada di demo."))
    players = cast.players()
    if request.method == "POST":
        chosen = next((one for one in players if one.email == request.POST.get("email")), None)
        if chosen is None:
            raise NotFound(_("Akun demo ini tidak ada."))
        sign_in_demo_officer(request, chosen.email)
        return redirect("portal:staff_home")
    context = {"players": players, "password": PASSWORD, "code": totp_code()}
    return render_page(request, "portal/demo.html", context)
