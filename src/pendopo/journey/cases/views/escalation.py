"""What was put before an officer, and the inspectorate's list of breaches."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.foundation.people.selectors import office_by_code
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.escalation import acting, forms, selectors
from pendopo.journey.cases.escalation.types import Act
from pendopo.journey.cases.escalation.wording import EXPECTED
from pendopo.kernel.errors import BadInput, NotAllowed, NotFound, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

_PAGE = 24
_SERVICES: dict[str, Callable[..., object]] = {
    Act.TAKE_OVER.value: acting.take_over,
    Act.REMIND.value: acting.remind,
    Act.EXPLAIN.value: acting.explain,
}


@staff_page(*selectors.ROLES)
@require_safe
@never_cache
def escalations(request: HttpRequest) -> HttpResponse:
    """List the limits that were put before the officer, oldest first."""
    found = selectors.raised_to(actor_in(request), cursor=request.GET.get("cursor", ""), size=_PAGE)
    context = {
        "rows": [_shown(raised) for raised in found.rows],
        "next": f"?cursor={found.next_cursor}" if found.next_cursor else "",
        "is_first": "cursor" not in request.GET,
        "sees_breaches": actor_in(request).has_role(Role.INSPECTOR, Role.REGENT),
    }
    return render_page(request, "cases/escalations.html", context)


@staff_page(*selectors.ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def escalation(request: HttpRequest, escalation_id: uuid.UUID) -> HttpResponse:
    """Show one late limit with what can be done about it, and do it."""
    raised = selectors.one_raised_to(actor_in(request), escalation_id)
    if request.method != "POST":
        return _page(request, raised)
    act = request.POST.get("act", "")
    if act not in raised.acts:
        raise NotAllowed(_("Langkah ini tidak tersedia bagi Anda pada laporan ini."))
    form = _form(act, actor_in(request), request.POST)
    if not form.is_valid():
        return _page(request, raised, tried=form, status=422)
    try:
        _SERVICES[act](
            escalation_id=escalation_id,
            by=actor_in(request),
            at=timezone.now(),
            **form.cleaned_data,
        )
    except (BadInput, Refused) as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, error.message)
        return _page(request, raised, tried=form, status=error.status)
    messages.success(request, _done(act))
    return redirect("cases:escalations")


@staff_page(Role.INSPECTOR, Role.REGENT)
@require_safe
@never_cache
def breaches(request: HttpRequest) -> HttpResponse:
    """Count the limits that every office let pass and that still run."""
    rows = selectors.breaches_by_office(at=timezone.now())
    context = {"rows": rows, "n_late": sum(row.n_late for row in rows)}
    return render_page(request, "cases/breaches.html", context)


@staff_page(Role.INSPECTOR, Role.REGENT)
@require_safe
@never_cache
def office_breaches(request: HttpRequest, code: str) -> HttpResponse:
    """List the limits that one office let pass, oldest first."""
    office = None if code == selectors.VERIFIERS else office_by_code(code)
    if office is None and code != selectors.VERIFIERS:
        raise NotFound(_("Perangkat daerah ini tidak ditemukan."))
    found = selectors.breaches_of(
        office.id if office else None,
        by=actor_in(request),
        at=timezone.now(),
        cursor=request.GET.get("cursor", ""),
        size=_PAGE,
    )
    context = {
        "name": office.name if office else _("Verifikasi"),
        "rows": found.rows,
        "next": f"?cursor={found.next_cursor}" if found.next_cursor else "",
        "is_first": "cursor" not in request.GET,
    }
    return render_page(request, "cases/office_breaches.html", context)


def _page(
    request: HttpRequest,
    raised: selectors.Raised,
    *,
    tried: forms.ActForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_in(request)
    typed = tried.ACT.value if tried else ""
    context = {
        **_shown(raised),
        "form": tried,
        "act_forms": [
            {"act": act, "form": tried if act == typed else _form(act, actor), **_words(act)}
            for act in raised.acts
        ],
    }
    return render_page(request, "cases/escalation.html", context, status=status)


def _form(act: str, by: Actor, data: Any = None) -> forms.ActForm:
    if act == Act.TAKE_OVER:
        return forms.TakeOverForm(data, offices=selectors.offices_to_take_over(by))
    return forms.ExplainForm(data) if act == Act.EXPLAIN else forms.RemindForm(data)


def _shown(raised: selectors.Raised) -> dict[str, Any]:
    row = raised.row
    return {
        "row": row,
        "case": row.case,
        "is_open": raised.is_open,
        "is_late": row.due_at < timezone.now(),
        "expected": EXPECTED[row.target],
    }


def _words(act: str) -> dict[str, str]:
    return {
        Act.TAKE_OVER.value: {
            "title": _("Ambil alih"),
            "lead": _(
                "Nomor dan batas waktunya tetap. Di perangkat Anda sendiri, Andalah yang menanganinya."
            ),
            "button": _("Ambil alih laporan ini"),
        },
        Act.REMIND.value: {
            "title": _("Ingatkan"),
            "lead": _(
                "Petugas yang bertanggung jawab mendapat surel berisi nomor dan batas waktunya."
            ),
            "button": _("Kirim pengingat"),
        },
        Act.EXPLAIN.value: {
            "title": _("Jelaskan"),
            "lead": _("Catat mengapa batasnya tidak terpenuhi dan kapan akan selesai."),
            "button": _("Simpan penjelasan"),
        },
    }[act]


def _done(act: str) -> str:
    return {
        Act.TAKE_OVER.value: _("Laporan diambil alih. Riwayatnya sudah tercatat."),
        Act.REMIND.value: _("Pengingat dikirim kepada perangkat daerah."),
        Act.EXPLAIN.value: _("Penjelasan disimpan bersama laporan."),
    }[act]
