"""What waits in the field: the most urgent open cases of the actor's offices, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import selectors
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import CaseFilter
from pendopo.journey.cases.workspace.plan import Place, Plan, drawn, kilometres
from pendopo.journey.voice.models import Voice

# Among so many of the most urgent is looked for what is near: a whole office may have thousands.
LOOKED_THROUGH = 500
SHOWN = 25


@dataclass(frozen=True)
class Stop:
    """One case to visit."""

    case: Case
    latitude: float | None
    longitude: float | None
    place_note: str
    kilometres: float | None = None


@dataclass(frozen=True)
class Round:
    """The cases to visit, in order, and the cursor of the next ones."""

    stops: list[Stop]
    next_cursor: str = ""


def round_of(
    by: Actor,
    *,
    here: tuple[float, float] | None = None,
    is_own: bool = False,
    cursor: str = "",
    at: datetime,
) -> Round:
    """Return what to visit: most urgent first, or what is near first if ``here`` is given."""
    tab = "mine" if is_own else "office"
    if here is None:
        page = selectors.queue(CaseFilter(queue=tab, cursor=cursor, size=SHOWN), by=by, at=at)
        return Round(_stops(page.rows), page.next_cursor)
    page = selectors.queue(CaseFilter(queue=tab, size=LOOKED_THROUGH), by=by, at=at)
    near = [_from_here(stop, here) for stop in _stops(page.rows) if stop.latitude is not None]
    near.sort(key=lambda stop: (stop.kilometres or 0.0, stop.case.number))
    return Round(near[:SHOWN])


def plan_of(stops: Iterable[Stop], here: tuple[float, float] | None) -> Plan | None:
    """Return the drawing of the stops whose place is known."""
    places = [
        Place(stop.case.number, stop.latitude, stop.longitude)
        for stop in stops
        if stop.latitude is not None and stop.longitude is not None
    ]
    return drawn(places, here)


def stop_of(case: Case) -> Stop:
    """Return one case as a place to visit."""
    return _stops([case])[0]


def _stops(cases: Iterable[Case]) -> list[Stop]:
    cases = list(cases)
    voices = Voice.objects.filter(id__in=[case.voice_id for case in cases])
    places = {voice.id: voice for voice in voices.only("latitude", "longitude", "place_note")}
    return [
        Stop(
            case,
            places[case.voice_id].latitude,
            places[case.voice_id].longitude,
            places[case.voice_id].place_note,
        )
        for case in cases
    ]


def _from_here(stop: Stop, here: tuple[float, float]) -> Stop:
    there = (stop.latitude or 0.0, stop.longitude or 0.0)
    return Stop(stop.case, stop.latitude, stop.longitude, stop.place_note, kilometres(here, there))
