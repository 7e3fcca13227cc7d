"""What happens to cases by itself: silence ends them, a changed calendar moves their limits."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from tests.factories.cases import (
    everything,
    facts_since,
    make_actor,
    make_answered,
    make_case,
    make_closed,
    make_verified,
    make_waiting,
    wib,
)

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS, Contact
from pendopo.journey.cases import services, tasks
from pendopo.journey.cases.errors import NotSilentYet
from pendopo.journey.cases.models import Case, Clock, ClockPolicy, Message, Reminder
from pendopo.kernel.models import ClosedDay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
# Ten working days after Tuesday 17 March 2026 10.00: 25, 26, 27, 30, 31 March, 1, 2, 6, 7, 8 April.
SPOKEN = wib("2026-03-17 10:00")
LAST_MOMENT = wib("2026-04-08 23:59:59")
AFTER = wib("2026-04-09 00:00")
# Five and two working days before the last moment.
FIRST, SECOND = wib("2026-03-31 09:00"), wib("2026-04-06 09:00")
CONTACT = Contact(name="Sri Rekaan", email="sri@contoh.example")


def remind_all(*moments):
    for at in moments or (FIRST, SECOND):
        tasks.remind_authors(at)


def test_an_answered_case_closes_after_ten_working_days_of_silence():
    case = make_answered(at=SPOKEN, contact=CONTACT)
    remind_all()
    tasks.close_silent_cases(LAST_MOMENT)
    assert Case.objects.get().status == "answered"
    n_facts = len(facts_since())
    tasks.close_silent_cases(AFTER)
    closed = Case.objects.get()
    assert (closed.status, closed.close_reason, closed.closed_at) == ("closed", "system", AFTER)
    assert facts_since(n_facts) == ["ClockStopped", "CaseClosed"]
    assert case.clocks.get(kind="citizen_reply").stop_reason == "lapsed"
    assert FactRow.objects.get(name="CaseClosed").by == "system"
    # The clock had stopped with the answer; closing is not counted as one.
    assert case.clocks.get(kind="answer").stop_reason == "answered"


def test_closing_again_does_nothing():
    make_answered(at=SPOKEN, contact=CONTACT)
    remind_all()
    tasks.close_silent_cases(AFTER)
    before = everything()
    tasks.close_silent_cases(AFTER + timedelta(days=1))
    assert everything() == before


def test_a_reply_to_an_answer_starts_the_silence_anew():
    case = make_answered(at=SPOKEN)
    services.reply_as_reporter(
        case_id=case.id,
        text="Terima kasih, akan saya lihat.",
        by=ANONYMOUS,
        at=wib("2026-04-08 10:00"),
    )
    tasks.close_silent_cases(AFTER)
    assert Case.objects.get().status == "answered"
    with pytest.raises(NotSilentYet):
        services.close_silent_case(case_id=case.id, at=AFTER)


def test_a_waiting_case_is_set_aside_after_ten_working_days():
    case = make_waiting(at=SPOKEN, contact=CONTACT)
    remind_all()
    tasks.archive_silent_cases(LAST_MOMENT)
    assert Case.objects.get().status == "waiting"
    tasks.archive_silent_cases(AFTER)
    assert Case.objects.get().status == "archived"
    told = FactRow.objects.get(name="CaseArchived")
    assert (told.payload["reason"], told.by) == ("unclear", "system")
    assert case.clocks.get(kind="answer").stop_reason == "archived"
    assert "dapat mengajukannya lagi" in Message.objects.get(kind="archive").text


def test_who_replied_in_time_is_not_set_aside():
    case = make_waiting(at=SPOKEN)
    services.reply_as_reporter(case_id=case.id, text="Di pasar.", by=ANONYMOUS, at=LAST_MOMENT)
    before = everything()
    tasks.archive_silent_cases(AFTER)
    with pytest.raises(NotSilentYet):
        services.archive_silent_case(case_id=case.id, at=AFTER)
    assert everything() == before


def test_reminders_go_to_the_contact_and_to_the_page_of_the_case(mailoutbox):
    case = make_answered(at=SPOKEN, contact=CONTACT)
    remind_all(wib("2026-03-30 09:00"))
    assert Reminder.objects.count() == 0
    remind_all(FIRST, FIRST, SECOND)
    assert list(Reminder.objects.values_list("nth", "channel")) == [
        (1, "email"),
        (1, "page"),
        (2, "email"),
        (2, "page"),
    ]
    first, _second = mailoutbox
    assert first.to == ["sri@contoh.example"]
    assert case.number in first.body
    assert "8 April 2026" in first.body
    # Neither what was reported nor by whom.
    assert case.title not in first.body
    assert "Sri" not in first.body
    assert facts_since(about=case)[-4:] == ["CaseReminded"] * 4


def test_silence_closes_nothing_without_two_reminders_on_two_channels():
    make_answered(at=SPOKEN, contact=CONTACT)
    # Without a contact there is one channel only, the page.
    make_answered(at=SPOKEN)
    remind_all(FIRST)
    Reminder.objects.filter(nth=2).delete()
    before = everything()
    tasks.close_silent_cases(AFTER)
    assert everything() == before
    remind_all(SECOND)
    tasks.close_silent_cases(AFTER)
    assert sorted(Case.objects.values_list("status", flat=True)) == ["answered", "closed"]


def test_a_message_that_did_not_leave_is_not_counted(settings):
    settings.EMAIL_BACKEND = "tests.fakes.mail.ClosedMailbox"
    make_answered(at=SPOKEN, contact=CONTACT)
    remind_all()
    assert set(Reminder.objects.values_list("channel", flat=True)) == {"page"}


def test_without_a_limit_nothing_ends_by_itself():
    ClockPolicy.objects.filter(clock__in=["citizen_reply", "completion"]).delete()
    make_answered(at=SPOKEN, contact=CONTACT)
    make_waiting(at=SPOKEN, contact=CONTACT)
    remind_all()
    before = everything()
    tasks.close_silent_cases(AFTER)
    tasks.archive_silent_cases(AFTER)
    assert everything() == before


def test_more_cases_than_one_batch_are_all_closed(monkeypatch):
    monkeypatch.setattr("pendopo.journey.cases.selectors.silence._BATCH", 2)
    for _ in range(5):
        make_answered(at=SPOKEN, contact=CONTACT)
    remind_all()
    tasks.close_silent_cases(AFTER)
    assert set(Case.objects.values_list("status", flat=True)) == {"closed"}


def decree(day: date) -> None:
    ClosedDay.objects.create(
        date=day,
        kind="lokal",
        name="Libur pilkades contoh",
        legal_basis="Perbup contoh",
        confidence="verified",
        source="contoh",
        valid_from=date(2026, 3, 1),
    )


def recompute(*, at, **options):
    """What a new holiday does is the same whoever reads the clock."""
    return services.recompute_open_clocks(at=at, **options)


def test_a_holiday_decreed_later_moves_open_clocks_and_no_others():
    moving, paused, ended = make_case(at=SPOKEN), make_waiting(at=SPOKEN), make_closed(at=SPOKEN)
    ended_clocks = list(Clock.objects.filter(case=ended).values())
    decree(date(2026, 3, 26))
    n_facts = len(facts_since())
    done = recompute(at=wib("2026-03-20 10:00"))
    # The author who was asked gets a day more as well.
    assert done == services.Recomputed(n_moved=2, n_unchanged=0)
    moved = Case.objects.get(id=moving.id)
    # 25, 27 and 30 March instead of 25, 26 and 27.
    assert moved.due_at == moved.clocks.get().due_at == wib("2026-03-30 23:59:59")
    assert Case.objects.get(id=paused.id).due_at is None
    assert list(Clock.objects.filter(case=ended).values()) == ended_clocks
    assert facts_since(n_facts) == ["ClockMoved", "ClockMoved"]
    told = FactRow.objects.filter(subject_id=moving.id).order_by("id").last()
    assert told.payload["reason"] == "calendar"


def test_a_pause_that_began_after_the_limit_stays_hidden_from_the_queues():
    case = make_verified(at=SPOKEN)
    services.ask_reporter(
        case_id=case.id, text="Di mana?", by=make_actor(), at=wib("2026-05-04 10:00")
    )
    decree(date(2026, 3, 26))
    assert recompute(at=wib("2026-05-05 10:00")).n_moved == 1
    assert Case.objects.get(id=case.id).due_at is None


def test_recomputing_twice_changes_nothing_the_second_time():
    make_case(at=SPOKEN)
    decree(date(2026, 3, 26))
    at = wib("2026-03-20 10:00")
    recompute(at=at)
    before = everything()
    assert recompute(at=at).n_moved == 0
    assert everything() == before


def test_one_case_can_be_recomputed_alone():
    case = make_case(at=SPOKEN)
    at = wib("2026-03-20 10:00")
    assert not services.recompute_clocks(case_id=case.id, at=at)
    decree(date(2026, 3, 26))
    assert services.recompute_clocks(case_id=case.id, at=at)


def test_batches_together_reach_every_case(monkeypatch):
    monkeypatch.setattr("pendopo.journey.cases.services.upkeep._BATCH", 2)
    for _ in range(5):
        make_case(at=SPOKEN)
    decree(date(2026, 3, 26))
    sizes = []
    done = recompute(at=wib("2026-03-20 10:00"), on_batch=sizes.append)
    assert (done.n_moved, sizes) == (5, [2, 2, 1])


def test_the_command_counts_and_a_dry_run_writes_nothing():
    make_case(at=SPOKEN)
    decree(date(2026, 3, 26))
    before, said = everything(), StringIO()
    call_command("recompute_clocks", "--dry-run", stdout=said)
    assert said.getvalue() == "1 akan bergeser, 0 tetap.\n"
    assert everything() == before
    said = StringIO()
    call_command("recompute_clocks", stdout=said)
    assert said.getvalue() == "1 bergeser, 0 tetap.\n"
    assert everything() != before
