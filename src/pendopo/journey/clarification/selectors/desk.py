"""Reading claims at the desk: what waits, and one claim with all that is known of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Min, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor
from pendopo.foundation.release.models import Release
from pendopo.foundation.release.selectors.registers import day_of, mandates_of
from pendopo.foundation.release.types import EDITABLE, ReleaseState
from pendopo.journey.clarification import rules
from pendopo.journey.clarification.errors import ClaimNotFound
from pendopo.journey.clarification.models import (
    Claim,
    ClaimClock,
    Screenshot,
    Sighting,
    Verdict,
    Wave,
    Wording,
)
from pendopo.journey.clarification.selectors.recognising import Likely, likely_claims, threshold
from pendopo.journey.clarification.showing import DayRow, days_of, face_of
from pendopo.journey.clarification.types import ClaimState, SeenOn
from pendopo.kernel.calendars import usual_calendar

TABS: dict[str, Q] = {
    "menunggu": ~Q(state__in=("answered", "set_aside", "joined"))
    | Q(state="answered", waves__number__gt=1, waves__decided_at=None),
    "dijawab": Q(state="answered"),
    "tidak-dijawab": Q(state="set_aside"),
    "semua": Q(),
}
_MOST, _MOST_WORDINGS = 100, 5


def seen_by(actor: Actor, *, at: datetime) -> QuerySet[Claim]:
    """Return the claims an actor sees: all as who sorts or speaks, else of the own office."""
    rows = Claim.objects.select_related("topic__office")
    if actor.has_role(*rules.READERS):
        return rows
    if actor.person_id is not None and _speaks(actor.person_id, at=at):
        return rows
    return rows.filter(topic__office_id__in=actor.offices(*rules.STATERS))


def _speaks(person_id: uuid.UUID, *, at: datetime) -> bool:
    day = day_of(at)
    return any(
        each.first <= day and (each.last is None or day <= each.last)
        for each in mandates_of(person_id)
    )


@dataclass(frozen=True)
class Row:
    """A claim in the queue; ``clock`` is the one that runs out first, if any runs."""

    claim: Claim
    clock: dict[str, Any] | None
    wave: int

    @property
    def is_late(self) -> bool:
        """Return whether a limit has passed."""
        return self.clock is not None and self.clock["state"] == "late"


def queue(actor: Actor, tab: str, *, at: datetime) -> list[Row]:
    """Return the claims of a tab, what runs out first on top (a constant number of queries)."""
    running = ClaimClock.objects.filter(stopped_at=None).order_by("due_at")
    open_waves = Wave.objects.filter(number__gt=1, decided_at=None)
    first_due = Min("clocks__due_at", filter=Q(clocks__stopped_at=None))
    claims = (
        seen_by(actor, at=at)
        .filter(TABS.get(tab, TABS["menunggu"]))
        .annotate(first_due=first_due)
        .order_by(F("first_due").asc(nulls_last=True), "-received_at", "-id")
        .prefetch_related(
            Prefetch("clocks", running, to_attr="running"),
            Prefetch("waves", open_waves, to_attr="open_waves"),
        )
    )
    calendar = usual_calendar(at=at)
    return [
        Row(
            claim,
            face_of(claim.running[0], calendar, at=at) if claim.running else None,
            claim.open_waves[-1].number if claim.open_waves else 0,
        )
        for claim in claims[:_MOST]
    ]


@dataclass(frozen=True)
class ClaimPage:
    """A claim as its desk shows it, with what the actor may do."""

    claim: Claim
    clocks: list[dict[str, Any]]
    wordings: Sequence[Wording]
    days: list[DayRow]
    links: list[str]
    screenshots: Sequence[Screenshot]
    likely: list[Likely]
    verdicts: Sequence[Verdict]
    waves: Sequence[Wave]
    may_triage: bool
    may_state: bool
    may_propose: bool

    @property
    def running_clocks(self) -> list[dict[str, Any]]:
        """Return what is still owed."""
        return [each for each in self.clocks if each["state"] != "stopped"]

    @property
    def stopped_clocks(self) -> list[dict[str, Any]]:
        """Return what was done, or fell away."""
        return [each for each in self.clocks if each["state"] == "stopped"]

    @property
    def newest(self) -> Verdict | None:
        """Return the newest version of the verdict."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def release(self) -> Release | None:
        """Return the release that carries the newest version."""
        return self.newest.release if self.newest else None

    @property
    def waiting_wave(self) -> Wave | None:
        """Return the wave about which nothing is settled yet."""
        return next((w for w in reversed(self.waves) if w.number > 1 and not w.act), None)


