"""The demo's rumours, through the services of their room, one after the other in time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings

from pendopo.foundation.people.models import Position
from pendopo.foundation.people.types import SYSTEM, Role
from pendopo.foundation.release.models import PublicTopic
from pendopo.foundation.release.services import mandates, publishing, releases
from pendopo.journey.clarification import services
from pendopo.journey.clarification.models import Claim
from pendopo.journey.clarification.types import (
    AsideReason,
    Entry,
    Harm,
    ReferredTo,
    SeenOn,
    Source,
    Told,
    TriageWords,
    VerdictKind,
    VerdictWords,
)
from pendopo.portal.demo.institution import Institution
from pendopo.portal.demo.regency import LOADER

_NAMES = uuid.UUID("6f0c7a52-6f3f-4c3b-9d0a-2b1f0f3a9a11")
_REGISTRAR, _CLARIFIER = "ppid.utama", "humas.klarifikasi"
_MANDATE = timedelta(days=400)
# Hours of a day at which each step is taken.
_TOLD, _SORTED, _ANSWERED, _APPROVED = 9, 10, 11, 13


@dataclass(frozen=True)
class _Step:
    at: datetime
    act: Callable[[datetime], object]


@dataclass
class _Story:
    """A rumour on its way; its claim is known once it was told."""

    row: dict[str, Any]
    institution: Institution
    topics: dict[str, PublicTopic]
    speaker: str
    claim_id: uuid.UUID | None = None

    def tell(self, nth: int) -> Callable[[datetime], object]:
        """Return the step that tells of it once more."""
        _before, seen_on, n, words = self.row["told"][nth]

        def act(at: datetime) -> None:
            key = uuid.uuid5(_NAMES, f"{nth}:{words}")
            told = Told(key, words, SeenOn(seen_on), entry=Entry.LISTENING, n=n)
            self.claim_id = services.receive_claim(told, by=SYSTEM, at=at).claim_id

        return act

    def triage(self, at: datetime) -> None:
        """Settle harm and owner."""
        topic = self.topics[self.row["topic"]]
        words = TriageWords(self.row["headline"], Harm(self.row["harm"]), topic)
        services.triage(claim_id=self._claim(), words=words, by=self._who(_CLARIFIER), at=at)

    def set_aside(self, at: datetime) -> None:
        """Decide not to answer."""
        _before, reason, target, note = self.row["aside"]
        services.set_aside(
            claim_id=self._claim(),
            reason=AsideReason(reason),
            referred_to=ReferredTo(target) if target else None,
            note=note,
            by=self._who(_CLARIFIER),
            at=at,
        )

    def state(self, at: datetime) -> None:
        """State the verdict, and bring it out as a release."""
        row = self.row
        words = VerdictWords(
            VerdictKind(row["verdict"]),
            row["quote"],
            row["explanation"],
            tuple(Source(*each) for each in row["sources"]),
        )
        officer = self._who(row["officer"])
        services.state_verdict(claim_id=self._claim(), words=words, by=officer, at=at)
        services.propose(claim_id=self._claim(), by=self._who(self.speaker), at=at)

    def approve(self, at: datetime) -> None:
        """Approve the release as the head, and let it out."""
        release = Claim.objects.get(id=self._claim()).verdicts.get(version=1).release
        if release is None:
            message = f"no release of {self.claim_id}"
            raise RuntimeError(message)
        head = self._who(self.row["head"])
        releases.approve(release_id=release.id, kind="fact_owner", by=head, at=at)
        publishing.publish_due(at=at)
        services.follow_release(release_id=release.id, at=at)

    def _claim(self) -> uuid.UUID:
        if self.claim_id is None:
            message = "a step before the rumour was told"
            raise RuntimeError(message)
        return self.claim_id

    def _who(self, key: str) -> Any:
        return self.institution.actors[key]


def load_claims(institution: Institution, *, last: date) -> int:
    """Store topics, a spokesperson and every rumour with its past; returns how many rumours."""
    path = settings.DATA_ROOT / "demo" / "claims.yaml"
    rows = yaml.load(path.read_text("utf-8"), Loader=LOADER)  # noqa: S506 -- a safe loader
    topics = _keep_registers(rows, institution, last)
    steps = [
        step
        for row in rows["claims"]
        for step in _steps(_Story(row, institution, topics, rows["speaker"]), last)
    ]
    for step in sorted(steps, key=lambda step: step.at):
        step.act(step.at)
    return len(rows["claims"])


def _keep_registers(
    rows: dict[str, Any], institution: Institution, last: date
) -> dict[str, PublicTopic]:
    began = last - _MANDATE
    by, at = institution.actors[_REGISTRAR], _on(began, _TOLD)
    topics = {
        code: mandates.assign_topic(
            code=code, name=name, name_en=english, office=institution.offices[office], by=by, at=at
        )
        for code, name, english, office in rows["topics"]
    }
    email = f"{rows['speaker']}@"
    position = Position.objects.get(
        person__account__email__startswith=email, role=Role.OFFICER.value
    )
    words = mandates.MandateWords(position, list(topics.values()), "800/7/SETDA", began)
    mandates.give_mandate(words=words, by=by, at=at)
    return topics


def _steps(story: _Story, last: date) -> list[_Step]:
    row = story.row

    def on(before: int, hour: int) -> datetime:
        return _on(last - timedelta(days=before), hour)

    steps = [_Step(on(each[0], _TOLD), story.tell(nth)) for nth, each in enumerate(row["told"])]
    if "triaged" in row:
        steps.append(_Step(on(row["triaged"], _SORTED), story.triage))
    if "answered" in row:
        steps.append(_Step(on(row["answered"], _ANSWERED), story.state))
        steps.append(_Step(on(row["answered"], _APPROVED), story.approve))
    if "aside" in row:
        steps.append(_Step(on(row["aside"][0], _SORTED), story.set_aside))
    return steps


def _on(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.PENDOPO_ZONE))
