"""The network's plan: addresses, sites, what the policy closes, and the files that follow."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.engines.network import NetworkError, read_plan
from pendopo.foundation.governance.network import files, selectors, services
from pendopo.foundation.governance.network.errors import PlanMissing
from pendopo.foundation.governance.network.forms import RangeForm, SiteForm
from pendopo.foundation.governance.network.rules import KEEPERS
from pendopo.foundation.governance.network.showing import (
    shown_closings,
    shown_ranges,
    shown_sites,
    unseen,
)
from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import private_file, render_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@staff_page(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: HttpRequest) -> HttpResponse:
    """Show the ranges and what the policy closes; give an office a range."""
    at = timezone.now()
    form = RangeForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_range(told=form.told(), by=actor_in(request), at=at)
        except BadInput as error:
            form.add_error(error.field or None, error.message)
        else:
            messages.success(request, _("Rentang alamat ditambahkan."))
            return redirect("governance:network")
    context = _plan_context(at) | {"form": form, "ranges": shown_ranges(selectors.ranges(at=at))}
    status = 422 if form.errors else 200
    return render_page(request, "governance/network/plan.html", context, status=status)


def _plan_context(at: datetime) -> dict[str, Any]:
    newest = selectors.newest_plan()
    context = {"plans": list(selectors.plans()[:10]), "newest": newest}
    try:
        made = selectors.prepared(at=at)
    except PlanMissing as error:
        return context | {"hindrance": error.message}
    except NetworkError as error:
        return context | {"hindrance": str(error)}
    before = newest.definition if newest else {}
    return context | {
        "version": made.version,
        "closings": shown_closings(made.plan, made.derived),
        "unseen": unseen(made.derived),
        "is_new": selectors.is_new(made.plan, newest),
        "changes": files.plan_changes(before, made.plan.as_data()) if newest else [],
    }


@staff_page(*KEEPERS)
@require_POST
def end_range(request: HttpRequest, range_id: uuid.UUID) -> HttpResponse:
    """Take a range from its office."""
    services.end_range(range_id=range_id, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Rentang alamat diakhiri."))
    return redirect("governance:network")


@staff_page(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sites(request: HttpRequest) -> HttpResponse:
    """Show the domains of each kind of sites; list another."""
    at = timezone.now()
    form = SiteForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.list_site(
                name=told["domain"], category=told["category"], by=actor_in(request), at=at
            )
        except BadInput as error:
            form.add_error(error.field or None, error.message)
        else:
            messages.success(request, _("Domain ditambahkan."))
            return redirect("governance:network_sites")
    context = {"form": form, "sites": shown_sites(selectors.sites(at=at))}
    status = 422 if form.errors else 200
    return render_page(request, "governance/network/sites.html", context, status=status)


@staff_page(*KEEPERS)
@require_POST
def end_site(request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
    """Take a domain off the list."""
    services.end_site(site_id=site_id, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Domain dikeluarkan dari daftar."))
    return redirect("governance:network_sites")


@staff_page(*KEEPERS)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Decide the plan as rules and rows are now."""
    try:
        made = services.decide_plan(by=actor_in(request), at=timezone.now())
    except Refused as error:
        messages.error(request, error.message)
        return redirect("governance:network")
    messages.success(request, _("Rencana ditetapkan. Unduh berkasnya, lalu pasang."))
    return redirect("governance:network_version", made.number)


@staff_page(*KEEPERS)
@require_safe
@never_cache
def version(request: HttpRequest, number: int) -> HttpResponse:
    """Show a decided plan, one of its files, and what changed since the plan before."""
    at = timezone.now()
    row = selectors.plan_numbered(number)
    made = files.files_of(row, at=at)
    path = request.GET.get("berkas", "work/squid.conf")
    text = files.file_of(made, path)
    earlier = selectors.plans().filter(number__lt=number).first()
    before = files.files_of(earlier, at=at) if earlier else {}
    context = {
        "plan": row,
        "closings": shown_closings(read_plan(row.definition), selectors.derived_of(row)),
        "folders": files.names(made),
        "path": path,
        "text": text,
        "earlier": earlier,
        "changes": files.plan_changes(earlier.definition, row.definition) if earlier else [],
        "lines": files.compared(before.get(path, ""), text) if earlier else [],
    }
    return render_page(request, "governance/network/version.html", context)


@staff_page(*KEEPERS)
@require_safe
def download(_request: HttpRequest, number: int) -> HttpResponse:
    """Give the files of a decided plan as a ZIP."""
    row = selectors.plan_numbered(number)
    content = files.packed(files.files_of(row, at=timezone.now()))
    name = f"pendopo-jaringan-v{row.number}-{row.digest}.zip"
    return private_file(content, media_type="application/zip", name=name)
