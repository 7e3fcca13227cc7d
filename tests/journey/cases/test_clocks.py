"""Both legal clocks against dates worked out by hand around Nyepi and Idulfitri 2026."""

from datetime import date

import pytest
from tests.factories.cases import ANSWER, PROOF, make_actor, make_case, make_verified, wib
from tests.factories.people import make_office

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.models import Case, ClockPolicy
from pendopo.journey.cases.types import ArchiveReason, CaseClass, Outcome
from pendopo.journey.cases.wording import clock_face, remaining_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
ARRIVED = wib("2026-03-17 10:00")
VERIFIED = wib("2026-03-25 09:00")


def only_clock(case, at):
    (clock,) = selectors.clocks_of(case.id, at=at)
    return clock


def answer_clock(case, at):
    answers = [clock for clock in selectors.clocks_of(case.id, at=at) if clock.kind == "answer"]
    return answers[-1]


def assigned(case_class=CaseClass.COMPLAINT):
    case = make_case(at=ARRIVED)
    return services.verify_case(
        case_id=case.id, case_class=case_class, office=make_office(), by=make_actor(), at=VERIFIED
    )


def test_three_work_days_over_nyepi_and_idulfitri():
    """17 March is day 0; 18 to 24 March are closed; 25, 26, 27 March count."""
    case = make_case(at=ARRIVED)
    clock = only_clock(case, wib("2026-03-25 12:00"))
    assert clock.due_at == wib("2026-03-27 23:59:59")
    assert [(day.date.day, day.name) for day in clock.skipped] == [
        (18, "Cuti Bersama Hari Suci Nyepi"),
        (19, "Hari Suci Nyepi"),
        (20, "Cuti Bersama Hari Raya Idulfitri"),
        (21, "Hari Raya Idulfitri"),
        (22, "Hari Raya Idulfitri (hari kedua)"),
        (23, "Cuti Bersama Hari Raya Idulfitri"),
        (24, "Cuti Bersama Hari Raya Idulfitri"),
    ]
    assert remaining_words(clock.remaining) == "sisa 2 hari kerja"
    assert "Hari Suci Nyepi (19 Maret 2026)" in clock_face(clock)["note"]


@pytest.mark.parametrize(
    ("now", "state", "words"),
    [
        ("2026-03-17 11:00", "on_time", "sisa 3 hari kerja"),
        ("2026-03-21 11:00", "on_time", "sisa 3 hari kerja"),
        ("2026-03-26 11:00", "near", "sisa 1 hari kerja"),
        ("2026-03-27 23:59", "near", "hari terakhir"),
        ("2026-03-28 00:00", "late", "lewat waktu"),
        ("2026-03-31 08:00", "late", "lewat 2 hari kerja"),
    ],
)
def test_how_the_verification_clock_reads_on_each_day(now, state, words):
    clock = only_clock(make_case(at=ARRIVED), wib(now))
    assert (clock.state, remaining_words(clock.remaining)) == (state, words)


@pytest.mark.parametrize(
    ("case_class", "due"),
    [
        # 26, 27, 30, 31 March, 1 April.
        (CaseClass.INFORMATION_REQUEST, "2026-04-01"),
        (CaseClass.ASPIRATION, "2026-04-01"),
        # … 2, 6, 7, 8, 9, 10, 13, 14, 15 April: the 3rd is Good Friday.
        (CaseClass.COMPLAINT, "2026-04-15"),
        # 4 in March and 21 in April, 16 in May (1, 14, 15, 27, 28 closed), 19 in June (1 and
        # 16 closed) make 60.
        (CaseClass.COMPLAINT_OVERSIGHT, "2026-06-29"),
    ],
)
def test_the_answer_clock_follows_the_class(case_class, due):
    case = assigned(case_class)
    assert answer_clock(case, VERIFIED).due_at == wib(f"{due} 23:59:59")
    # The queues see the limit that ends first: five working days for a first answer.
    assert case.due_at == wib("2026-04-01 23:59:59")


