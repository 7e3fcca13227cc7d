"""Each step of an officer and of the author: what it changes, what it tells, what it refuses."""

import pytest
from tests.factories.cases import (
    ANSWER,
    AT,
    MAKERS,
    PROOF,
    everything,
    facts_since,
    make_actor,
    make_answered,
    make_case,
    make_verified,
    make_waiting,
)
from tests.factories.people import make_office, make_officer
from tests.factories.voice import make_topics

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import DataRead
from pendopo.foundation.people.types import ANONYMOUS, Actor, Contact, Mandate, ReadPurpose, Role
from pendopo.journey.cases import services
from pendopo.journey.cases.errors import AnswerEmpty, CaseNotFound
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.types import ArchiveReason, CaseClass, Outcome, Status
from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
CONTACT = Contact(name="Siti Rahayu Ningsih", phone="081234567890")


def fresh(case):
    return Case.objects.get(id=case.id)


def message_of(case):
    return Message.objects.get(case=case)


def test_opening_starts_the_verification_clock():
    case = make_case()
    assert case.status == Status.RECEIVED
    assert case.due_at == case.clocks.get().due_at
    assert not case.is_public
    assert facts_since(about=case) == ["CaseOpened", "ClockStarted"]


def test_verifying_names_class_and_office_and_starts_the_answer_clock(verifier, roads):
    case = make_case()
    services.verify_case(
        case_id=case.id, case_class=CaseClass.COMPLAINT, office=roads, by=verifier, at=AT
    )
    case = fresh(case)
    assert (case.status, case.case_class, case.office) == ("assigned", "complaint", roads)
    assert case.is_public
    assert [clock.kind for clock in case.clocks.all()] == ["verify", "first_answer", "answer"]
    assert facts_since(2, about=case) == [
        "CaseVerified",
        "ClockStopped",
        "CaseAssigned",
        "ClockStarted",
        "ClockStarted",
    ]


def test_only_a_verifier_verifies(officer, roads):
    case = make_case()
    before = everything()
    with pytest.raises(CaseNotFound):
        # Until it is classed it may be about wrongdoing, so others do not see it at all.
        services.verify_case(
            case_id=case.id, case_class=CaseClass.COMPLAINT, office=roads, by=officer, at=AT
        )
    assert everything() == before


def test_the_verifier_may_name_the_topic(verifier, roads):
    make_topics()
    case = make_case()
    kept = {"case_id": case.id, "case_class": CaseClass.COMPLAINT, "office": roads, "by": verifier}
    before = everything()
    with pytest.raises(BadInput) as refused:
        services.verify_case(**kept, at=AT, topic="nonsense")
    assert refused.value.field == "topic"
    assert everything() == before
    services.verify_case(**kept, at=AT, topic="roads.hole")
    assert fresh(case).topic_id == "roads.hole"
    told = FactRow.objects.get(name="CaseTopicChosen").payload
    assert (told["topic"], told["previous"]) == ("roads.hole", "")


def test_oversight_forces_secrecy_and_hides_the_case_from_the_accused(
    verifier, officer, roads, inspectorate
):
    make_officer(Role.INSPECTOR, inspectorate, at=AT)
    case = make_case(is_secret=False)
    values = {"case_id": case.id, "case_class": CaseClass.COMPLAINT_OVERSIGHT, "by": verifier}
    before = everything()
    with pytest.raises(BadInput) as refused:
        services.verify_case(**values, office=roads, at=AT)
    assert refused.value.field == "office"
    assert everything() == before
    services.verify_case(**values, office=inspectorate, at=AT)
    case = fresh(case)
    assert case.is_secret
    assert not case.is_public
    with pytest.raises(CaseNotFound):
        services.add_note(case_id=case.id, text="Siapa ini?", by=officer, at=AT)


def test_an_oversight_case_stays_secret_even_at_the_accused_office(verifier, officer, roads):
    case = make_verified(office=roads, case_class=CaseClass.COMPLAINT_OVERSIGHT)
    with pytest.raises(CaseNotFound):
        services.answer_case(
            case_id=case.id, outcome=Outcome.DONE, text=ANSWER, proof=PROOF, by=officer, at=AT
        )


