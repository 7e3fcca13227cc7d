"""Facts carry ids, codes, times and amounts; words of a person cannot enter one."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from pendopo.journey.cases.events import ClockMoved, ClockStarted
from pendopo.kernel.events import Fact, UnfitFact, fact_types, revive

AT = datetime(2026, 3, 16, 3, tzinfo=UTC)
CASE, CLOCK = uuid4(), uuid4()


def clock_started(**changes):
    values = {
        "case_id": CASE,
        "clock_id": CLOCK,
        "clock": "answer",
        "policy": "complaint.answer",
        "office": "dishub",
        "due_at": AT,
        "at": AT,
    }
    return ClockStarted(**values | changes)


def test_payload_is_plain_and_without_time_and_actor():
    assert clock_started().payload() == {
        "case_id": str(CASE),
        "clock_id": str(CLOCK),
        "clock": "answer",
        "policy": "complaint.answer",
        "office": "dishub",
        "due_at": "2026-03-16T03:00:00.000000Z",
    }


@pytest.mark.parametrize(
    "words",
    [
        "Siti Rahayu",
        "sri@contoh.id",
        "3374011234560001",
        "lampu mati, tolong",
        "é",
        "x" * 81,
        1.5,
        ["a"],
    ],
)
def test_words_numbers_of_persons_and_fractions_are_refused(words):
    with pytest.raises(UnfitFact):
        clock_started(office=words)


def test_naive_time_is_refused():
    with pytest.raises(UnfitFact):
        clock_started(at=datetime(2026, 3, 16))  # noqa: DTZ001 -- what is refused


def test_random_hex_is_allowed_although_it_may_hold_long_runs_of_digits():
    assert clock_started(office="12345678901234" + "ab" * 25).payload()["office"].startswith("1234")


def test_a_stored_fact_comes_back_as_it_was():
    fact = ClockMoved(
        case_id=CASE,
        clock_id=CLOCK,
        clock="answer",
        reason="paused",
        office="dishub",
        due_at=None,
        at=AT,
        by="p:" + "0f" * 16,
    )

    assert revive("ClockMoved", fact.payload(), at=fact.at, by=fact.by) == fact
    assert revive("ClockStarted", clock_started().payload(), at=AT, by="system") == clock_started()


def test_every_fact_names_its_subject_by_an_id_field():
    for name, fact in fact_types().items():
        if fact.__module__.startswith("pendopo.") and fact.SUBJECT:
            assert f"{fact.SUBJECT}_id" in fact.__dataclass_fields__, name


def test_subject_of_a_fact_is_its_id_field():
    @dataclass(frozen=True, kw_only=True)
    class LampLit(Fact):
        SUBJECT: ClassVar[str] = "lamp"
        lamp_id: UUID

    assert LampLit(lamp_id=CASE, at=AT).subject_id == CASE
