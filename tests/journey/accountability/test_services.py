"""Asking before saying, ending a question, and the right of reply."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories.accountability import (
    AT,
    CASES,
    CODE,
    FIGURE,
    MONTH,
    WORDS,
    publish_counts,
    publish_one_low,
    reply_to,
)
from tests.factories.commitments import EXPLAINED, day, finish, head_of, make_commitment
from tests.factories.deliberation import make_actor
from tests.factories.people import actor_for, make_office, make_officer, make_person

from pendopo.foundation.governance.guarding import Exposed
from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.models import Position
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.accountability import events, selectors, services
from pendopo.journey.accountability.errors import ReplyUnfit, TargetNotFound
from pendopo.journey.accountability.models import Notice, Reply
from pendopo.journey.accountability.types import Subject, Target
from pendopo.journey.commitments import services as commitments
from pendopo.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db


def facts_of(office):
    return [fact for fact in facts_about(office.id) if isinstance(fact, events.OfficeFact)]


# --- asking -----------------------------------------------------------------------------


def test_an_adverse_state_is_asked_about_two_weeks_before_it_is_said():
    publish_one_low()
    office = make_office("dinas-lambat")

    assert services.ask_about_indicators(at=AT) == 1

    notice = Notice.objects.get()
    assert (notice.office, notice.kind, notice.about) == (office, "indicator", CODE)
    assert (notice.period, notice.state, notice.hits, notice.due) == (MONTH, "beyond_998", 10, 50)
    assert (notice.noticed_at, notice.publish_at) == (AT, AT + timedelta(days=14))
    assert facts_of(office) == [
        events.OfficeNoticed(
            office_id=office.id,
            office="dinas-lambat",
            kind="indicator",
            about=CODE,
            notice_id=notice.id,
            period=MONTH,
            state="beyond_998",
            publish_at=AT + timedelta(days=14),
            at=AT,
        )
    ]


def test_the_duty_asks_once():
    from pendopo.journey.accountability.tasks import ask_about_indicators

    publish_one_low()
    for days in range(3):
        ask_about_indicators(AT + timedelta(days=days))

    assert Notice.objects.get().noticed_at == AT
    assert len(facts_of(make_office("dinas-lambat"))) == 1


def test_the_words_are_said_after_two_weeks_and_not_a_moment_before():
    publish_one_low()
    services.ask_about_indicators(at=AT)

    def shown(at):
        return selectors.standings(at=at).shown_state("dinas-lambat")

    assert shown(AT + timedelta(days=14) - timedelta(seconds=1)) == ""
    assert shown(AT + timedelta(days=14)) == "beyond_998"
    assert selectors.standings(at=AT).shown_state("dinas-satu") == "beyond_998"


def test_without_a_notice_nothing_adverse_is_said_however_long():
    publish_one_low()

    found = selectors.standings(at=AT + timedelta(days=400))

    assert found.pending == {"dinas-lambat"}
    assert found.shown_state("dinas-lambat") == ""


def test_an_answer_lets_the_words_be_said_at_once():
    publish_one_low()
    services.ask_about_indicators(at=AT)
    office = make_office("dinas-lambat")

    reply_to(office, at=AT + timedelta(days=1))

    found = selectors.standings(at=AT + timedelta(days=1))
    assert found.shown_state("dinas-lambat") == "beyond_998"


def test_a_favourable_state_is_said_at_once_in_the_same_form():
    publish_one_low(low=10)

    found = selectors.standings(at=AT)

    assert (found.shown_state("dinas-satu"), found.of("dinas-satu").side) == ("beyond_998", "above")


def test_what_worsens_is_asked_about_anew_and_what_eases_is_not():
    publish_one_low(low=31)
    services.ask_about_indicators(at=AT)
    assert Notice.objects.get().state == "beyond_95"

    publish_one_low(low=10)
    later = AT + timedelta(days=20)
    assert services.ask_about_indicators(at=later) == 1
    assert selectors.standings(at=later).shown_state("dinas-lambat") == ""
    first, second = Notice.objects.order_by("noticed_at")
    assert (first.ended_at, second.state, second.publish_at) == (
        later,
        "beyond_998",
        later + timedelta(days=14),
    )

    publish_one_low(low=31)
    much_later = AT + timedelta(days=40)
    assert services.ask_about_indicators(at=much_later) == 0
    assert selectors.standings(at=much_later).shown_state("dinas-lambat") == "beyond_95"


def test_the_question_ends_when_the_figure_comes_back():
    publish_one_low(low=10)
    services.ask_about_indicators(at=AT)
    publish_one_low(low=45)

    services.ask_about_indicators(at=AT + timedelta(days=30))

    office = make_office("dinas-lambat")
    assert Notice.objects.get().ended_at == AT + timedelta(days=30)
    assert [type(fact).__name__ for fact in facts_of(office)] == ["OfficeNoticed", "NoticeEnded"]
    assert selectors.standings(at=AT).shown_state("dinas-lambat") == "inside"


def test_a_house_without_publications_asks_nobody():
    make_office()
    assert services.ask_about_indicators(at=AT) == 0


def test_only_the_last_twelve_months_count_and_only_offices():
    make_office("dinas-satu")
    months = [f"2025-{n:02d}" for n in range(1, 13)] + ["2026-01", "2026-02"]
    publish_counts(
        {
            "dinas-satu": {month: (n, 100) for n, month in enumerate(months)},
            "unassigned": {"2026-02": (0, 1_000)},
        }
    )

    found = selectors.standings(at=AT)

    # Months 2025-03 to 2026-02 hold 2, 3, ... 13: together 90 of 1,200.
    assert (found.window.months[0], found.window.last) == ("2025-03", "2026-02")
    assert [(one.code, one.k, one.n) for one in found.comparison.offices] == [
        ("dinas-satu", 90, 1_200)
    ]
    assert found.comparison.theta == pytest.approx(0.075)


# --- promises past their date -----------------------------------------------------------


def test_an_overdue_promise_is_asked_about_until_it_is_settled():
    made = make_commitment(due_on=day(0), n_milestones=1)
    late = AT + timedelta(days=1)
    commitments.tell_overdue(at=late)
    deliver_due(at=late)

    notice = Notice.objects.get()
    assert (notice.kind, notice.about, notice.state) == ("commitment", made.number, "overdue")
    assert selectors.answers_of(made.office_id)["commitment", made.number].is_unanswered

    finish(made, 1)
    done = AT + timedelta(days=2)
    commitments.fulfil_commitment(commitment_id=made.id, by=head_of(made.office), at=done)
    deliver_due(at=done)
    assert Notice.objects.get().ended_at == done


def test_hearing_of_it_twice_asks_once_and_a_moved_date_is_not_asked_about():
    from pendopo.journey.accountability.subscribers import ask_about_overdue, end_question

    made = make_commitment(due_on=day(0), n_milestones=1)
    late = AT + timedelta(days=1)
    commitments.tell_overdue(at=late)
    fact = facts_about(made.id)[-1]
    ask_about_overdue(fact)
    ask_about_overdue(fact)
    assert Notice.objects.count() == 1

    commitments.move_commitment(
        commitment_id=made.id,
        due_on=day(30),
        reason="budget",
        text=EXPLAINED,
        by=head_of(made.office),
        at=late,
    )
    end_question(facts_about(made.id)[-1])
    end_question(facts_about(made.id)[-1])
    ask_about_overdue(fact)
    assert [notice.ended_at for notice in Notice.objects.all()] == [late]


def test_an_old_end_heard_late_does_not_end_a_newer_question():
    office = make_office()
    services.ask_office(office, CASES, "overdue", at=AT)

    assert services.end_notice(office.id, CASES, at=AT - timedelta(days=1)) is False
    assert Notice.objects.get().ended_at is None


# --- replying ---------------------------------------------------------------------------


def test_a_reply_is_kept_under_a_position_and_told_as_a_fact():
    publish_one_low()
    services.ask_about_indicators(at=AT)
    office = make_office("dinas-lambat")
    account = make_officer(Role.HEAD, office)
    Position.objects.filter(person_id=account.person_id).update(title="Kepala Dinas Lambat")

    reply = reply_to(office, by=actor_for(account))

    notice = Notice.objects.get()
    assert (reply.text, reply.position_title, reply.notice) == (
        WORDS,
        "Kepala Dinas Lambat",
        notice,
    )
    assert notice.replied_at == AT
    fact = facts_of(office)[-1]
    assert fact == events.ReplyPublished(
        office_id=office.id,
        office="dinas-lambat",
        kind="indicator",
        about=CODE,
        reply_id=reply.id,
        period=MONTH,
        notice_id=notice.id,
        at=AT,
        by=fact.by,
    )


def test_without_a_title_the_office_itself_speaks():
    office = make_office()

    assert reply_to(office, CASES).position_title == "Kepala Dinas Contoh"


def test_an_office_may_speak_unasked_and_correct_itself():
    office = make_office()
    first = reply_to(office, CASES)
    second = reply_to(office, CASES, "Koreksi: tiga petugas, bukan dua, dipindahkan pada Januari.")

    answer = selectors.answers_of(office.id)["cases", "terbuka"]

    assert (answer.reply, list(answer.earlier)) == (second, [first])
    assert not answer.is_unanswered
    assert Reply.objects.get(id=first.id).text == WORDS


def test_a_question_after_a_reply_waits_for_a_new_one():
    publish_one_low()
    office = make_office("dinas-lambat")
    reply_to(office, at=AT - timedelta(days=30))
    services.ask_about_indicators(at=AT)

    answer = selectors.answers_of(office.id)["indicator", CODE]

    assert answer.is_unanswered
    assert answer.reply is not None


def test_only_the_head_of_that_office_replies():
    office, elsewhere = make_office(), make_office("dinas-lain")
    for refused in (
        make_actor(Role.HEAD, office=elsewhere),
        make_actor(Role.OFFICER, office=office),
        make_actor(Role.REGENT, office=elsewhere),
        ANONYMOUS,
    ):
        with pytest.raises(NotAllowed):
            reply_to(office, CASES, by=refused)
    assert Reply.objects.count() == 0
    assert facts_of(office) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sudah.",
        "Silakan hubungi petugas kami di 0812-3456-7890 untuk keterangan lebih lanjut.",
        "Warga dengan NIK 3374012345678901 belum melengkapi berkas permohonannya.",
        "Kirim pertanyaan ke petugas@contoh.go.id dan kami jawab secepatnya pada hari kerja.",
    ],
)
def test_an_unfit_reply_leaves_nothing_behind(text):
    office = make_office()
    with pytest.raises(ReplyUnfit) as refusal:
        reply_to(office, CASES, text)
    assert refusal.value.field == "text"
    assert Reply.objects.count() == 0
    assert facts_of(office) == []


def test_a_reply_about_a_persons_health_is_refused():
    office = make_office()
    with pytest.raises(Exposed):
        reply_to(office, CASES, "Ibu Siti Rahayu positif HIV dan itu sebabnya laporannya lama.")
    assert Reply.objects.count() == 0


def test_there_must_be_something_to_reply_to():
    office = make_office()
    own = make_commitment(office)
    foreign = make_commitment(make_office("dinas-lain"))

    reply_to(office, Target(Subject.COMMITMENT, own.number, "2026-03"))
    for kind, about in (
        (Subject.COMMITMENT, foreign.number),
        (Subject.COMMITMENT, "K-2020-001"),
        (Subject.INDICATOR, "kecepatan"),
        (Subject.CASES, "tertutup"),
    ):
        with pytest.raises(TargetNotFound):
            reply_to(office, Target(kind, about, "2026-03"))
    assert Reply.objects.count() == 1


def test_no_table_of_this_room_holds_a_person():
    person = make_person(name="Petugas Contoh")
    office = make_office()
    reply = reply_to(office, FIGURE)

    columns = {field.name for model in (Notice, Reply) for field in model._meta.get_fields()}
    assert not columns & {"person", "name", "account", "by", "ref"}
    assert person.name not in f"{reply.text}{reply.position_title}"
