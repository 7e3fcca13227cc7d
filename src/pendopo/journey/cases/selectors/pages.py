"""Everything one page shows about a case: the public page, and the desk of an officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pendopo.foundation.people.models import Person
from pendopo.foundation.people.types import Actor, ReadPurpose
from pendopo.journey.cases import rules, stepping
from pendopo.journey.cases.models import Case, SyncedRecord
from pendopo.journey.cases.routing.offices import Suggestion, suggestion_for
from pendopo.journey.cases.selectors.application import Lacking, lacking_to_verify
from pendopo.journey.cases.selectors.clocks import ClockView, clocks_of
from pendopo.journey.cases.selectors.one import public_case, staff_case
from pendopo.journey.cases.selectors.timeline import timeline
from pendopo.journey.cases.selectors.ways import shut_steps
from pendopo.journey.cases.types import MessageKind, TimelineEntry
from pendopo.journey.voice.masking import masked, short_name
from pendopo.journey.voice.models import Photo
from pendopo.journey.voice.selectors import photos_of

# What officials say is public; what passes between them and the author is not.
PUBLIC_TEXTS = frozenset(
    {
        MessageKind.ANSWER.value,
        MessageKind.PROGRESS.value,
        MessageKind.ARCHIVE.value,
        MessageKind.OUTSIDE.value,
        MessageKind.EXTENSION.value,
        MessageKind.RULING.value,
    }
)


@dataclass(frozen=True)
class PublicPage:
    """A case as everyone may read it: identifiers covered, the place no finer than a village."""

    case: Case
    title: str
    text: str
    place_note: str
    reporter: str
    clocks: list[ClockView]
    entries: list[TimelineEntry]
    photos: Sequence[Photo]
    link: SyncedRecord | None


def public_page(number: str, *, at: datetime) -> PublicPage:
    """Return the public page of a case.

    Raises
    ------
    CaseNotFound
        Unknown, not yet verified, or secret; all look the same.
    """
    case = public_case(number)
    name = _name_of_reporter(case)
    return PublicPage(
        case=case,
        title=masked(case.title, name=name),
        text=masked(case.shown_text, name=name),
        place_note=masked(case.voice.place_note, name=name),
        reporter="" if case.is_anonymous else short_name(name),
        clocks=clocks_of(case.id, at=at),
        entries=[_public_entry(entry, name) for entry in timeline(case)],
        photos=list(photos_of(case.voice_id)),
        link=_link(case),
    )


def _public_entry(entry: TimelineEntry, name: str) -> TimelineEntry:
    if entry.kind not in PUBLIC_TEXTS:
        return replace(entry, text="", proof="")
    return replace(entry, text=masked(entry.text, name=name), proof=masked(entry.proof, name=name))


def _name_of_reporter(case: Case) -> str:
    # Needed for an anonymous author too: to cover the name where they wrote it themselves.
    reporter_id = case.voice.reporter_id
    if reporter_id is None:
        return ""
    return Person.objects.filter(id=reporter_id).values_list("name", flat=True).first() or ""


def _link(case: Case) -> SyncedRecord | None:
    return getattr(case, "syncedrecord", None)


@dataclass(frozen=True)
class Desk:
    """A case as the officer who works on it sees it, with what they may do now."""

    case: Case
    clocks: list[ClockView]
    entries: list[TimelineEntry]
    photos: Sequence[Photo]
    link: SyncedRecord | None
    steps: tuple[str, ...]
    purposes: tuple[ReadPurpose, ...]
    suggestion: Suggestion | None
    lacking: Lacking

    @property
    def has_reporter(self) -> bool:
        """Return whether the author left an identity."""
        return self.case.voice.reporter_id is not None


def desk(number: str, *, by: Actor, at: datetime) -> Desk:
    """Return the desk of a case.

    Raises
    ------
    CaseNotFound
        Unknown, or not within the actor's positions; the two look the same.
    """
    case = staff_case(number, by=by)
    shut = shut_steps(case, at=at)
    steps = tuple(step for step in stepping.possible_steps(by, case) if step not in shut)
    return Desk(
        case=case,
        clocks=clocks_of(case.id, at=at),
        entries=timeline(case, is_internal_shown=True),
        photos=list(photos_of(case.voice_id)),
        link=_link(case),
        steps=steps,
        purposes=rules.purposes_for(by, case),
        suggestion=suggestion_for(case, at=at) if {"verify", "assign"} & set(steps) else None,
        lacking=lacking_to_verify(case) if "verify" in steps else Lacking(),
    )
