"""The demo's deliberations and commitments, through the services of their rooms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings

from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.commitments.services.loading import load_commitments
from pendopo.journey.commitments.types import (
    CommitmentDraft,
    CommitmentStory,
    Done,
    MilestoneDraft,
    Proof,
    Report,
)
from pendopo.journey.deliberation.loading import import_deliberation
from pendopo.journey.deliberation.mapping import compute_map
from pendopo.journey.deliberation.services import issue_response
from pendopo.journey.deliberation.types import (
    Answer,
    Level,
    Mandate,
    ResponseOutcome,
    State,
    StatementIn,
    VoteIn,
)
from pendopo.portal.demo import deliberation as told
from pendopo.portal.demo.institution import Institution
from pendopo.portal.demo.regency import LOADER, Regency

N_PEOPLE = 300
_MORNING = time(9, 0)
_OUTCOMES = {
    "accepted": ResponseOutcome.ACCEPTED,
    "partly": ResponseOutcome.PARTLY,
    "refused": ResponseOutcome.REJECTED,
}


def load_civic(
    regency: Regency, institution: Institution, *, last: date, seed: int, at: datetime
) -> None:
    """Store one answered and one open deliberation, and every promise with its past."""
    folder = settings.DATA_ROOT / "demo"
    answered = told.load_deliberation(folder, last)
    response_id = _load_answered(regency, institution, answered, seed, at)
    _load_open(folder, institution, last, at)
    stories = [
        *_stories(answered.promises, institution, response_id, last),
        *_stories(told.load_promises(folder, last), institution, None, last),
    ]
    load_commitments(sorted(stories, key=lambda story: story.made_at), at=at)


def _load_answered(
    regency: Regency,
    institution: Institution,
    source: told.Deliberation,
    seed: int,
    at: datetime,
) -> UUID:
    people = told.participants(regency, source, N_PEOPLE, seed)
    imported = import_deliberation(
        _mandate(source, institution),
        [
            StatementIn(one.number, one.text, is_seed=True, at=_on(source.opened))
            for one in source.statements
        ],
        [
            VoteIn(str(vote.participant), vote.statement, vote.value, vote.at)
            for vote in told.votes(source, people, seed)
        ],
        by=SYSTEM,
        at=at,
    )
    compute_map(deliberation_id=imported.deliberation_id, at=_on(source.voting_closed))
    response = issue_response(
        deliberation_id=imported.deliberation_id,
        decision=source.response.title,
        reasons=source.response.summary,
        answers=_answers(source),
        by=institution.actors[source.response.officer],
        at=_on(source.answered),
    )
    response_id: UUID = response.id
    return response_id


def _mandate(source: told.Deliberation, institution: Institution) -> Mandate:
    return Mandate(
        slug=source.code,
        question=source.question,
        background=source.background,
        is_open_for="Jam berjualan, jumlah dan letak tempat, cara pembagian, dan kebersihan.",
        is_closed_for="Alun-alun tetap ruang terbuka hijau; bangunan permanen tidak dibahas.",
        level=Level.INVOLVE,
        opens_at=_on(source.opened),
        closes_at=_on(source.voting_closed),
        office_id=institution.offices[source.owner].id,
    )


def _answers(source: told.Deliberation) -> list[Answer]:
    decided = [
        Answer((one.statement,), _OUTCOMES[one.outcome], one.reason)
        for one in source.response.decisions
    ]
    answered = {number for answer in decided for number in answer.numbers}
    rest = tuple(one.number for one in source.statements if one.number not in answered)
    if not rest:
        return decided
    later = (
        "Belum diputuskan pada tahap pertama. Dibahas lagi bersama paguyuban pedagang dan warga "
        "sekitar setelah penataan dievaluasi, paling lambat enam bulan sesudah undian."
    )
    return [*decided, Answer(rest, ResponseOutcome.POSTPONED, later)]


def _load_open(folder: Path, institution: Institution, last: date, at: datetime) -> None:
    rows = yaml.load((folder / "open_deliberation.yaml").read_text("utf-8"), Loader=LOADER)  # noqa: S506 -- a safe loader
    opened = last - timedelta(days=rows["opened_before"])
    import_deliberation(
        Mandate(
            slug=rows["code"],
            question=rows["question"],
            background=rows["background"].strip(),
            is_open_for=rows["open_for"],
            is_closed_for=rows["closed_for"],
            level=Level(rows["level"]),
            opens_at=_on(opened),
            closes_at=_on(last + timedelta(days=rows["open_days_left"])),
            office_id=institution.offices[rows["owner"]].id,
        ),
        [
            StatementIn(number, text, is_seed=True, at=_on(opened))
            for number, text in enumerate(rows["statements"], start=1)
        ],
        [],
        state=State.OPEN,
        by=SYSTEM,
        at=at,
    )


def _stories(
    promises: Iterable[told.Promise],
    institution: Institution,
    response_id: UUID | None,
    last: date,
) -> Iterable[CommitmentStory]:
    return (_story(promise, institution, response_id, last) for promise in promises)


def _story(
    promise: told.Promise, institution: Institution, response_id: UUID | None, last: date
) -> CommitmentStory:
    done = tuple(
        Done(position, step.done, Proof(f"Berita acara pemeriksaan: {step.text}."))
        for position, step in enumerate(promise.milestones, start=1)
        if step.done is not None and step.done <= last
    )
    is_kept = len(done) == len(promise.milestones)
    return CommitmentStory(
        draft=_draft(promise, institution, response_id),
        made_at=_on(promise.started),
        done=done,
        reports=tuple(
            Report(_on(one.day), one.percent, one.text)
            for one in promise.progress
            if one.day <= last
        ),
        fulfilled_at=_on(max(mark.on for mark in done)) if is_kept else None,
    )


def _draft(
    promise: told.Promise, institution: Institution, response_id: UUID | None
) -> CommitmentDraft:
    office = institution.offices[promise.office]
    return CommitmentDraft(
        title=promise.title,
        expected_result=promise.milestones[-1].text,
        office_id=office.id,
        position_title=f"Kepala {office.name}",
        starts_on=promise.started,
        due_on=max([promise.due, *(step.due for step in promise.milestones)]),
        milestones=tuple(
            MilestoneDraft(step.text, step.due, "Berita acara dan foto")
            for step in promise.milestones
        ),
        response_id=response_id,
        source_text="" if response_id else "Perjanjian kinerja perangkat daerah",
    )


def _on(day: date) -> datetime:
    return datetime.combine(day, _MORNING, tzinfo=ZoneInfo(settings.PENDOPO_ZONE))
