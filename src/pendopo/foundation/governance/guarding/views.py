"""The list of what was kept, for those who supervise; a file looked through, for all staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.governance.guarding import selectors
from pendopo.foundation.governance.guarding.files import look_through
from pendopo.foundation.governance.guarding.forms import FileForm
from pendopo.foundation.governance.guarding.types import Level
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_VERDICTS = {
    Level.CLEAR: _("Tidak ditemukan data pribadi."),
    Level.WARN: _("Ada data pribadi: lihat dulu sebelum membagikan."),
    Level.HOLD: _("Tahan: minta orang lain memeriksanya."),
    Level.BLOCK: _("Jangan dibagikan: ini daftar data pribadi."),
}


@staff_page(Role.INSPECTOR, Role.DPO)
@require_safe
@never_cache
def kept(request: HttpRequest) -> HttpResponse:
    """List every time that something personal went out for a reason."""
    door = request.GET.get("pintu", "")
    rows, following = selectors.kept(door=door, before=request.GET.get("sebelum", ""))
    context = {
        "rows": rows,
        "following": following,
        "door": door,
        "counts": selectors.n_kept_by_door(),
    }
    return render_page(request, "governance/guarding/kept.html", context)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_file(request: HttpRequest) -> HttpResponse:
    """Look through a file and say what is in it; the file is not kept."""
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            report = look_through(sent.file, sent.name)
        except BadInput as error:
            form.add_error("file", error.message)
        else:
            context |= {"report": report, "verdict": _VERDICTS[report.level], "form": FileForm()}
    status = 422 if form.errors else 200
    return render_page(request, "governance/guarding/file.html", context, status=status)