def test_assigning_keeps_number_and_clock(verifier, roads, lights):
    case = make_verified(office=roads)
    clock = case.clocks.get(kind="answer")
    n_facts = len(facts_since())
    services.assign_case(case_id=case.id, office=lights, by=verifier, at=AT)
    after = case.clocks.get(kind="answer")
    assert (fresh(case).number, fresh(case).office) == (case.number, lights)
    assert (after.id, after.started_at, after.due_at) == (clock.id, clock.started_at, clock.due_at)
    assert after.office == lights
    assert facts_since(n_facts) == ["CaseAssigned", "ClockMoved", "ClockMoved"]
    told = FactRow.objects.filter(name="CaseAssigned").order_by("id").last().payload
    assert (told["office"], told["previous"]) == ("dishub", "dpupr")


def test_assigning_to_the_same_office_or_by_an_officer_is_refused(verifier, officer, roads, lights):
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(BadInput):
        services.assign_case(case_id=case.id, office=roads, by=verifier, at=AT)
    with pytest.raises(NotAllowed):
        services.assign_case(case_id=case.id, office=lights, by=officer, at=AT)
    assert everything() == before


def test_asking_waits_for_the_author(officer, roads):
    case = make_verified(office=roads)
    n_facts = len(facts_since())
    services.ask_reporter(case_id=case.id, text="  Di sebelah mana?  ", by=officer, at=AT)
    case = fresh(case)
    assert (case.status, case.due_at) == ("waiting", None)
    assert (message_of(case).kind, message_of(case).text) == ("question", "Di sebelah mana?")
    assert message_of(case).office == roads
    # Both clocks of the office pause, and the author's begins.
    assert facts_since(n_facts) == ["ClockMoved", "ClockMoved", "ClockStarted", "CaseQuestioned"]
    assert case.clocks.get(stopped_at=None, pauses=[]).kind == "completion"


def test_asking_nothing_is_refused(officer, roads):
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(BadInput) as refused:
        services.ask_reporter(case_id=case.id, text="   ", by=officer, at=AT)
    assert refused.value.field == "text"
    assert everything() == before


def test_answering_stops_the_clock_and_keeps_outcome_and_proof(officer, roads):
    case = make_verified(office=roads)
    n_facts = len(facts_since())
    services.answer_case(
        case_id=case.id, outcome=Outcome.PLANNED, text=ANSWER, proof=PROOF, by=officer, at=AT
    )
    case = fresh(case)
    clock = case.clocks.get(kind="answer")
    message = message_of(case)
    assert (case.status, case.outcome, case.due_at) == ("answered", "planned", None)
    assert (clock.stop_reason, clock.stopped_at) == ("answered", AT)
    assert (message.text, message.proof, message.outcome) == (ANSWER, PROOF, "planned")
    # Of the first answer and of the answer; the author's time to respond begins.
    assert facts_since(n_facts) == [
        "CaseAnswered",
        "ClockStopped",
        "ClockStopped",
        "ClockStarted",
    ]
    assert case.clocks.get(stopped_at=None).kind == "citizen_reply"


def test_an_empty_answer_leaves_nothing_behind(officer, roads):
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(AnswerEmpty):
        services.answer_case(
            case_id=case.id,
            outcome=Outcome.DONE,
            text="Sudah ditindaklanjuti, terima kasih atas laporannya.",
            proof="",
            by=officer,
            at=AT,
        )
    assert everything() == before


def test_another_office_neither_sees_nor_answers_a_secret_case(officer, lights):
    other = make_actor(Role.OFFICER, lights)
    case = make_verified(office=lights, is_secret=True)
    answer = {"case_id": case.id, "outcome": Outcome.DONE, "text": ANSWER, "proof": PROOF, "at": AT}
    before = everything()
    with pytest.raises(CaseNotFound):
        services.answer_case(**answer, by=officer)
    assert everything() == before
    services.answer_case(**answer, by=other)
    assert fresh(case).status == "answered"


@pytest.mark.parametrize("role", [Role.REGENT, Role.FRONTDESK])
def test_who_only_reads_cannot_answer(role, roads):
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(NotAllowed):
        services.answer_case(
            case_id=case.id,
            outcome=Outcome.DONE,
            text=ANSWER,
            proof="",
            by=make_actor(role, roads),
            at=AT,
        )
    assert everything() == before


