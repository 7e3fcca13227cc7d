"""The doors of routing: cases alike, whose case it is, who answers for what, having it too."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.people.access import actor_in, public_page, staff_page
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules, selectors
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.routing import forms, merging, services, showing, table
from pendopo.journey.cases.wording import STATUS_TONES
from pendopo.journey.voice.throttle import PREVIEWS, count_attempt
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import client_address, render_page
from pendopo.kernel.time import local

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from pendopo.journey.cases.models import Case

_VISITOR = "visitor"
Act = Callable[["Case", dict[str, Any], Actor, "datetime"], str]


@public_page
@require_POST
@never_cache
def join(request: HttpRequest, number: str) -> HttpResponse:
    """Count that somebody else has the same problem, and lead them to the case."""
    count_attempt(PREVIEWS, client_address(request))
    visitor = request.session.setdefault(_VISITOR, secrets.token_hex(16))
    n_joined = merging.join_case(number=number, visitor=visitor, at=timezone.now())
    words = ngettext(
        "Terima kasih. Kini %(n)s orang lain mengalami masalah ini. Laporan Anda sendiri tidak "
        "dikirim; ikuti perkembangannya di halaman ini.",
        "Terima kasih. Kini %(n)s orang lain mengalami masalah ini. Laporan Anda sendiri tidak "
        "dikirim; ikuti perkembangannya di halaman ini.",
        n_joined,
    )
    messages.success(request, words % {"n": n_joined})
    return redirect("cases:public", number)


# --- one case ----------------------------------------------------------------------------


@staff_page(*rules.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def twins(request: HttpRequest, number: str) -> HttpResponse:
    """Show cases alike with the reasons; merge, take a merge back, or split."""
    return _page(request, number, "cases/twins.html", _TWIN_STEPS)


@staff_page(*rules.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def authority(request: HttpRequest, number: str) -> HttpResponse:
    """Show whose case it is and why; say that it is not ours, or decide."""
    return _page(request, number, "cases/authority.html", _AUTHORITY_STEPS)


def _merge(case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    target = _other(told["target"], by)
    merging.merge_cases(source_id=case.id, target_id=target.id, text=told["text"], by=by, at=at)
    return _("Laporan digabung. Nomornya kini menuju laporan %(number)s.") % {
        "number": target.number
    }


def _other(number: str, by: Actor) -> Case:
    try:
        return selectors.staff_case(number, by=by)
    except CaseNotFound as error:
        raise BadInput(_("Laporan dengan nomor ini tidak ditemukan."), field="target") from error


def _unmerge(case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    merging.unmerge_case(case_id=case.id, text=told["text"], by=by, at=at)
    return _("Penggabungan dibatalkan. Batas waktunya seperti semula.")


def _split(case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    part = merging.PartDraft(
        told["title"], told["text"], told["topic"], told["office"], told["keep_reason"]
    )
    new = merging.split_case(case_id=case.id, part=part, by=by, at=at)
    return _("Laporan %(number)s dibuat dari sebagian laporan ini.") % {"number": new.number}


def _bounce(case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    services.bounce_case(case_id=case.id, text=told["text"], office=told["office"], by=by, at=at)
    return _("Tercatat. Batas waktu jawaban bagi pelapor tetap berjalan.")


def _decide(case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    services.decide_case(case_id=case.id, office=told["office"], text=told["text"], by=by, at=at)
    return _("Kewenangan diputuskan, dan putusan ini mengikat.")


def _name_asset(case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    services.name_asset(case_id=case.id, asset_class=told["asset_class"], by=by, at=at)
    return _("Kelas aset disimpan.")


_TWIN_STEPS: dict[str, tuple[type[django_forms.Form], Act]] = {
    "merge": (forms.MergeForm, _merge),
    "unmerge": (forms.UnmergeForm, _unmerge),
    "split": (forms.SplitForm, _split),
}
_AUTHORITY_STEPS: dict[str, tuple[type[django_forms.Form], Act]] = {
    "bounce": (forms.BounceForm, _bounce),
    "decide": (forms.DecideForm, _decide),
    "asset": (forms.AssetForm, _name_asset),
}


def _page(
    request: HttpRequest,
    number: str,
    template: str,
    steps: dict[str, tuple[type[django_forms.Form], Act]],
) -> HttpResponse:
    by, at = actor_in(request), timezone.now()
    case = selectors.staff_case(number, by=by)
    asked = {name: form(auto_id=f"{name}_%s") for name, (form, _act) in steps.items()}
    name, status = request.POST.get("step", ""), 200
    tried = None
    if request.method == "POST" and name in steps:
        form, act = steps[name]
        tried = asked[name] = form(request.POST, auto_id=f"{name}_%s")
        done = _taken(tried, case, act, by, at)
        if done:
            messages.success(request, done)
            return _after(case, by)
        status = 422
    context = {
        "case": case,
        "tone": STATUS_TONES[case.status],
        "panel": showing.panel(case, by=by, at=at),
        "found": _found(case, at),
        "asked": asked,
        "form": tried,
    }
    return render_page(request, template, context, status=status)


def _taken(form: django_forms.Form, case: Case, act: Act, by: Actor, at: datetime) -> str:
    if not form.is_valid():
        return ""
    try:
        return act(case, form.cleaned_data, by, at)
    except (BadInput, Refused) as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, error.message)
        return ""


def _after(case: Case, by: Actor) -> HttpResponse:
    """Lead back to the desk, or to the queue when the case has gone to another office."""
    try:
        selectors.staff_case(case.number, by=by)
    except CaseNotFound:
        return redirect("cases:queue")
    return redirect("cases:desk", case.number)


def _found(case: Case, at: datetime) -> table.Tried | None:
    version = case.procedure_version if case.procedure_version_id else None
    if not case.topic_id and not (version and version.course and version.course.office):
        return None
    return table.try_out(
        case.topic_id or "", case.region_id or "", case.asset_class, procedure=version, at=at
    )


# --- the table ---------------------------------------------------------------------------


@staff_page(*services.KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def responsibilities(request: HttpRequest) -> HttpResponse:
    """Show who answers for what; add and end rules, and try the table out."""
    by, at = actor_in(request), timezone.now()
    steps: dict[str, tuple[type[django_forms.Form], Act]] = {
        "add": (forms.ResponsibilityForm, _add),
        "end": (forms.EndForm, _end),
    }
    name, status, tried = request.POST.get("step", ""), 200, None
    if request.method == "POST" and name in steps:
        form, act = steps[name]
        tried = form(request.POST, auto_id=f"{name}_%s")
        done = _taken(tried, None, act, by, at)  # type: ignore[arg-type]
        if done:
            messages.success(request, done)
            return redirect("cases:responsibilities")
        status = 422
    context = {
        "branches": table.table(on=local(at, settings.PENDOPO_ZONE).date()),
        "add_form": tried
        if name == "add" and tried
        else forms.ResponsibilityForm(auto_id="add_%s"),
        "end_form": tried if name == "end" else None,
        "form": tried,
        **_tried(request, at),
    }
    return render_page(request, "cases/responsibilities.html", context, status=status)


def _tried(request: HttpRequest, at: datetime) -> dict[str, Any]:
    if "topic" not in request.GET:
        return {"try_form": forms.TryForm(auto_id="coba_%s")}
    form = forms.TryForm(request.GET, auto_id="coba_%s")
    if not form.is_valid():
        return {"try_form": form}
    told = form.cleaned_data
    found = table.try_out(
        told["topic"], told["region"], told["asset_class"], procedure=told["procedure"], at=at
    )
    return {"try_form": form, "tried": found}


def _add(_case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    services.add_responsibility(draft=services.RuleDraft(**told), by=by, at=at)
    return _("Penanggung jawab ditambahkan.")


def _end(_case: Case, told: dict[str, Any], by: Actor, at: datetime) -> str:
    services.end_responsibility(row_id=told["row"], valid_to=told["valid_to"], by=by, at=at)
    return _("Baris diakhiri; riwayatnya tetap tersimpan.")
