"""Retention: what each rule would erase and did erase, releasing rules, and legal holds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.foundation.governance.personal_data import holds, retention
from pendopo.foundation.governance.personal_data.request_forms import HoldForm
from pendopo.foundation.governance.personal_data.views import actor_in, tell
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.people.types import Actor


@staff_page(Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the retention rules with their runs; try, run, release, hold."""
    by, at = actor_in(request), timezone.now()
    form = HoldForm()
    if request.method == "POST" and request.POST.get("step") == "hold":
        form = HoldForm(request.POST)
        if form.is_valid() and _held(form, request, by, at):
            return redirect("governance:retention")
    elif request.method == "POST":
        try:
            messages.success(request, _taken(request, by, at))
        except Refused as error:
            messages.error(request, error.message)
        return redirect("governance:retention")
    context = {
        "states": retention.rule_states(at=at),
        "runs": retention.runs(),
        "holds": holds.holds_in_force(),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render_page(request, "governance/personal_data/retention.html", context, status=status)


def _taken(request: HttpRequest, by: Actor, at: datetime) -> str:
    step, code = request.POST.get("step", ""), request.POST.get("rule", "")
    if step == "unhold":
        holds.end_hold(hold_id=UUID(request.POST["hold"]), by=by, at=at)
        return _("Penahanan berakhir.")
    if step == "run":
        run = retention.run_rule(code, by=by, at=at)
        return _("%(n)s dihapus, %(held)s ditahan.") % {"n": run.n_done, "held": run.n_held}
    if step in {"release", "stop"}:
        retention.release(code, is_on=step == "release", by=by, at=at)
        return _("Disimpan.")
    run = retention.try_rule(code, by=by, at=at)
    return _("Uji coba: %(n)s akan dihapus, %(held)s ditahan.") % {
        "n": run.n_found - run.n_held,
        "held": run.n_held,
    }


def _held(form: HoldForm, request: HttpRequest, by: Actor, at: datetime) -> bool:
    rule = retention.rule_of(request.POST.get("rule", ""))
    try:
        holds.place_on_rule(rule=rule.code, why=form.why(), by=by, at=at)
    except BadInput as error:
        tell(form, error)
        return False
    messages.success(request, _("Aturan ini ditahan; tidak ada yang dihapus olehnya."))
    return True
