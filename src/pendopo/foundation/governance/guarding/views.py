"""The list of what was kept, for those who supervise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.foundation.governance.guarding import selectors
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


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
