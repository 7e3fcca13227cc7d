"""What was claimed and what is true, for everyone: list, page, feed, and how claims are sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.clarification.review import claim_review, script_of
from pendopo.journey.clarification.selectors import public as selectors
from pendopo.journey.clarification.selectors.law import clock_rules, priority_rows
from pendopo.journey.clarification.showing import unit_words
from pendopo.journey.clarification.types import MEANINGS, VerdictKind
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

_PER_PAGE, _MOST_IN_FEED, _MOST_ASIDE, _LONGEST_QUERY = 15, 20, 10, 2_000
TONES = {
    VerdictKind.TRUE.value: "success",
    VerdictKind.FALSE.value: "danger",
    VerdictKind.MISLEADING.value: "warning",
    VerdictKind.UNPROVEN.value: "neutral",
    VerdictKind.SATIRE.value: "info",
}


@public_page
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the verdicts that stand; a message that was received may be looked up whole."""
    query = selectors.Query(
        request.GET.get("q", "")[:_LONGEST_QUERY], request.GET.get("putusan", "")
    )
    page = Paginator(selectors.found(query), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "page": page,
        "rows": [(row, TONES[row.verdict]) for row in page],
        "kinds": [(value, label, MEANINGS[value]) for value, label in VerdictKind.choices],
        "aside": selectors.aside_counts(),
        "recently_aside": selectors.recently_aside(_MOST_ASIDE),
    }
    return render_page(request, "clarification/list.html", context)


@public_page
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show a verdict with its sources, its waves and what was corrected."""
    page = selectors.public_page(number)
    url = request.build_absolute_uri(reverse("clarification:detail", args=[number]))
    context = {
        "page": page,
        "claim": page.claim,
        "verdict": page.verdict,
        "tone": TONES[page.verdict.verdict],
        "meaning": MEANINGS[page.verdict.verdict],
        "document": ""
        if page.is_withdrawn
        else script_of(claim_review(page.claim, page.verdict, url=url)),
    }
    return render_page(request, "clarification/detail.html", context)


@public_page
@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """Hand out the newest verdicts as an Atom feed."""
    made = Atom1Feed(
        title=_("Klarifikasi %(issuer)s") % {"issuer": settings.PENDOPO_GOVERNMENT},
        link=request.build_absolute_uri(reverse("clarification:list")),
        description=_("Kabar yang beredar dan faktanya."),
        feed_url=request.build_absolute_uri(),
    )
    for row in selectors.standing()[:_MOST_IN_FEED]:
        published = row.release.published_at if row.release else None
        address = reverse("clarification:detail", args=[row.claim.number])
        made.add_item(
            title=row.release.title if row.release else row.claim.headline,
            link=request.build_absolute_uri(address),
            description=row.explanation,
            unique_id=row.id.urn,
            pubdate=published,
            updateddate=published,
        )
    return HttpResponse(
        made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


@public_page
@require_safe
def priorities(request: HttpRequest) -> HttpResponse:
    """Show by which rules claims are sorted, how long each may take, and on what basis."""
    now = timezone.now()
    clocks = [(row, unit_words(row.unit, row.amount)) for row in clock_rules(at=now)]
    context = {"rows": priority_rows(at=now), "clocks": clocks}
    return render_page(request, "clarification/priorities.html", context)
