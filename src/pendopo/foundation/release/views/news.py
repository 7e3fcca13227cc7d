"""What was released, for everyone: the list, each page, its archived copy and its receipt."""

from __future__ import annotations

import uuid
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from pendopo.foundation.ledger.receipts import receipt_file
from pendopo.foundation.people.access import public_page
from pendopo.foundation.release.errors import ReleaseNotFound
from pendopo.foundation.release.selectors import releases as selectors
from pendopo.foundation.release.types import ReleaseState
from pendopo.kernel.http import render_page
from pendopo.kernel.time import from_iso, to_iso

if TYPE_CHECKING:
    from django.http import HttpRequest

_MOST = 20
_FEEDS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "atom": (Atom1Feed, "application/atom+xml; charset=utf-8"),
    "rss": (Rss201rev2Feed, "application/rss+xml; charset=utf-8"),
}


@public_page
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """List what stands, the newest first."""
    found = selectors.published(_MOST + 1, before=_moment(request.GET.get("sebelum", "")))
    shown = found[:_MOST]
    last = shown[-1].published_at if len(found) > _MOST else None
    context = {"rows": shown, "next": f"?sebelum={to_iso(last)}" if last else ""}
    return render_page(request, "release/news.html", context)


@public_page
@require_safe
def item(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Show a release as it was archived, or that it was withdrawn and why."""
    release = selectors.public_release(release_id)
    newer = getattr(release, "replacement", None)
    context = {
        "release": release,
        "is_withdrawn": release.state == ReleaseState.WITHDRAWN,
        "newer": newer if newer and newer.state == ReleaseState.PUBLISHED else None,
        "elsewhere": selectors.posted_elsewhere(release),
        "words": selectors.archived_words(release),
        "digest": sha256(release.archive.encode()).hexdigest(),
    }
    return render_page(request, "release/item.html", context)


@public_page
@require_safe
def archive(_request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Hand out exactly what was published; its SHA-256 stands in the record."""
    release = selectors.public_release(release_id)
    if release.state == ReleaseState.WITHDRAWN:
        raise ReleaseNotFound(_("Rilis ini sudah ditarik."))
    return HttpResponse(release.archive.encode(), content_type="application/json")


@public_page
@require_safe
def receipt(_request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Hand out the receipt of a publication, to be checked by anyone."""
    found = selectors.receipt_of(selectors.public_release(release_id))
    return HttpResponse(receipt_file(found), content_type="application/json")


@public_page
@require_safe
@conditional_page
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the newest releases as a feed."""
    if form not in _FEEDS:
        raise Http404
    kind, media_type = _FEEDS[form]
    made = kind(
        title=_("Kabar %(issuer)s") % {"issuer": settings.PENDOPO_GOVERNMENT},
        link=request.build_absolute_uri(reverse("release:news")),
        description=_("Yang terbit resmi, dengan arsip yang dapat diperiksa."),
        feed_url=request.build_absolute_uri(),
    )
    for row in selectors.published(_MOST):
        made.add_item(
            title=row.title,
            link=request.build_absolute_uri(reverse("release:item", args=[row.id])),
            description=row.text,
            unique_id=row.id.urn,
            pubdate=row.published_at,
            updateddate=row.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=media_type)


def _moment(text: str) -> datetime | None:
    try:
        return from_iso(text)
    except ValueError:
        return None
