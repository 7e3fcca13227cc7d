"""Atom and RSS: the same as the pages say, for who reads with another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.selectors import office_by_code
from pendopo.journey.cases import selectors
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.search.forms import PublicFilter
from pendopo.journey.cases.views.register import asked_cases, query_string
from pendopo.kernel.regions import region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, QueryDict

_MOST = 30
_FORMS: dict[str, type[SyndicationFeed]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
_TYPES: dict[type[SyndicationFeed], str] = {
    Atom1Feed: "application/atom+xml; charset=utf-8",
    Rss201rev2Feed: "application/rss+xml; charset=utf-8",
}


@public_page
@require_safe
@conditional_page
def register(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the newest public cases of a search as a feed."""
    return _of_cases(request, form, request.GET, _("Laporan publik"), reverse("cases:register"))


@public_page
@require_safe
@conditional_page
def area(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Hand out the newest public cases of an area as a feed."""
    found = region(code)
    if found is None:
        raise CaseNotFound(_("Wilayah ini tidak ditemukan."))
    return _of_cases(request, form, _only(request, region=code), found.name)


@public_page
@require_safe
@conditional_page
def office(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Hand out the newest public cases of an office as a feed."""
    found = office_by_code(code)
    if found is None:
        raise CaseNotFound(_("Perangkat daerah ini tidak ditemukan."))
    return _of_cases(request, form, _only(request, office=code), found.name)


@public_page
@require_safe
@conditional_page
def case(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Hand out what happened to one public case as a feed, newest first."""
    page = selectors.public_page(number, at=timezone.now())
    address = request.build_absolute_uri(reverse("cases:public", args=[page.case.number]))
    feed = _feed(form, f"{page.case.number}: {page.title}", address, request)
    entries = list(enumerate(page.entries))[-_MOST:]
    for place, entry in reversed(entries):
        said = "\n\n".join(text for text in (entry.text, entry.proof) if text)
        feed.add_item(
            title=f"{entry.title}, {entry.office}" if entry.office else entry.title,
            link=address,
            description=said,
            unique_id=f"urn:uuid:{page.case.id}#{place}",
            pubdate=entry.at,
            updateddate=entry.at,
        )
    return _answer(feed)


def _only(request: HttpRequest, **codes: str) -> QueryDict:
    asked = request.GET.copy()
    asked.clear()
    asked.update(codes)
    return asked


def _of_cases(
    request: HttpRequest, form: str, asked: QueryDict, name: str, path: str = ""
) -> HttpResponse:
    page = (path or reverse("cases:register")) + query_string(asked)
    feed = _feed(form, name, request.build_absolute_uri(page), request)
    _add_cases(request, feed, asked_cases(PublicFilter(asked), size=_MOST).rows)
    return _answer(feed)


def _add_cases(request: HttpRequest, feed: SyndicationFeed, rows: Iterable[Any]) -> None:
    for row in rows:
        told = (row.get_status_display(), row.office and row.office.name, row.topic, row.region)
        feed.add_item(
            title=row.title or row.number,
            link=request.build_absolute_uri(reverse("cases:public", args=[row.number])),
            description=f"{row.number}. " + ". ".join(str(each) for each in told if each),
            unique_id=f"urn:uuid:{row.id}",
            pubdate=row.opened_at,
            updateddate=row.closed_at or row.opened_at,
        )


def _feed(form: str, title: str, link: str, request: HttpRequest) -> SyndicationFeed:
    return _FORMS[form](
        title=f"{title} · {settings.PENDOPO_GOVERNMENT}",
        link=link,
        description=_("Dari laporan yang terbuka untuk umum; data pribadi disamarkan."),
        language="id",
        feed_url=request.build_absolute_uri(),
    )


def _answer(feed: SyndicationFeed) -> HttpResponse:
    response = HttpResponse(feed.writeString("utf-8"), content_type=_TYPES[type(feed)])
    response["Cache-Control"] = "public, max-age=300"
    return response
