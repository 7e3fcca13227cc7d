"""Who may promise, report and change, what each step needs, and what a refusal leaves behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories.commitments import (
    AT,
    EXPLAINED,
    PROOF,
    day,
    finish,
    head_of,
    make_commitment,
    make_draft,
    make_response,
)
from tests.factories.deliberation import make_actor
from tests.factories.people import actor_for, make_office, make_officer

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.commitments import events, selectors, services
from pendopo.journey.commitments.errors import (
    CommitmentEnded,
    CommitmentNotFound,
    MilestonesOpen,
    ProofMissing,
)
from pendopo.journey.commitments.models import Assessment, Change, Commitment, Milestone, Progress
from pendopo.journey.commitments.types import (
    AssessmentDraft,
    Completion,
    MilestoneDraft,
    Proof,
)
from pendopo.journey.deliberation.errors import DeliberationNotFound
from pendopo.kernel.errors import BadInput, NotAllowed
from pendopo.kernel.ids import new_id

pytestmark = pytest.mark.django_db


def names_of(commitment):
    return [type(fact).__name__ for fact in facts_about(commitment.id)]


def n_facts():
    return FactRow.objects.filter(subject_type="commitment").count()


# --- making -----------------------------------------------------------------------------


def test_a_promise_is_stored_with_number_milestones_and_fact():
    office = make_office()
    made = make_commitment(office)

    assert made.number == "K-2026-001"
    assert (made.due_on, made.first_due_on) == (day(60), day(60))
    assert list(selectors.milestones_of(made.id).values_list("position", "text", "due_on")) == [
        (1, "Tahap 1", day(50)),
        (2, "Tahap 2", day(60)),
    ]
    (fact,) = facts_about(made.id)
    assert fact == events.CommitmentMade(
        commitment_id=made.id,
        number="K-2026-001",
        office=office.code,
        due_on=day(60),
        n_milestones=2,
        response_id=None,
        at=AT,
        by=fact.by,
    )


def test_numbers_run_through_the_offices_year():
    # 31 December 2026, 17.30 UTC is 1 January 2027 in Jakarta.
    late = AT.replace(month=12, day=31, hour=17, minute=30)

    numbers = [make_commitment().number, make_commitment().number, make_commitment(at=late).number]

    assert numbers == ["K-2026-001", "K-2026-002", "K-2027-001"]


def test_a_number_taken_meanwhile_gives_the_next(monkeypatch):
    from pendopo.journey.commitments.services import making

    make_commitment()
    serials = iter([1, 2])
    monkeypatch.setattr(making, "next_serial", lambda at: next(serials))

    assert make_commitment().number == "K-2026-002"


def test_regent_may_promise_for_any_office_and_others_for_none():
    office, elsewhere = make_office(), make_office("dinas-lain")
    make_commitment(office, by=make_actor(Role.REGENT, office=elsewhere))

    for refused in (
        head_of(elsewhere),
        make_actor(Role.OFFICER, office=office),
        make_actor(Role.VERIFIER, office=office),
        ANONYMOUS,
    ):
        with pytest.raises(NotAllowed):
            make_commitment(office, by=refused)
    assert Commitment.objects.count() == 1
    assert n_facts() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"expected_result": ""}, "expected_result"),
        ({"position_title": ""}, "position_title"),
        ({"source_text": ""}, "source_text"),
        ({"starts_on": day(61)}, "due_on"),
        ({"milestones": ()}, ""),
        ({"milestones": (MilestoneDraft("Terlambat", day(61)),)}, ""),
        ({"milestones": (MilestoneDraft(" ", day(1)),)}, ""),
        ({"budget_rupiah": -1}, "budget_rupiah"),
        ({"office_id": new_id()}, "office"),
    ],
)
def test_a_promise_nobody_could_check_is_refused(changes, field):
    by = make_actor(Role.REGENT)
    with pytest.raises(BadInput) as refusal:
        services.make_commitment(draft=make_draft(**changes), by=by, at=AT)

    assert refusal.value.field == field
    assert (Commitment.objects.count(), Milestone.objects.count(), n_facts()) == (0, 0, 0)


def test_promises_of_a_response_carry_it_all_or_none():
    office = make_office()
    response, by = make_response(office), head_of(office)
    good = make_draft(office, response_id=response.id, source_text="")
    bad = make_draft(office, response_id=response.id, title="")

    with pytest.raises(BadInput):
        services.make_commitments_from_response(
            response_id=response.id, drafts=[good, bad], by=by, at=AT
        )
    assert Commitment.objects.count() == 0
    assert selectors.responses_without_commitment(by=by) == [response]

    made = services.make_commitments_from_response(
        response_id=response.id, drafts=[good, good], by=by, at=AT
    )

    assert [one.response_id for one in made] == [response.id, response.id]
    assert facts_about(made[0].id)[0].response_id == response.id
    assert selectors.responses_without_commitment(by=by) == []


def test_promises_of_a_response_need_that_response():
    office = make_office()
    response = make_response(office)
    plain = make_draft(office)

    for drafts in ([], [plain]):
        with pytest.raises(BadInput):
            services.make_commitments_from_response(
                response_id=response.id, drafts=drafts, by=head_of(office), at=AT
            )
    with pytest.raises(DeliberationNotFound):
        make_commitment(office, response_id=new_id())


# --- reporting --------------------------------------------------------------------------


def report(commitment, percent=40, text="Setengah ruas selesai.", *, by=None, at=AT):
    return services.report_progress(
        commitment_id=commitment.id,
        percent=percent,
        text=text,
        proof=PROOF,
        by=by or head_of(commitment.office),
        at=at,
    )


def test_a_report_is_kept_in_the_owners_words_under_a_position():
    made = make_commitment()
    officer = make_officer(Role.OFFICER, made.office)

    report(made, 40, by=actor_for(officer))

    row = Progress.objects.get()
    assert (row.percent, row.text, row.proof_text) == (40, "Setengah ruas selesai.", PROOF.text)
    assert row.position_title == f"Pejabat penghubung {made.office.short_name}"
    assert names_of(made) == ["CommitmentMade", "ProgressReported"]
    assert facts_about(made.id)[-1].percent == 40


def test_only_the_owning_office_reports():
    made = make_commitment()
    elsewhere = make_office("dinas-lain")

    for refused in (head_of(elsewhere), make_actor(Role.REGENT, office=elsewhere), ANONYMOUS):
        with pytest.raises(NotAllowed):
            report(made, by=refused)
    assert Progress.objects.count() == 0
    assert names_of(made) == ["CommitmentMade"]


@pytest.mark.parametrize(("percent", "text"), [(101, "Selesai."), (-1, "Mulai."), (50, "  ")])
def test_a_number_without_sense_or_words_is_refused(percent, text):
    made = make_commitment()
    with pytest.raises(BadInput):
        report(made, percent, text)
    assert Progress.objects.count() == 0


def test_a_milestone_is_done_only_with_proof_and_once():
    made = make_commitment()
    by = head_of(made.office)
    given = {"commitment_id": made.id, "by": by, "at": AT}

    with pytest.raises(ProofMissing):
        services.complete_milestone(**given, position=1, done_on=day(0), proof=Proof(" "))
    with pytest.raises(BadInput) as tomorrow:
        services.complete_milestone(**given, position=1, done_on=day(1), proof=PROOF)
    with pytest.raises(BadInput, match="mendahului mulainya"):
        services.complete_milestone(**given, position=1, done_on=day(-31), proof=PROOF)
    with pytest.raises(BadInput):
        services.complete_milestone(**given, position=9, done_on=day(0), proof=PROOF)
    assert tomorrow.value.field == "done_on"
    assert names_of(made) == ["CommitmentMade"]

    step = finish(made, 1)

    assert (step.done_on, step.recorded_at, step.proof_text) == (day(0), AT, PROOF.text)
    with pytest.raises(BadInput):
        finish(made, 1)
    assert names_of(made) == ["CommitmentMade", "MilestoneDone"]


def test_fulfilled_needs_every_milestone_done():
    made = make_commitment()
    by = head_of(made.office)
    finish(made, 1)

    with pytest.raises(MilestonesOpen, match="tonggak 2 belum selesai"):
        services.fulfil_commitment(commitment_id=made.id, by=by, at=AT)
    made.refresh_from_db()
    assert made.fulfilled_at is None

    finish(made, 2)
    services.fulfil_commitment(commitment_id=made.id, by=by, at=AT)

    assert selectors.commitment_by_number(made.number, at=AT).standing == "fulfilled"
    assert names_of(made)[-1] == "CommitmentFulfilled"
    with pytest.raises(CommitmentEnded):
        report(made)


# --- changing ---------------------------------------------------------------------------


def move(commitment, due_on=None, reason="procurement", text=EXPLAINED, *, by=None):
    return services.move_commitment(
        commitment_id=commitment.id,
        due_on=due_on or day(120),
        reason=reason,
        text=text,
        by=by or head_of(commitment.office),
        at=AT,
    )


def test_a_moved_date_keeps_the_first_one_and_its_reason():
    made = make_commitment()
    move(made, day(120))
    move(made, day(150), "budget")

    made.refresh_from_db()
    assert (made.first_due_on, made.due_on) == (day(60), day(150))
    assert list(
        selectors.changes_of(made.id).values_list("kind", "reason", "due_before", "due_after")
    ) == [
        ("moved", "procurement", day(60), day(120)),
        ("moved", "budget", day(120), day(150)),
    ]
    fact = facts_about(made.id)[-1]
    assert (fact.previous, fact.due_on, fact.reason_code) == (day(120), day(150), "budget")


def test_the_last_milestone_moves_along_and_missed_steps_stay_missed():
    made = make_commitment(due_on=day(5), n_milestones=2)
    assert list(selectors.milestones_of(made.id).values_list("due_on", flat=True)) == [
        day(-5),
        day(5),
    ]

    move(made, day(90))

    assert list(selectors.milestones_of(made.id).values_list("due_on", flat=True)) == [
        day(-5),
        day(90),
    ]
    assert selectors.commitment_by_number(made.number, at=AT).standing == "late"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on": day(60)}, "due_on"),
        ({"due_on": day(-1)}, "due_on"),
        ({"reason": "malas"}, "reason"),
        ({"text": "Tertunda."}, "text"),
    ],
)
def test_a_move_without_reason_or_sense_is_refused(changes, field):
    made = make_commitment()
    with pytest.raises(BadInput) as refusal:
        move(made, **changes)
    made.refresh_from_db()
    assert refusal.value.field == field
    assert made.due_on == day(60)
    assert Change.objects.count() == 0
    assert names_of(made) == ["CommitmentMade"]


def test_stopping_needs_a_reason_and_ends_the_promise():
    made = make_commitment()
    given = {"commitment_id": made.id, "by": head_of(made.office), "at": AT}

    with pytest.raises(BadInput):
        services.stop_commitment(**given, reason="", text=EXPLAINED)
    services.stop_commitment(**given, reason="law", text=EXPLAINED)

    assert selectors.commitment_by_number(made.number, at=AT).standing == "stopped"
    assert (names_of(made)[-1], facts_about(made.id)[-1].reason_code) == (
        "CommitmentStopped",
        "law",
    )
    for step in (lambda: move(made), lambda: report(made), lambda: finish(made, 1)):
        with pytest.raises(CommitmentEnded):
            step()


def test_an_officer_reports_but_does_not_change_the_promise():
    made = make_commitment()
    officer = make_actor(Role.OFFICER, office=made.office)

    with pytest.raises(NotAllowed):
        move(made, by=officer)
    with pytest.raises(NotAllowed):
        services.stop_commitment(
            commitment_id=made.id, reason="law", text=EXPLAINED, by=officer, at=AT
        )
    assert Change.objects.count() == 0
    move(made, by=make_actor(Role.REGENT, office=make_office("setda")))
    assert Change.objects.get().position_title == "Kepala daerah"


def test_an_unknown_commitment_is_not_found():
    with pytest.raises(CommitmentNotFound):
        services.fulfil_commitment(commitment_id=new_id(), by=head_of(), at=AT)


# --- from outside and by the clock ------------------------------------------------------

READING = AssessmentDraft(
    organisation="Universitas Contoh",
    interests="Menerima hibah penelitian dari pemerintah daerah ini pada 2024.",
    completion=Completion.LIMITED,
    text="Enam dari dua puluh titik yang kami datangi masih berlubang.",
)


def test_an_outside_reading_stands_beside_the_report_and_changes_nothing():
    made = make_commitment()
    report(made, 100)

    services.record_assessment(
        commitment_id=made.id,
        draft=READING,
        by=make_actor(Role.PPID, office=make_office("ppid")),
        at=AT,
    )

    row = Assessment.objects.get()
    assert (row.organisation, row.completion) == ("Universitas Contoh", "limited")
    read = selectors.commitment_by_number(made.number, at=AT)
    assert (read.percent, read.standing) == (100, "on_track")
    assert names_of(made)[-1] == "CommitmentAssessed"


def test_the_assessed_office_does_not_enter_its_own_reading():
    made = make_commitment()
    both = make_actor(Role.ADMIN, Role.OFFICER, office=made.office)

    for refused in (both, head_of(made.office), ANONYMOUS):
        with pytest.raises(NotAllowed):
            services.record_assessment(commitment_id=made.id, draft=READING, by=refused, at=AT)
    nameless = AssessmentDraft("Universitas Contoh", " ", Completion.COMPLETE, "Baik.")
    with pytest.raises(BadInput) as refusal:
        services.record_assessment(
            commitment_id=made.id,
            draft=nameless,
            by=make_actor(Role.PPID, office=make_office("ppid")),
            at=AT,
        )
    assert refusal.value.field == "interests"
    assert Assessment.objects.count() == 0


def test_a_passed_due_date_is_told_once_and_again_only_for_a_new_date():
    from pendopo.journey.commitments.tasks import tell_overdue

    made = make_commitment(due_on=day(1), n_milestones=1)
    kept = make_commitment(due_on=day(1), n_milestones=1)
    finish(kept, 1)
    services.fulfil_commitment(commitment_id=kept.id, by=head_of(kept.office), at=AT)

    # The due day itself still belongs to the promise, in the office's zone.
    assert services.tell_overdue(at=AT + timedelta(days=1)) == 0
    tell_overdue(AT + timedelta(days=2))
    tell_overdue(AT + timedelta(days=3))
    assert names_of(made).count("CommitmentOverdue") == 1
    assert facts_about(made.id)[-1].due_on == day(1)
    assert "CommitmentOverdue" not in names_of(kept)

    move(made, day(10))
    assert services.tell_overdue(at=AT + timedelta(days=11)) == 1
    assert facts_about(made.id)[-1].due_on == day(10)