def test_a_question_pauses_the_answer_clock_and_the_reply_moves_its_end():
    """Used up: 26 and 27 March. Asked 30 March to 2 April. Twelve more from 6 to 21 April."""
    case = assigned()
    asked, replied = wib("2026-03-30 10:00"), wib("2026-04-02 14:00")
    services.ask_reporter(case_id=case.id, text="Di mana?", by=make_actor(), at=asked)
    paused = answer_clock(case, asked)
    assert (paused.state, paused.due_at) == ("paused", None)
    assert remaining_words(paused.remaining) == "dijeda, sisa 12 hari kerja"
    services.reply_as_reporter(case_id=case.id, text="Di pasar.", by=ANONYMOUS, at=replied)
    case = Case.objects.get(id=case.id)
    assert answer_clock(case, replied).due_at == wib("2026-04-21 23:59:59")
    # Of the first answer two days were used; three more from 6 to 8 April.
    assert case.due_at == wib("2026-04-08 23:59:59")
    moves = FactRow.objects.filter(name="ClockMoved", payload__clock="answer").order_by("id")
    assert [move.payload["reason"] for move in moves] == ["paused", "resumed"]
    assert [move.payload["due_at"] for move in moves] == [None, "2026-04-21T16:59:59.000000Z"]


def test_a_late_clock_stays_late_while_the_author_is_asked():
    case = assigned()
    asked = wib("2026-04-20 10:00")
    services.ask_reporter(case_id=case.id, text="Di mana?", by=make_actor(), at=asked)
    assert answer_clock(case, asked).state == "late"


def test_an_answer_after_the_limit_is_shown_as_late_for_good():
    case, late = assigned(), wib("2026-04-16 09:00")
    services.answer_case(
        case_id=case.id, outcome=Outcome.DONE, text=ANSWER, proof=PROOF, by=make_actor(), at=late
    )
    clock = answer_clock(case, late)
    assert clock.state == "stopped_late"
    assert clock_face(clock)["state"] == "late"
    assert clock_face(clock)["note"] == "Dijawab pada Kamis, 16 April 2026 pukul 09.00 WIB."


def test_a_case_keeps_the_policy_under_which_it_began():
    case = assigned()
    old = ClockPolicy.objects.get(clock="answer", case_class="complaint")
    old.valid_to = date(2026, 4, 1)
    old.save()
    ClockPolicy.objects.create(
        code="complaint.answer.shorter",
        clock="answer",
        case_class="complaint",
        amount=7,
        unit="work_days",
        legal_basis="Perbup contoh",
        confidence="unconfirmed",
        source="contoh",
        valid_from=date(2026, 4, 1),
    )
    after = wib("2026-04-06 09:00")
    newer = make_verified(at=after)
    assert answer_clock(case, after).amount == 14
    assert answer_clock(newer, after).amount == 7
    assert not answer_clock(newer, after).is_confirmed
    assert clock_face(answer_clock(newer, after))["unconfirmed"]


def test_a_second_question_does_not_pause_the_clock_again():
    """Else an office could hold off its limit for ever by asking."""
    case = assigned()
    values = {"case_id": case.id, "by": make_actor()}
    services.ask_reporter(text="Di mana?", at=wib("2026-03-30 10:00"), **values)
    services.reply_as_reporter(
        case_id=case.id, text="Di pasar.", by=ANONYMOUS, at=wib("2026-04-02 14:00")
    )
    services.ask_reporter(text="Pasar mana?", at=wib("2026-04-06 10:00"), **values)

    assert Case.objects.get(id=case.id).due_at is None
    assert answer_clock(case, wib("2026-04-07 10:00")).state == "on_time"
    assert answer_clock(case, wib("2026-04-22 00:00:00")).state == "late"
    services.reply_as_reporter(
        case_id=case.id, text="Pasar Baru.", by=ANONYMOUS, at=wib("2026-04-24 10:00")
    )
    assert answer_clock(case, wib("2026-04-24 10:00")).due_at == wib("2026-04-21 23:59:59")
    moves = FactRow.objects.filter(
        subject_id=case.id, name="ClockMoved", payload__clock="answer"
    ).order_by("id")
    assert [move.payload["reason"] for move in moves] == ["paused", "resumed"]


def test_asking_late_does_not_take_the_missed_limit_out_of_the_facts():
    case = assigned()
    services.ask_reporter(
        case_id=case.id, text="Di mana?", by=make_actor(), at=wib("2026-04-20 10:00")
    )
    assert not FactRow.objects.filter(subject_id=case.id, name="ClockMoved").exists()


def test_a_duplicate_is_archived_and_not_merged():
    """Merged is what another system went on with; it would count nowhere, however late."""
    case = assigned()
    services.archive_case(
        case_id=case.id,
        reason=ArchiveReason.DUPLICATE,
        text="Sama dengan laporan terdahulu.",
        by=make_actor(),
        at=wib("2026-04-20 10:00"),
    )
    assert answer_clock(case, wib("2026-04-20 10:00")).stop_reason == "archived"
