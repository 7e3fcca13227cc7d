"""The one door for citizens: contact, code, in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth import login
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pendopo.foundation.people import messages, sign_in
from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.backends import CODE_BACKEND
from pendopo.foundation.people.errors import CodeNotSent, CodeWrong, TooManyCodes
from pendopo.foundation.people.forms import CodeForm, ContactForm
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# What the browser's session remembers between the two steps: no contact, no code.
_ASKED = "sign_in_asked"
_NEXT = "sign_in_next"


@public_page
@never_cache
@sensitive_post_parameters("contact")
@require_http_methods(["GET", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Take an e-mail address or phone number and send a code to it."""
    target = _safe_next(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.user.is_authenticated:
        return redirect(target)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _contact_page(request, form, target, status=422 if form.is_bound else 200)
    try:
        asked = sign_in.request_sign_in_code(
            form.cleaned_data["contact"],
            at=timezone.now(),
            address=get_adapter(request).get_client_ip(request),
        )
    except (CodeNotSent, TooManyCodes) as error:
        form.add_error("contact", error.message)
        return _contact_page(request, form, target, status=error.status)
    request.session[_ASKED], request.session[_NEXT] = str(asked), target
    return redirect("people:citizen_code")


def _contact_page(
    request: HttpRequest, form: ContactForm, target: str, *, status: int
) -> HttpResponse:
    has_gateway = messages.messenger().reaches_phones
    context = {"form": form, "next": target, "has_gateway": has_gateway}
    return render_page(request, "people/sign_in.html", context, status=status)


@public_page
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def give_code(request: HttpRequest) -> HttpResponse:
    """Take the code; a right one signs in."""
    asked = request.session.get(_ASKED)
    if asked is None:
        return redirect("people:citizen_sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_page(
            request, "people/code.html", {"form": form}, status=422 if form.is_bound else 200
        )
    try:
        account = sign_in.confirm_sign_in_code(
            UUID(asked), form.cleaned_data["code"], at=timezone.now()
        )
    except CodeWrong as error:
        form.add_error("code", error.message)
        return render_page(request, "people/code.html", {"form": form}, status=422)
    target = _safe_next(request, request.session.get(_NEXT, ""))
    login(request, account, backend=CODE_BACKEND)
    for name in (_ASKED, _NEXT):
        request.session.pop(name, None)
    return redirect(target)


def _safe_next(request: HttpRequest, target: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/akun/"
