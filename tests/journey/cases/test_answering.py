"""Interim words, proof, ready texts, ratings, moderation, and who may not read what accuses them."""

import pytest
from tests.factories.cases import (
    ANSWER,
    AT,
    PROOF,
    everything,
    facts_since,
    make_actor,
    make_answered,
    make_case,
    make_closed,
    make_verified,
    wib,
)

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS, Actor, Mandate, Role
from pendopo.journey.cases import rules, selectors, services
from pendopo.journey.cases.errors import AnswerEmpty, CaseNotFound, ReopenTooLate, TextNotFound
from pendopo.journey.cases.models import Case, Message, Rating, ReadyText
from pendopo.journey.cases.services import TextDraft
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.journey.voice.models import Topic
from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
PROGRESS = "Regu UPT meninjau Jalan Melati hari Rabu; aspal dipesan, ditambal pekan depan."


# --- the first answer -------------------------------------------------------------------


def test_progress_stops_the_clock_of_the_first_answer_and_no_other(officer, roads):
    case = make_verified(office=roads)
    n_facts = len(facts_since())
    services.progress_case(case_id=case.id, text=PROGRESS, by=officer, at=AT)
    first = case.clocks.get(kind="first_answer")
    assert (first.stopped_at, first.stop_reason) == (AT, "progressed")
    answer = case.clocks.get(kind="answer")
    assert answer.stopped_at is None
    after = Case.objects.get(id=case.id)
    assert (after.status, after.due_at) == ("assigned", answer.due_at)
    assert facts_since(n_facts) == ["CaseProgressed", "ClockStopped"]


def test_an_empty_progress_stops_no_clock(officer, roads):
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(AnswerEmpty):
        services.progress_case(
            case_id=case.id, text="Sedang kami koordinasikan, terima kasih.", by=officer, at=AT
        )
    assert everything() == before


def test_progress_is_read_by_everyone_and_a_question_is_no_first_answer(officer, roads):
    case = make_verified(office=roads)
    services.progress_case(case_id=case.id, text=PROGRESS, by=officer, at=AT)
    page = selectors.public_page(case.number, at=AT)
    assert PROGRESS in [entry.text for entry in page.entries]
    other = make_verified(office=roads)
    services.ask_reporter(case_id=other.id, text="Di mana?", by=officer, at=AT)
    assert other.clocks.get(kind="first_answer").stopped_at is None


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("proof", ["", "   ", "sudah selesai", "-"])
def test_an_answer_without_proof_or_reason_is_refused(officer, roads, outcome, proof):
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(AnswerEmpty):
        services.answer_case(
            case_id=case.id, outcome=outcome, text=ANSWER, proof=proof, by=officer, at=AT
        )
    assert everything() == before


# --- what the author thinks of it -------------------------------------------------------


def test_a_rating_is_kept_once_for_an_answer_and_may_be_changed(roads):
    case = make_answered(office=roads)
    values = {"case_id": case.id, "by": ANONYMOUS, "at": AT}
    services.rate_answer(score=4, reason="", **values)
    services.rate_answer(score=1, reason="Lubangnya masih ada.", **values)
    rating = Rating.objects.get()
    assert (rating.score, rating.reason) == (1, "Lubangnya masih ada.")
    told = list(FactRow.objects.filter(name="CaseRated").order_by("id").values_list("payload"))
    assert [(row["score"], row["has_reason"], row["office"]) for (row,) in told] == [
        (4, False, "dpupr"),
        (1, True, "dpupr"),
    ]


@pytest.mark.parametrize(("score", "reason"), [(0, ""), (5, ""), (2, " "), (1, "")])
def test_a_rating_off_the_scale_or_a_bad_one_without_reason_is_refused(score, reason):
    case = make_answered()
    n_facts = len(facts_since())
    with pytest.raises(BadInput):
        services.rate_answer(case_id=case.id, score=score, reason=reason, by=ANONYMOUS, at=AT)
    assert (Rating.objects.count(), len(facts_since())) == (0, n_facts)


def test_what_was_not_answered_cannot_be_rated():
    with pytest.raises(IllegalTransition):
        services.rate_answer(case_id=make_case().id, score=4, reason="", by=ANONYMOUS, at=AT)


def test_a_closed_case_is_reopened_within_its_days_and_not_later():
    case = make_closed()
    values = {"case_id": case.id, "text": "Masih berlubang.", "by": ANONYMOUS}
    before = everything()
    with pytest.raises(ReopenTooLate):
        services.reopen_case(at=wib("2026-03-31 10:01"), **values)
    assert everything() == before
    services.reopen_case(at=wib("2026-03-31 09:59"), **values)
    assert Case.objects.get().status == "assigned"


# --- ready texts ------------------------------------------------------------------------


@pytest.fixture
def text(roads, officer):
    draft = TextDraft("answer", "Tambal jalan", "Laporan {nomor} ditangani {kantor}.", office=roads)
    return services.keep_ready_text(draft, by=officer, at=AT)


