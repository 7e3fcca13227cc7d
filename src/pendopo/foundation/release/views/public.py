"""What everyone may read: who may answer, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.foundation.release.selectors import registers
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public_page
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Show who may answer on each topic, since when, and the official accounts."""
    context = {
        "rows": registers.directory(at=timezone.now()),
        "accounts": registers.accounts(in_use=True),
    }
    return render_page(request, "release/directory.html", context)
