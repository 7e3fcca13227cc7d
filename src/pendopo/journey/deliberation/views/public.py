"""Pages for everyone: list, question, taking part, map, response."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Collection
from datetime import datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.deliberation import picture, rules, selectors, voting
from pendopo.journey.deliberation.forms import StatementForm
from pendopo.journey.deliberation.types import PROMISES, Choice, Level
from pendopo.journey.deliberation.views.visitors import newcomer, remember, visitor_of
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page
from pendopo.kernel.time import local

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.journey.deliberation.models import Deliberation, MapSnapshot, Participant

CHOICES = {"setuju": Choice.AGREE, "tidak": Choice.DISAGREE, "lewat": Choice.PASS}
ITEMS = 30


def whole(text: str, default: int = -1) -> int:
    """Return the whole number in a query parameter, or ``default``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default


def following(cursor: object) -> str:
    """Return the query string of the next page; empty if there is none."""
    return f"?setelah={cursor}" if cursor not in {None, ""} else ""


@public_page
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the deliberations, newest first."""
    found, cursor = selectors.public_deliberations(after=request.GET.get("setelah", ""))
    return render_page(
        request,
        "deliberation/list.html",
        {"deliberations": found, "next": following(cursor), "at": timezone.now()},
    )


@public_page
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the question, its limits, who answers and where it stands."""
    deliberation = selectors.public_deliberation(slug)
    at = timezone.now()
    return render_page(
        request,
        "deliberation/detail.html",
        {
            "deliberation": deliberation,
            "promise": PROMISES[Level(deliberation.level)],
            "taken": selectors.participation(deliberation.id),
            "n_statements": selectors.shown_statements(deliberation.id).count(),
            "is_open": rules.takes_votes(deliberation, at),
            "days_unanswered": selectors.days_unanswered(deliberation, at),
            "enough": rules.ENOUGH_PER_DAY,
        },
    )


