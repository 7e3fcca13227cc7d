"""The desk of an officer: one case, and a form for each step that is possible now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import forms, rules, selectors, services
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.types import Outcome
from pendopo.journey.cases.wording import STATUS_TONES, clock_face, suggestion_words
from pendopo.journey.voice.masking import masked
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

# In the order of the page.
_FORMS: dict[str, type[forms.StepForm]] = {
    "verify": forms.VerifyForm,
    "answer": forms.AnswerForm,
    "ask": forms.AskForm,
    "close": forms.CloseForm,
    "assign": forms.AssignForm,
    "archive": forms.ArchiveForm,
    "note": forms.NoteForm,
}
_SERVICES: dict[str, Callable[..., object]] = {
    "verify": services.verify_case,
    "answer": services.answer_case,
    "ask": services.ask_reporter,
    "close": services.close_case,
    "assign": services.assign_case,
    "archive": services.archive_case,
    "note": services.add_note,
}


@staff_page(*rules.STAFF)
@require_safe
@never_cache
def desk(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case with the steps that are possible now."""
    return _page(request, number)


def step(name: str) -> Callable[..., HttpResponseBase]:
    """Return the door of one step; what cannot be done comes back with what was typed."""

    @staff_page(*rules.STAFF)
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def take(request: HttpRequest, number: str) -> HttpResponse:
        """Take one step on a case."""
        if request.method != "POST":
            return redirect("cases:desk", number)
        try:
            case = selectors.staff_case(number, by=_actor(request))
        except CaseNotFound as error:
            return _kept(request, error)
        form = _FORMS[name](request.POST)
        if not form.is_valid():
            return _page(request, number, tried=form, status=422)
        try:
            if request.POST.get("action") == "preview" and name == "answer":
                return _preview(request, number, form)
            _SERVICES[name](
                case_id=case.id, by=_actor(request), at=timezone.now(), **form.cleaned_data
            )
        except (BadInput, Refused) as error:
            field = getattr(error, "field", "")
            form.add_error(field if field in form.fields else None, error.message)
            return _page(request, number, tried=form, status=error.status)
        messages.success(request, _done(name))
        return redirect("cases:desk", case.number)

    return take


@staff_page(*rules.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """Open the author's identity for a purpose, record it, and show it on this page once."""
    if request.method != "POST":
        return redirect("cases:desk", number)
    actor = _actor(request)
    case = selectors.staff_case(number, by=actor)
    form = forms.IdentityForm(request.POST, purposes=rules.purposes_for(actor, case))
    if not form.is_valid():
        return _page(request, number, tried=form, status=422)
    person = services.open_identity(
        case_id=case.id, purpose=form.cleaned_data["purpose"], by=actor, at=timezone.now()
    )
    return _page(request, number, person=person)


def _kept(request: HttpRequest, error: CaseNotFound) -> HttpResponse:
    """Hand back what was typed for a case that has meanwhile gone to others."""
    text = request.POST.get("text", "").strip()
    if not text:
        raise error
    return render_page(request, "cases/kept.html", {"text": text}, status=error.status)


def _preview(request: HttpRequest, number: str, form: forms.StepForm) -> HttpResponse:
    told = form.cleaned_data
    rules.require_substance(told["text"], told["proof"])
    preview = {
        "outcome": Outcome(told["outcome"]).label,
        "text": masked(told["text"]),
        "proof": masked(told["proof"]),
        "is_changed": masked(told["text"] + told["proof"]) != told["text"] + told["proof"],
    }
    return _page(request, number, tried=form, preview=preview)


def _page(
    request: HttpRequest,
    number: str,
    *,
    tried: forms.StepForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    actor = _actor(request)
    shown = selectors.desk(number, by=actor, at=timezone.now())
    context = {
        "desk": shown,
        "case": shown.case,
        "tone": STATUS_TONES[shown.case.status],
        "clocks": [clock_face(clock) for clock in shown.clocks],
        "step_forms": _step_forms(shown, tried),
        "identity_form": _identity_form(shown, tried),
        "suggestion": _suggestion(shown),
        "form": tried,
        **more,
    }
    return render_page(request, "cases/desk.html", context, status=status)


def _step_forms(shown: selectors.Desk, tried: forms.StepForm | None) -> list[dict[str, Any]]:
    """Return the forms of the possible steps; the one tried stays, with what was typed."""
    typed = tried.STEP if tried else ""
    steps = [step for step in _FORMS if step in shown.steps or step == typed]
    return [
        {
            "step": step,
            "form": tried if step == typed else _FORMS[step](initial=_initial(step, shown)),
            "is_open": step == typed or (not typed and step == shown.steps[0]),
            "is_gone": step not in shown.steps,
        }
        for step in steps
    ]


def _initial(step: str, shown: selectors.Desk) -> dict[str, str]:
    if step != "verify":
        return {}
    case, row = shown.case, shown.suggestion
    return {
        "case_class": forms.CLASS_OF_KIND[case.kind].value,
        "topic": case.topic_id or "",
        "office": row.office.code if row else "",
    }


def _identity_form(shown: selectors.Desk, tried: forms.StepForm | None) -> forms.StepForm | None:
    if not shown.has_reporter or not shown.purposes:
        return None
    if isinstance(tried, forms.IdentityForm):
        return tried
    return forms.IdentityForm(purposes=shown.purposes)


def _suggestion(shown: selectors.Desk) -> str:
    if shown.suggestion is None:
        return ""
    return suggestion_words(shown.suggestion, _place(shown))


def _place(shown: selectors.Desk) -> str:
    """Return the name of the area for which an office is suggested."""
    region = shown.case.region
    around = {place.code: place.name for place in (region, region and region.parent) if place}
    return around.get(shown.suggestion.region_code, "") if shown.suggestion else ""


def _done(name: str) -> str:
    words = {
        "verify": _("Laporan terverifikasi dan diteruskan. Batas waktu jawaban mulai dihitung."),
        "answer": _("Jawaban terkirim. Pelapor dapat menerimanya atau mengajukan keberatan."),
        "ask": _("Pertanyaan terkirim. Batas waktu dijeda bila ini yang pertama dan belum lewat."),
        "close": _("Laporan ditutup."),
        "assign": _("Laporan dipindahkan. Nomor dan batas waktunya tetap."),
        "archive": _("Laporan diarsipkan; pelapor dapat membaca alasannya."),
        "note": _("Catatan disimpan."),
    }
    return words[name]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
