"""One fictional deliberation with planted opinion groups, its answer, and the promises made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from pendopo.engines.opinion import AGREE, DISAGREE, PASS
from pendopo.portal.demo.regency import LOADER, Regency

DAY = 86_400
EVENING = 12 * 3600  # 19.00 in western Indonesia is noon in UTC


@dataclass(frozen=True, slots=True)
class Statement:
    """One idea; ``agree`` and ``passing`` hold one share for each planted group."""

    number: int
    text: str
    author: str
    agree: tuple[float, ...]
    passing: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A planted opinion group and its share of the participants."""

    code: str
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one statement: accepted, partly or refused, and why."""

    statement: int
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a promise; ``done`` is None while it is not reached."""

    due: date
    text: str
    done: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What an office reported about a promise on a day."""

    day: date
    percent: int
    text: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of an office with a date."""

    code: str
    title: str
    office: str
    region: str
    topic: str
    started: date
    due: date
    statements: tuple[int, ...]
    milestones: tuple[Milestone, ...]
    progress: tuple[Progress, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """The official response: a summary and a reason for every decision."""

    office: str
    officer: str
    title: str
    summary: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Deliberation:
    """The deliberation with its dates."""

    code: str
    question: str
    background: str
    topic: str
    region: str
    owner: str
    opened: date
    voting_closed: date
    answered: date
    groups: tuple[Group, ...]
    statements: tuple[Statement, ...]
    response: Response
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """A fictional citizen who votes; ``group`` is planted and never stored by the system."""

    serial: int
    name: str
    region: str
    group: str


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote: 1 agree, 0 pass, -1 disagree."""

    participant: int
    statement: int
    value: int
    at: datetime


def load_deliberation(folder: Path, last: date, opened_before: int = 200) -> Deliberation:
    """Read the deliberation; it opens ``opened_before`` days before ``last``.

    Reports and milestones after ``last`` have not happened yet.
    """
    rows = _read(folder / "deliberation.yaml")
    opened = last - timedelta(days=opened_before)
    days, answer = rows["days"], rows["response"]
    place = {"region": rows["region"], "topic": rows["topic"]}
    return Deliberation(
        code=rows["code"],
        question=rows["question"],
        background=rows["background"].strip(),
        topic=rows["topic"],
        region=rows["region"],
        owner=rows["owner"],
        opened=opened,
        voting_closed=opened + timedelta(days=days["voting_closed"]),
        answered=opened + timedelta(days=days["answered"]),
        groups=tuple(Group(**row) for row in rows["groups"]),
        statements=_statements(rows["statements"]),
        response=_response(answer),
        promises=tuple(_promise(place | row, opened, last) for row in answer["commitments"]),
    )


def load_promises(folder: Path, last: date) -> tuple[Promise, ...]:
    """Read the other promises of the offices, seen from the day ``last``."""
    rows = _read(folder / "commitments.yaml")["commitments"]
    return tuple(_promise(row, last, last) for row in rows)


def participants(
    regency: Regency, deliberation: Deliberation, n: int, seed: int
) -> tuple[Participant, ...]:
    """Draw ``n`` fictional participants, each in one planted group."""
    rng = np.random.default_rng([seed, 2])
    shares = np.array([group.share for group in deliberation.groups])
    groups = rng.choice(len(shares), n, p=shares / shares.sum())
    # Most people who care about the square of Kotawana live there.
    near = np.array(
        [
            village.residents * (6 if village.district_code == deliberation.region[:8] else 1)
            for village in regency.villages
        ]
    )
    homes = rng.choice(len(near), n, p=near / near.sum())
    given = rng.integers(0, len(regency.given_names), n)
    family = rng.integers(0, len(regency.family_names), n)
    return tuple(
        Participant(
            serial=i + 1,
            name=f"{regency.given_names[given[i]]} {regency.family_names[family[i]]}",
            region=regency.villages[homes[i]].code,
            group=deliberation.groups[groups[i]].code,
        )
        for i in range(n)
    )


def votes(deliberation: Deliberation, people: Sequence[Participant], seed: int) -> Iterator[Vote]:
    """Yield sparse votes, person after person, as an open vote brings them.

    A person sees 7 to all statements, some two thirds of them on average, in an order of
    their own, and votes as their planted group tends to.
    """
    rng = np.random.default_rng([seed, 3])
    groups = {group.code: index for index, group in enumerate(deliberation.groups)}
    agree = np.array([statement.agree for statement in deliberation.statements])
    passing = np.array([statement.passing for statement in deliberation.statements])
    total = len(agree)
    length = (deliberation.voting_closed - deliberation.opened).days
    start = datetime.combine(deliberation.opened, datetime.min.time(), tzinfo=UTC)
    for person in people:
        group = groups[person.group]
        seen = rng.permutation(total)[: 7 + int((total - 6) * rng.beta(1.4, 1.0))]
        rolls = rng.random(len(seen))
        # Most people come in the first days; they vote in one sitting, a few seconds each.
        day = int(length * rng.beta(0.9, 1.8))
        moment = day * DAY + EVENING + rng.normal(0, 9000)
        pauses = np.cumsum(4 + rng.gamma(2.0, 4.0, len(seen)))
        for number, roll, pause in zip(seen.tolist(), rolls, pauses, strict=True):
            value = _value(roll, agree[number, group], passing[number, group])
            at = start + timedelta(seconds=int(moment + pause))
            yield Vote(person.serial, number + 1, value, at)


def _value(roll: float, agree: float, passing: float) -> int:
    if roll < agree:
        return AGREE
    return PASS if roll < agree + passing else DISAGREE


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 -- safe loader


def _statements(rows: Sequence[Any]) -> tuple[Statement, ...]:
    return tuple(
        Statement(number, text, author, tuple(agree), tuple(passing))
        for number, (text, author, agree, passing) in enumerate(rows, start=1)
    )


def _response(row: Mapping[str, Any]) -> Response:
    return Response(
        office=row["office"],
        officer=row["officer"],
        title=row["title"],
        summary=row["summary"].strip(),
        decisions=tuple(Decision(*decision) for decision in row["decisions"]),
    )


def _promise(row: Mapping[str, Any], zero: date, last: date) -> Promise:
    """Build a promise whose days count from ``zero`` and which is seen on ``last``."""

    def on(day: int) -> date:
        return zero + timedelta(days=day)

    return Promise(
        code=row["code"],
        title=row["title"],
        office=row["office"],
        region=row["region"],
        topic=row["topic"],
        started=on(row["started"]),
        due=on(row["due"]),
        statements=tuple(row.get("statements", ())),
        milestones=tuple(
            Milestone(on(due), text, on(done) if done is not None and on(done) <= last else None)
            for due, text, done in row["milestones"]
        ),
        progress=tuple(
            Progress(on(day), percent, text)
            for day, percent, text in row["progress"]
            if on(day) <= last
        ),
    )