# --- taking part ---------------------------------------------------------------------


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def take_part(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one statement to answer, or take in an answer."""
    deliberation = selectors.public_deliberation(slug)
    if request.method == "POST":
        return _take_vote(request, deliberation)
    if not rules.takes_votes(deliberation, timezone.now()):
        return redirect("deliberation:detail", slug=slug)
    visitor = newcomer(request)
    participant = selectors.participant_of(deliberation.id, visitor)
    context = _step(request, deliberation, participant, visitor.token)
    return remember(render_page(request, "deliberation/take_part.html", context), visitor)


def _take_vote(request: HttpRequest, deliberation: Deliberation) -> HttpResponse:
    visitor = newcomer(request)
    number = whole(request.POST.get("nomor", ""))
    choice = CHOICES.get(request.POST.get("jawaban", ""))
    if choice is None:
        raise BadInput(_("Pilih setuju, tidak setuju, atau lewati."), field="jawaban")
    voting.cast_vote(
        deliberation_id=deliberation.id,
        number=number,
        value=choice.value,
        visitor=visitor,
        at=timezone.now(),
    )
    url = reverse("deliberation:take_part", args=[deliberation.slug])
    return remember(redirect(f"{url}?sebelumnya={number}"), visitor)


def _step(
    request: HttpRequest, deliberation: Deliberation, participant: Participant | None, token: str
) -> dict[str, Any]:
    voted = selectors.own_votes(participant)
    asked = whole(request.GET.get("nomor", ""))
    previous = whole(request.GET.get("sebelumnya", ""))
    n_today = selectors.n_votes_since(participant, _midnight(timezone.now()))
    # Only right after an answer: whoever comes back or goes on is not held up.
    is_pause = previous >= 0 and n_today > 0 and n_today % rules.ENOUGH_PER_DAY == 0
    statement = None
    if asked >= 0:
        statement = selectors.shown_statement(deliberation.id, asked)
    elif not is_pause:
        seed = participant.key if participant else token
        statement = selectors.next_statement(deliberation.id, seed, voted)
    n_statements = selectors.shown_statements(deliberation.id).count()
    return {
        "deliberation": deliberation,
        "statement": statement,
        "own": Choice(voted[asked]).label if asked in voted else "",
        "previous": selectors.split_for(deliberation, previous, voted)
        if previous in voted
        else None,
        "n_today": n_today,
        "n_answered": len(voted),
        "n_statements": n_statements,
        "is_pause": is_pause and len(voted) < n_statements,
    }


def _midnight(at: datetime) -> datetime:
    here = local(at, settings.PENDOPO_ZONE)
    return datetime.combine(here.date(), time.min, tzinfo=here.tzinfo)


@public_page
@require_safe
@cache_control(private=True, no_store=True)
def own_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """List the reader's own answers, each with how others answered."""
    deliberation = selectors.public_deliberation(slug)
    participant = selectors.participant_of(deliberation.id, visitor_of(request))
    voted = selectors.own_votes(participant)
    splits, cursor = selectors.own_splits(
        deliberation, voted, after=whole(request.GET.get("setelah", ""))
    )
    return render_page(
        request,
        "deliberation/own_answers.html",
        {
            "deliberation": deliberation,
            "answers": splits,
            "n_answered": len(voted),
            "is_open": rules.takes_votes(deliberation, timezone.now()),
            "next": following(cursor),
        },
    )


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in a participant's own statement, and show what became of earlier ones."""
    deliberation = selectors.public_deliberation(slug)
    if not rules.takes_votes(deliberation, timezone.now()):
        return redirect("deliberation:detail", slug=slug)
    visitor = newcomer(request)
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        voting.submit_statement(
            deliberation_id=deliberation.id,
            text=form.cleaned_data["text"],
            keep_reason=form.keep_reason,
            visitor=visitor,
            at=timezone.now(),
        )
        return remember(redirect("deliberation:propose", slug=slug), visitor)
    participant = selectors.participant_of(deliberation.id, visitor)
    context = {
        "deliberation": deliberation,
        "form": form,
        "own_statements": selectors.own_statements(participant),
    }
    status = 422 if form.errors else 200
    page = render_page(request, "deliberation/propose.html", context, status=status)
    return remember(page, visitor)


# --- the map ---------------------------------------------------------------------------


@public_page
@require_safe
@cache_control(private=True, no_store=True)
def opinion_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the map of opinions; figures only of what the reader may know."""
    deliberation = selectors.public_deliberation(slug)
    context: dict[str, Any] = {
        "deliberation": deliberation,
        "are_counts_open": rules.are_counts_open(deliberation),
        "taken": selectors.participation(deliberation.id),
    }
    snapshot = selectors.latest_map(deliberation.id)
    if snapshot is not None:
        known = None
        if not context["are_counts_open"]:
            participant = selectors.participant_of(deliberation.id, visitor_of(request))
            known = selectors.own_votes(participant).keys()
        context |= _map_context(snapshot, known, whole(request.GET.get("setelah", "")))
    return render_page(request, "deliberation/map.html", context)


def _map_context(
    snapshot: MapSnapshot, known: Collection[int] | None, after: int
) -> dict[str, Any]:
    document = snapshot.result
    uniting = picture.visible(picture.uniting(document), known)[: picture.MOST_SHOWN]
    dividing = picture.visible(picture.dividing(document), known)[: picture.MOST_SHOWN]
    slate = picture.visible(picture.slate(document), known)
    listed = [n for n in picture.visible(picture.table_numbers(document), known) if n > after]
    page = listed[: selectors.PAGE]
    named = picture.numbers_named(document)
    texts = selectors.texts_of(
        snapshot.deliberation_id, {*uniting, *dividing, *slate, *page, *named}
    )
    rows = picture.statement_rows(document, page, texts)
    return {
        "snapshot": snapshot,
        "provenance": document["provenance"],
        "digest_parts": textwrap.wrap(snapshot.input_digest, 8),
        "is_stable": picture.is_stable(document),
        "scatter": picture.scatter(document),
        "groups": picture.group_views(document, texts, known),
        "uniting": picture.chart_of(
            document, uniting, texts, key="sama", title=_("Dijawab sama oleh semua kelompok")
        ),
        "dividing": picture.chart_of(
            document,
            dividing,
            texts,
            key="beda",
            title=_("Dijawab berlawanan oleh kelompok yang berbeda"),
        ),
        "slate": [(number, texts[number]) for number in slate if number in texts],
        "rates": picture.rates_table(document, rows),
        "n_hidden": 0
        if known is None
        else snapshot.n_statements - len(picture.visible(picture.table_numbers(document), known)),
        "next": following(page[-1] if len(listed) > len(page) else None),
    }


@public_page
@require_safe
def map_data(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give the map as JSON; after closing only, because it holds every count."""
    deliberation = selectors.public_deliberation(slug)
    if not rules.are_counts_open(deliberation):
        raise Refused(_("Data peta dapat diunduh setelah musyawarah ditutup."))
    snapshot = selectors.latest_map(deliberation.id)
    document = snapshot.result if snapshot else None
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    response = HttpResponse(text.encode() + b"\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="peta-{slug}.json"'
    return response


# --- the response ----------------------------------------------------------------------


@public_page
@require_safe
def response(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the decision with its reasons, or who owes it and since when."""
    deliberation = selectors.public_deliberation(slug)
    issued = selectors.response_of(deliberation.id)
    context: dict[str, Any] = {
        "deliberation": deliberation,
        "response": issued,
        "days_unanswered": selectors.days_unanswered(deliberation, timezone.now()),
        "are_counts_open": rules.are_counts_open(deliberation),
    }
    if issued is not None:
        skipped = max(0, whole(request.GET.get("setelah", ""), 0))
        found = list(selectors.response_items(issued.id)[skipped : skipped + ITEMS + 1])
        context["bundles"] = [
            list(items) for _bundle, items in groupby(found[:ITEMS], key=lambda item: item.bundle)
        ]
        context["next"] = following(skipped + ITEMS if len(found) > ITEMS else None)
    return render_page(request, "deliberation/response.html", context)
