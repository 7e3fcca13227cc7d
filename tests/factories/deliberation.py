"""Deliberations, statements, visitors, votes and exports for tests; all invented."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from tests.factories.people import make_office, make_person

from pendopo.foundation.people.types import SYSTEM, Actor, Mandate, Role
from pendopo.journey.deliberation import loading, services, voting
from pendopo.journey.deliberation.models import Deliberation
from pendopo.journey.deliberation.types import (
    Level,
    RejectReason,
    State,
    StatementIn,
    Visitor,
    VoteIn,
)
from pendopo.journey.deliberation.types import Mandate as MandateOf

AT = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
_serial = count(1)
SEEDS = (
    "Pasar pagi sebaiknya tetap di alun-alun.",
    "Parkir di alun-alun sebaiknya berbayar.",
    "Pedagang kaki lima perlu tempat yang tetap.",
)


def make_actor(*roles: Role, office=None) -> Actor:
    """Return an actor of a stored person with these roles at an office."""
    office = office or make_office()
    person = make_person(name="Petugas Contoh")
    mandates = tuple(Mandate(office.id, office.code, role) for role in roles)
    return Actor(ref=f"p:{person.ref}", person_id=person.id, mandates=mandates)


def moderator() -> Actor:
    return make_actor(Role.VERIFIER)


def make_mandate(**changes) -> MandateOf:
    """Return the mandate of a question open from yesterday for thirty days."""
    values = {
        "slug": f"alun-alun-{next(_serial)}",
        "question": "Bagaimana alun-alun sebaiknya dipakai?",
        "background": "Alun-alun akan ditata ulang tahun depan.",
        "is_open_for": "Letak pasar dan parkir.",
        "is_closed_for": "Pohon beringin tetap di tempatnya.",
        "level": Level.CONSULT,
        "opens_at": AT - timedelta(days=1),
        "closes_at": AT + timedelta(days=29),
        "office_id": None,
    } | changes
    if values["office_id"] is None:
        values["office_id"] = make_office().id
    return MandateOf(**values)


def make_deliberation(
    state: State = State.OPEN, *, seeds: Sequence[str] = SEEDS, at: datetime = AT, **mandate
) -> Deliberation:
    """Return a deliberation brought to ``state`` through the services (not ``answered``)."""
    by = moderator()
    made = services.draft_deliberation(make_mandate(**mandate), seeds=seeds, by=by, at=at)
    if state in {State.OPEN, State.CLOSED}:
        made = services.open_deliberation(deliberation_id=made.id, by=by, at=at)
    if state is State.CLOSED:
        made = services.close_deliberation(deliberation_id=made.id, by=by, at=at)
    return made


def make_visitor(person=None) -> Visitor:
    """Return a browser nobody used before, or a signed-in person without one."""
    return Visitor(person.id) if person else Visitor(token=f"peramban-{next(_serial)}")


def vote(deliberation, number=1, value=1, *, visitor=None, at=AT):
    return voting.cast_vote(
        deliberation_id=deliberation.id,
        number=number,
        value=value,
        visitor=visitor or make_visitor(),
        at=at,
    )


def propose(deliberation, text="Alun-alun perlu lebih banyak bangku.", *, visitor=None, at=AT):
    return voting.submit_statement(
        deliberation_id=deliberation.id, text=text, visitor=visitor or make_visitor(), at=at
    )


def reject(deliberation, number, *, at=AT):
    return services.moderate_statement(
        deliberation_id=deliberation.id,
        number=number,
        accept=False,
        reason=RejectReason.OFF_TOPIC.value,
        note="Bicarakan alun-alunnya.",
        by=moderator(),
        at=at,
    )


def two_camps(n_people=80, n_statements=12, *, at=AT) -> list[VoteIn]:
    """Return votes of two equal camps that share statement 1 and part on all others.

    Every tenth person passes on one statement, so that camps are clear but not copies.
    """
    return [
        VoteIn(f"orang-{person}", number, _camp_vote(person, number), at)
        for person in range(n_people)
        for number in range(1, n_statements + 1)
    ]


def _camp_vote(person, number):
    if number == 1 + person % 10:
        return 0
    if number == 1:
        return 1
    return 1 if (person + number) % 2 else -1


def load_camps(slug="dua-kubu", *, n_people=80, n_statements=12, state=State.CLOSED, at=AT):
    """Load a deliberation in which two camps are plain to see."""
    statements = [
        StatementIn(n, f"Pernyataan ke-{n} tentang alun-alun.") for n in range(1, n_statements + 1)
    ]
    return loading.import_deliberation(
        make_mandate(slug=slug),
        statements,
        two_camps(n_people, n_statements, at=at),
        state=state,
        by=SYSTEM,
        at=at,
    )


# --- exports --------------------------------------------------------------------------


def write_table(file: Path, columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, columns)
        writer.writeheader()
        writer.writerows(rows)


def comment_row(number, body="Alun-alun perlu lampu.", *, moderated=1):
    return {
        "timestamp": 1_700_000_000_000,
        "comment-id": number,
        "author-id": 0,
        "moderated": moderated,
        "comment-body": body,
    }


def vote_row(person, number, value=1, *, time=1_700_000_000_000):
    return {"timestamp": time, "comment-id": number, "voter-id": person, "vote": value}


def write_export(folder: Path, comments=None, votes=None, topic="Bagaimana alun-alun dipakai?"):
    """Write an export; without rows, three statements and four people who all voted."""
    folder.mkdir(parents=True, exist_ok=True)
    if comments is None:
        comments = [comment_row(n, f"Pernyataan {n} tentang alun-alun.") for n in range(3)]
    if votes is None:
        votes = [vote_row(p, n, 1 if p % 2 else -1) for p in range(4) for n in range(3)]
    write_table(folder / "comments.csv", list(comment_row(0)), comments)
    write_table(folder / "votes.csv", list(vote_row(0, 0)), votes)
    if topic:
        (folder / "summary.csv").write_text(f'topic,"{topic}"\n', encoding="utf-8")
    return folder