def test_archiving_tells_the_author_why(verifier):
    case = make_case()
    n_facts = len(facts_since())
    services.archive_case(
        case_id=case.id,
        reason=ArchiveReason.NOT_OURS,
        text="Jalan ini milik provinsi.",
        by=verifier,
        at=AT,
    )
    case = fresh(case)
    assert (case.status, case.closed_at, case.due_at) == ("archived", AT, None)
    assert case.clocks.get().stop_reason == "not_ours"
    assert message_of(case).text == "Jalan ini milik provinsi."
    assert facts_since(n_facts) == ["ClockStopped", "CaseArchived"]


def test_what_is_unfit_to_show_is_no_longer_public(verifier):
    case = make_verified()
    assert case.is_public
    values = {"case_id": case.id, "text": "Memuat hinaan.", "by": verifier, "at": AT}
    services.archive_case(reason=ArchiveReason.UNFIT, **values)
    assert not fresh(case).is_public


def test_a_note_changes_nothing_but_the_notes(officer, roads):
    case = make_verified(office=roads)
    before = Case.objects.filter(id=case.id).values().get()
    n_facts = len(facts_since())
    services.add_note(case_id=case.id, text="Hubungi pak lurah dulu.", by=officer, at=AT)
    assert Case.objects.filter(id=case.id).values().get() == before
    assert message_of(case).kind == "note"
    assert facts_since(n_facts) == ["CaseNoted"]


def test_closing_needs_an_answer(officer, roads):
    open_case, answered = make_verified(office=roads), make_answered(office=roads)
    before = everything()
    with pytest.raises(IllegalTransition):
        services.close_case(case_id=open_case.id, by=officer, at=AT)
    assert everything() == before
    services.close_case(case_id=answered.id, by=officer, at=AT)
    assert (fresh(answered).status, fresh(answered).close_reason) == ("closed", "officer")


def test_a_reply_ends_the_wait():
    case = make_waiting()
    services.reply_as_reporter(case_id=case.id, text="Di depan pasar.", by=ANONYMOUS, at=AT)
    case = fresh(case)
    assert case.status == "assigned"
    limits = case.clocks.filter(kind__in=["first_answer", "answer"])
    assert case.due_at == min(clock.due_at for clock in limits)
    assert case.clocks.get(kind="completion").stop_reason == "responded"
    assert facts_since(about=case)[-4:] == [
        "ClockStopped",
        "ClockMoved",
        "ClockMoved",
        "CaseReplied",
    ]


def test_accepting_closes_and_contesting_reopens_with_a_new_clock():
    case = make_answered()
    services.accept_answer(case_id=case.id, by=ANONYMOUS, at=AT)
    assert (fresh(case).status, fresh(case).close_reason) == ("closed", "citizen")
    services.reopen_case(case_id=case.id, text="Lubangnya masih ada.", by=ANONYMOUS, at=AT)
    case = fresh(case)
    answers = case.clocks.filter(kind="answer")
    assert (case.status, case.close_reason, case.outcome) == ("assigned", "", "")
    assert (case.n_reopened, case.closed_at) == (1, None)
    assert [clock.stop_reason for clock in answers] == ["answered", ""]
    assert facts_since(about=case)[-2:] == ["CaseReopened", "ClockStarted"]


def test_opening_an_identity_is_recorded_with_its_purpose(officer, roads):
    case = make_verified(office=roads, contact=CONTACT)
    person = services.open_identity(
        case_id=case.id, purpose=ReadPurpose.CONTACT_REPORTER, by=officer, at=AT
    )
    read = DataRead.objects.get()
    assert person.name == "Siti Rahayu Ningsih"
    assert (read.person, read.purpose, read.about_id) == (person, "contact_reporter", case.id)
    assert (read.office, read.reader_ref) == (roads, officer.ref)
    assert facts_since()[-1] == "PersonalDataRead"


