"""The written documents: the register of processing, assessments, notices, and their history."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.governance.personal_data import documents, register, risks
from pendopo.foundation.governance.personal_data.document_forms import (
    FORMS,
    CodeForm,
    RiskForms,
    part_name,
)
from pendopo.foundation.governance.personal_data.errors import DocumentNotFound
from pendopo.foundation.governance.personal_data.types import DocumentKind
from pendopo.foundation.governance.personal_data.views import actor_in
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.difference import Comparison
from pendopo.kernel.http import private_file, render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_COMPARED = Comparison(naming=part_name, key=lambda row: str(row.get("risk", "")))


def _kind(text: str) -> DocumentKind:
    if text not in DocumentKind.values or DocumentKind(text) not in FORMS:
        raise DocumentNotFound(_("Naskah ini tidak ditemukan."))
    return DocumentKind(text)


@staff_page(Role.DPO)
@require_safe
@never_cache
def register_page(request: HttpRequest) -> HttpResponse:
    """Show the register of processing with what the models declare, and what is still missing."""
    rows = register.activities()
    context = {"rows": rows, "without": register.without_activity(rows)}
    return render_page(request, "governance/personal_data/register.html", context)


@staff_page(Role.DPO)
@require_safe
def register_file(_request: HttpRequest) -> HttpResponse:
    """Hand out the register of processing as CSV."""
    content = register.as_csv().encode()
    return private_file(content, media_type="text/csv; charset=utf-8", name="kegiatan.csv")


@staff_page(Role.DPO)
@require_safe
@never_cache
def listed(request: HttpRequest, kind: str) -> HttpResponse:
    """List the documents of a kind."""
    found = _kind(kind)
    if found == DocumentKind.ACTIVITY:
        return redirect("governance:data_register")
    context = {"kind": found, "rows": documents.current(found)}
    return render_page(request, "governance/personal_data/documents.html", context)


@staff_page(Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Begin a document of a kind under a code of its own."""
    found = _kind(kind)
    code_form = CodeForm(request.POST or None)
    code = code_form.cleaned_data["code"] if code_form.is_valid() else ""
    if code and documents.versions(found, code):
        code_form.add_error("code", _("Kode ini sudah dipakai."))
        code = ""
    return _document_page(request, found, code, {}, code_form=code_form)


@staff_page(Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show a document with its history, and write its next version."""
    found = _kind(kind)
    newest = documents.newest(found, code)
    return _document_page(request, found, code, newest.definition, document=newest)


def _document_page(
    request: HttpRequest,
    kind: DocumentKind,
    code: str,
    definition: Mapping[str, Any],
    **more: Any,
) -> HttpResponse:
    at = timezone.now()
    form = FORMS[kind](request.POST or None, definition=definition)
    lines = _risk_forms(request, kind, definition)
    are_sound = form.is_valid() and (lines is None or lines.is_valid())
    if request.method == "POST" and are_sound and code:
        told = form.definition() | ({"risks": _risks(lines)} if lines is not None else {})
        documents.write(kind, code, told, by=actor_in(request), at=at)
        messages.success(request, _("Disimpan sebagai versi baru."))
        return redirect("governance:document", kind, code)
    versions = documents.versions(kind, code) if more.get("document") else []
    context = {
        "kind": kind,
        "code": code,
        "form": form,
        "lines": lines,
        "risks": risks.risk_table(definition, at=at) if lines is not None else [],
        "versions": _with_changes(versions),
        **more,
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "governance/personal_data/document.html", context, status=status)


def _risk_forms(request: HttpRequest, kind: DocumentKind, definition: Mapping[str, Any]) -> Any:
    if kind != DocumentKind.ASSESSMENT:
        return None
    initial = list(definition.get("risks", ()))
    return RiskForms(request.POST or None, initial=initial, prefix="risiko")


def _risks(lines: Any) -> list[dict[str, Any]]:
    return [form.cleaned_data for form in lines if form.cleaned_data.get("risk")]


def _with_changes(versions: list[Any]) -> list[tuple[Any, list[Any]]]:
    return [
        (row, _COMPARED.changes(before.definition, row.definition) if before else [])
        for row, before in zip_longest(versions, versions[1:])
    ]
