"""Stories of the generator become histories that the cases room replays."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping

from pendopo.foundation.people.types import ANONYMOUS, SYSTEM, Actor, Contact
from pendopo.journey.cases import history
from pendopo.journey.cases.history import Action, CaseHistory
from pendopo.journey.voice.types import Channel, Kind, Place, Submission
from pendopo.kernel.ids import make_case_number
from pendopo.portal.demo.stories import CaseStory
from pendopo.portal.demo.timeline import Step

_NAMESPACE = uuid.UUID("a1f3c1de-1fd4-5c39-9d6a-2f0c52d8a4b1")
# Spreads running numbers over the year's space; prime to 10^8, so none repeats.
_STRIDE = 48_293_571
_ACTIONS = {"transfer": Action.ASSIGN, "not_ours": Action.ARCHIVE}
_CODE = {
    "verify": "case_class",
    "answer": "outcome",
    "close": "by",
    "archive": "reason",
    "not_ours": "reason",
}
_OUTCOMES = {"fixed": "done"}


def histories(stories: Iterable[CaseStory], actors: Mapping[str, Actor]) -> Iterator[CaseHistory]:
    """Yield one history per story, with numbers that are the same in every build."""
    for story in stories:
        number = make_case_number(story.received_at.year, story.serial * _STRIDE % 100_000_000)
        yield CaseHistory(
            submission=_submission(story),
            received_at=story.received_at,
            steps=tuple(_step(step, actors) for step in story.steps),
            number=number,
        )


def _submission(story: CaseStory) -> Submission:
    reporter = story.reporter
    contact = Contact()
    if reporter is not None:
        contact = Contact(name=reporter.name, phone=reporter.phone, email=reporter.email)
    return Submission(
        key=uuid.uuid5(_NAMESPACE, str(story.serial)),
        kind=Kind(story.kind),
        topic=story.topic,
        title=story.title,
        text=story.text,
        place=Place(story.region, "", story.latitude, story.longitude),
        channel=Channel(story.channel),
        is_anonymous=story.is_anonymous,
        is_secret=story.is_secret,
        contact=contact,
    )


def _step(step: Step, actors: Mapping[str, Actor]) -> history.Step:
    code = step.extra.get(_CODE.get(step.action, ""), "")
    return history.Step(
        at=step.at,
        action=_ACTIONS.get(step.action) or Action(step.action),
        by=_actor(step, actors),
        office=step.office,
        code=_OUTCOMES.get(code, code),
        text=step.text,
        proof=step.extra.get("proof", ""),
    )


def _actor(step: Step, actors: Mapping[str, Actor]) -> Actor:
    if step.officer:
        return actors[step.officer]
    return SYSTEM if step.extra.get("by") == "system" else ANONYMOUS