def claim_page(number: str, actor: Actor, *, at: datetime) -> ClaimPage:
    """Return one claim.

    Raises
    ------
    ClaimNotFound
        Unknown, or not the actor's to see.
    """
    claim = one(number, actor, at=at)
    verdicts = list(claim.verdicts.select_related("release", "office"))
    may_triage = actor.has_role(*rules.TRIAGERS)
    calendar = usual_calendar(at=at)
    return ClaimPage(
        claim=claim,
        clocks=[face_of(each, calendar, at=at) for each in claim.clocks.order_by("-started_at")],
        wordings=list(claim.wordings.all()[:_MOST_WORDINGS]),
        days=sighting_days(claim.id),
        links=list(
            claim.sightings.exclude(link="")
            .order_by("link")
            .values_list("link", flat=True)
            .distinct()
        ),
        screenshots=_screenshots(claim) if may_triage else [],
        likely=_likely(claim, at=at) if may_triage and claim.state == ClaimState.NEW else [],
        verdicts=verdicts,
        waves=list(claim.waves.select_related("release")),
        may_triage=may_triage,
        may_state=_may_state(claim, verdicts, actor),
        may_propose=bool(verdicts) and _is_open(verdicts[-1]),
    )


def one(number: str, actor: Actor, *, at: datetime) -> Claim:
    """Return a claim an actor sees.

    Raises
    ------
    ClaimNotFound
    """
    found = seen_by(actor, at=at).select_related("joined_to").filter(number=number).first()
    if found is None:
        raise ClaimNotFound(_("Kabar ini tidak ditemukan."))
    return found


def _is_open(verdict: Verdict) -> bool:
    return verdict.release is None or verdict.release.state in EDITABLE


def _may_state(claim: Claim, verdicts: Sequence[Verdict], actor: Actor) -> bool:
    if claim.topic is None or claim.state in (ClaimState.SET_ASIDE, ClaimState.JOINED):
        return False
    is_waiting = bool(
        verdicts
        and verdicts[-1].release
        and verdicts[-1].release.state in (ReleaseState.WAITING, ReleaseState.READY)
    )
    return not is_waiting and claim.topic.office_id in actor.offices(*rules.STATERS)


def _screenshots(claim: Claim) -> list[Screenshot]:
    return list(Screenshot.objects.filter(sighting__claim=claim))


def _likely(claim: Claim, *, at: datetime) -> list[Likely]:
    first = claim.wordings.first()
    if first is None:
        return []
    return likely_claims(first.text, at_least=threshold("suggest", at=at), but=claim.id)


def sighting_days(claim_id: uuid.UUID) -> list[DayRow]:
    """Return how often a claim was seen on each day, by kind of channel (one query)."""
    rows = Sighting.objects.filter(claim_id=claim_id).values("day", "seen_on")
    labels = dict(SeenOn.choices)
    counted = rows.annotate(total=Sum("n")).order_by("day", "seen_on")
    return days_of((row["day"], str(labels[row["seen_on"]]), row["total"]) for row in counted)


def screenshot(screenshot_id: uuid.UUID) -> Screenshot:
    """Return a picture of a rumour, while it is kept.

    Raises
    ------
    ClaimNotFound
    """
    found = Screenshot.objects.filter(id=screenshot_id).first()
    if found is None:
        raise ClaimNotFound(_("Gambar ini tidak ditemukan atau sudah dihapus."))
    return found


def n_late(actor: Actor, *, at: datetime) -> int:
    """Return how many claims an actor sees have a limit that passed."""
    late = ClaimClock.objects.filter(stopped_at=None, due_at__lt=at)
    return seen_by(actor, at=at).filter(id__in=late.values("claim_id")).count()