def test_a_ready_text_is_written_out_for_the_case(text, roads):
    case = make_verified(office=roads)
    assert [row.title for row in selectors.ready_texts(case, "answer")] == ["Tambal jalan"]
    assert selectors.ready_texts(case, "ask") == []
    written = selectors.ready_text(text.id, case)
    assert written == f"Laporan {case.number} ditangani {roads.name}."


def test_a_ready_text_is_offered_to_its_office_and_topic_only(text, roads, lights, verifier):
    Topic.objects.get_or_create(code="jalan.lubang", defaults={"label": "Jalan berlubang"})
    services.keep_ready_text(
        TextDraft("answer", "Umum", "Untuk semua.", topic="jalan.lubang"), by=verifier, at=AT
    )
    other = make_verified(office=lights)
    assert selectors.ready_texts(other, "answer") == []
    assert selectors.ready_text(text.id, other) == ""


def test_a_new_version_retires_the_old_one_and_keeps_it(text, officer, roads):
    draft = TextDraft("answer", "Tambal jalan", "Isi baru.", office=roads)
    services.keep_ready_text(draft, instead_of=text.id, by=officer, at=AT)
    old, new = ReadyText.objects.order_by("id")
    assert (old.text, old.retired_at, new.text, new.retired_at) == (
        "Laporan {nomor} ditangani {kantor}.",
        AT,
        "Isi baru.",
        None,
    )
    with pytest.raises(TextNotFound):
        services.retire_ready_text(text_id=old.id, by=officer, at=AT)


def test_an_office_keeps_no_texts_for_others(text, lights, roads):
    stranger = make_actor(Role.OFFICER, lights)
    for office in (None, roads):
        with pytest.raises(NotAllowed):
            services.keep_ready_text(
                TextDraft("answer", "X", "Y", office=office), by=stranger, at=AT
            )
    with pytest.raises(NotAllowed):
        services.retire_ready_text(text_id=text.id, by=stranger, at=AT)
    assert ReadyText.objects.filter(retired_at=None).count() == 1


# --- moderation -------------------------------------------------------------------------


def test_moderation_changes_what_is_public_and_keeps_the_original(verifier):
    case = make_verified(
        title="Lubang di depan rumah Pak Rekaan", text="Tulisan asli yang panjang."
    )
    services.moderate_case(
        case_id=case.id,
        title="Lubang di depan rumah warga",
        text="Tulisan yang disunting.",
        reason="Memuat nama tetangga.",
        by=verifier,
        at=AT,
    )
    case = Case.objects.select_related("voice").get()
    page = selectors.public_page(case.number, at=AT)
    assert (page.title, page.text) == ("Lubang di depan rumah warga", "Tulisan yang disunting.")
    assert case.voice.title == "Lubang di depan rumah Pak Rekaan"
    assert case.voice.text == "Tulisan asli yang panjang."
    assert Message.objects.get(kind="moderation").text == "Memuat nama tetangga."
    # The author reads why; the public only that.
    assert "Memuat nama tetangga." not in [entry.text for entry in page.entries]
    assert "Memuat nama tetangga." in [entry.text for entry in selectors.timeline(case)]


# --- who is accused ---------------------------------------------------------------------


def test_an_accused_office_and_its_parts_read_nothing(verifier, roads, lights):
    case = make_verified(office=lights)
    services.name_accused_office(case_id=case.id, office=roads, by=verifier, at=AT)
    case = Case.objects.get()
    part = Actor(
        ref="p:bagian",
        mandates=(
            Mandate(lights.id, "upt-jalan", Role.VERIFIER, above=(roads.id,)),
            Mandate(lights.id, "dishub", Role.OFFICER),
        ),
    )
    for accused in (make_actor(Role.HEAD, roads), make_actor(Role.VERIFIER, roads), part):
        assert not rules.may_see(accused, case)
        assert not rules.may_handle(accused, case)
        with pytest.raises(CaseNotFound):
            selectors.staff_case(case.number, by=accused)
        with pytest.raises(CaseNotFound):
            services.add_note(case_id=case.id, text="Saya baca.", by=accused, at=AT)
    assert rules.may_see(verifier, case)
    # The public does not learn that an office is accused.
    titles = [entry.title for entry in selectors.public_page(case.number, at=AT).entries]
    assert not [title for title in titles if "dilaporkan" in title]


def test_the_accused_are_not_given_the_case(verifier, roads, lights):
    case = make_case()
    services.name_accused_office(case_id=case.id, office=roads, by=verifier, at=AT)
    before = everything()
    with pytest.raises(BadInput):
        services.verify_case(
            case_id=case.id, case_class=CaseClass.COMPLAINT, office=roads, by=verifier, at=AT
        )
    assert everything() == before
    services.verify_case(
        case_id=case.id, case_class=CaseClass.COMPLAINT, office=lights, by=verifier, at=AT
    )
    with pytest.raises(BadInput):
        services.name_accused_office(case_id=case.id, office=lights, by=verifier, at=AT)


def test_answers_with_proof_pass(officer, roads):
    case = make_verified(office=roads)
    services.answer_case(
        case_id=case.id, outcome=Outcome.DONE, text=ANSWER, proof=PROOF, by=officer, at=AT
    )
    assert Case.objects.get(id=case.id).status == "answered"
