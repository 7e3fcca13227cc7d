"""How the installation's configuration stands, for those who look after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.http import render_page
from pendopo.portal import health

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TONES = {"fault": "danger", "look": "warning"}


@staff_page(Role.ADMIN)
@require_safe
@never_cache
def checkup(request: HttpRequest) -> HttpResponse:
    """List what is broken or unfinished, worst first, and what is in order."""
    findings = health.worst_first(health.examine(at=timezone.now()))
    context = {
        "findings": [(one, _TONES[one.state]) for one in findings if not one.is_good],
        "good": [one for one in findings if one.is_good],
        "n_faults": sum(one.is_fault for one in findings),
    }
    return render_page(request, "portal/health.html", context)
