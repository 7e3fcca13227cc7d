"""Reading the outlets of releases, and what was sent there."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.models import NewsDispatch, NewsOutlet
from pendopo.kernel.errors import NotFound


def outlets() -> QuerySet[NewsOutlet]:
    """Return all outlets by their code, without their secrets."""
    return NewsOutlet.objects.select_related("account").defer("secret")


def outlet(code: str) -> NewsOutlet:
    """Return an outlet by its code; NotFound if there is none."""
    found = NewsOutlet.objects.filter(code=code).first()
    if found is None:
        raise NotFound(_("Saluran kabar ini tidak terdaftar."))
    return found


def new_outlet(code: str) -> NewsOutlet:
    """Return an empty entry for an outlet, not yet saved."""
    return NewsOutlet(code=code)


def last_dispatches(most: int = 30) -> QuerySet[NewsDispatch]:
    """Return what was last queued for outlets."""
    return NewsDispatch.objects.select_related("outlet").order_by("-id")[:most]