def test_an_identity_is_read_under_the_position_that_covers_the_case(roads):
    case = make_verified(office=roads, contact=CONTACT)
    elsewhere = Mandate(make_office("lain", name="Lain").id, "lain", Role.HEAD)
    here = Mandate(roads.id, roads.code, Role.OFFICER)
    actor = Actor(ref="p:" + "c" * 32, mandates=(elsewhere, here))
    services.open_identity(case_id=case.id, purpose=ReadPurpose.HANDLE_CASE, by=actor, at=AT)
    read = DataRead.objects.get()
    assert (read.office, read.role, read.reader_ref) == (roads, "officer", actor.ref)
    fact = FactRow.objects.filter(name="PersonalDataRead").get()
    assert fact.payload["office"] == roads.code


def test_an_audit_that_two_positions_allow_is_read_under_the_one_that_handles(roads, inspectorate):
    case = make_verified(office=roads, contact=CONTACT)
    there = Mandate(inspectorate.id, inspectorate.code, Role.INSPECTOR)
    here = Mandate(roads.id, roads.code, Role.OFFICER)
    actor = Actor(ref="p:" + "c" * 32, mandates=(there, here))
    services.open_identity(case_id=case.id, purpose=ReadPurpose.AUDIT, by=actor, at=AT)
    assert DataRead.objects.get().office == roads


@pytest.mark.parametrize("role", [Role.REGENT, Role.FRONTDESK])
def test_who_only_reads_cannot_open_an_identity(role, roads):
    case = make_verified(office=roads, contact=CONTACT)
    before = everything()
    with pytest.raises(NotAllowed):
        services.open_identity(
            case_id=case.id, purpose=ReadPurpose.HANDLE_CASE, by=make_actor(role), at=AT
        )
    assert everything() == before


def test_only_the_inspectorate_opens_identities_for_audit(officer, inspector, roads, inspectorate):
    case = make_verified(office=roads, contact=CONTACT)
    overseen = make_verified(
        office=inspectorate, case_class=CaseClass.COMPLAINT_OVERSIGHT, contact=CONTACT
    )
    audit = {"purpose": ReadPurpose.AUDIT, "at": AT}
    with pytest.raises(NotAllowed):
        services.open_identity(case_id=case.id, by=officer, **audit)
    services.open_identity(case_id=overseen.id, by=inspector, **audit)
    assert DataRead.objects.get().purpose == "audit"


# What each step needs besides the case, the actor and the instant.
STEPS = {
    "verify": (services.verify_case, {"case_class": CaseClass.COMPLAINT}),
    "assign": (services.assign_case, {}),
    "ask": (services.ask_reporter, {"text": "Di mana?"}),
    "answer": (
        services.answer_case,
        {"outcome": Outcome.DONE, "text": ANSWER, "proof": PROOF},
    ),
    "archive": (services.archive_case, {"reason": ArchiveReason.UNCLEAR, "text": "Kurang."}),
    "close": (services.close_case, {}),
    "note": (services.add_note, {"text": "Dicatat."}),
    "reply": (services.reply_as_reporter, {"text": "Di depan pasar."}),
    "accept": (services.accept_answer, {}),
    "reopen": (services.reopen_case, {"text": "Belum selesai."}),
}
# Step → where the case stands after it, by where it stood; every other pair is refused.
LEGAL = {
    ("verify", "received"): "assigned",
    ("assign", "assigned"): "assigned",
    ("assign", "waiting"): "waiting",
    ("ask", "assigned"): "waiting",
    ("answer", "assigned"): "answered",
    ("answer", "waiting"): "answered",
    ("archive", "received"): "archived",
    ("archive", "assigned"): "archived",
    ("archive", "waiting"): "archived",
    ("close", "answered"): "closed",
    ("reply", "waiting"): "assigned",
    ("reply", "answered"): "answered",
    ("accept", "answered"): "closed",
    ("reopen", "answered"): "assigned",
    ("reopen", "closed"): "assigned",
} | {("note", status.value): status.value for status in Status}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state(step, status, verifier, lights):
    case = MAKERS[status]()
    service, values = STEPS[step]
    if step in {"verify", "assign"}:
        values = values | {"office": lights}
    before = everything()
    if (step, status.value) in LEGAL:
        service(case_id=case.id, by=verifier, at=AT, **values)
        assert fresh(case).status == LEGAL[step, status.value]
    else:
        with pytest.raises(IllegalTransition):
            service(case_id=case.id, by=verifier, at=AT, **values)
        assert everything() == before
