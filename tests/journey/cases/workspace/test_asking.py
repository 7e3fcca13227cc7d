"""Questions between offices: who may ask whom, what the asked office sees, and what stays inside."""

from dataclasses import replace
from datetime import date

import pytest
from tests.factories.cases import (
    AT,
    everything,
    facts_since,
    make_actor,
    make_answered,
    make_verified,
)
from tests.factories.workspace import DUE, make_question

from pendopo.foundation.people.types import Contact, Role
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import Case, OfficeQuestion
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.cases.workspace import asking
from pendopo.journey.cases.workspace.errors import AlreadyAnswered, QuestionNotFound
from pendopo.journey.cases.workspace.selectors import asked_question, open_questions
from pendopo.kernel.errors import BadInput, NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
CONTACT = Contact(name="Siti Rahayu Ningsih", phone="081234567890")
TEXT = "Saya Siti Rahayu Ningsih, 081234567890, jalan depan rumah berlubang."


@pytest.fixture
def electrician(lights):
    return make_actor(Role.OFFICER, lights)


def test_the_asked_office_answers_and_both_stand_in_the_officers_history(
    roads, lights, officer, electrician
):
    case = make_verified(office=roads)
    asked = make_question(case, lights, by=officer)
    assert list(open_questions(electrician)) == [asked]
    asking.answer_question(question_id=asked.id, text="Bukan milik kami.", by=electrician, at=AT)
    assert list(open_questions(electrician)) == []
    assert facts_since(about=case)[-2:] == ["OfficeAsked", "OfficeReplied"]
    case = Case.objects.get(id=case.id)
    inside = selectors.timeline(case, is_internal_shown=True)[-2:]
    assert [one.text for one in inside] == ["Apakah jalan itu milik Anda?", "Bukan milik kami."]
    assert "30 Maret 2026" in inside[0].title
    outside = " ".join(one.title + one.text for one in selectors.timeline(case))
    assert "milik" not in outside


def test_the_asked_office_does_not_learn_who_reported(roads, lights, officer, electrician):
    case = make_verified(
        office=roads, contact=CONTACT, text=TEXT, title="Jalan Siti Rahayu Ningsih"
    )
    seen = asked_question(make_question(case, lights, by=officer).id, by=electrician)
    assert "jalan depan rumah berlubang" in seen.text
    for word in ("Siti", "0812", "Ningsih"):
        assert word not in seen.text + seen.title
    with pytest.raises(CaseNotFound):
        selectors.staff_case(case.number, by=electrician)


def test_of_a_secret_case_the_asked_office_reads_the_question_alone(
    roads, lights, officer, electrician
):
    case = make_verified(office=roads, text=TEXT, title="Rahasia sekali", is_secret=True)
    seen = asked_question(make_question(case, lights, by=officer).id, by=electrician)
    assert (seen.title, seen.text, seen.place, seen.topic) == ("", "", "", "")
    assert seen.question.text == "Apakah jalan itu milik Anda?"


def test_an_accused_office_is_not_asked_and_reads_no_question(
    roads, lights, inspectorate, inspector, verifier, electrician
):
    case = make_verified(office=inspectorate, case_class=CaseClass.COMPLAINT_OVERSIGHT)
    asked = make_question(case, lights, by=inspector)
    assert asked_question(asked.id, by=electrician).question == asked
    services.name_accused_office(case_id=case.id, office=lights, by=verifier, at=AT)
    with pytest.raises(QuestionNotFound):
        asked_question(asked.id, by=electrician)
    assert list(open_questions(electrician)) == []
    before = everything()
    with pytest.raises(BadInput):
        make_question(case, lights, by=inspector)
    with pytest.raises(QuestionNotFound):
        asking.answer_question(question_id=asked.id, text="Kami tahu.", by=electrician, at=AT)
    assert everything() == before


def test_others_find_no_question(roads, lights, inspectorate, officer):
    asked = make_question(make_verified(office=roads), lights, by=officer)
    for actor in (officer, make_actor(Role.OFFICER, inspectorate), make_actor(Role.REGENT, lights)):
        with pytest.raises(QuestionNotFound):
            asked_question(asked.id, by=actor)
        with pytest.raises(QuestionNotFound):
            asking.answer_question(question_id=asked.id, text="Tahu.", by=actor, at=AT)


def test_what_cannot_be_asked_leaves_nothing(roads, lights, officer, electrician):
    case = make_verified(office=roads)
    ended = make_answered(office=roads)
    good = {"case_id": case.id, "office": lights, "text": "Apa?", "due_on": DUE, "by": officer}
    before = everything()
    for change, error in (
        ({"office": roads}, BadInput),
        ({"due_on": date(2026, 3, 16)}, BadInput),
        ({"text": "  "}, BadInput),
        ({"case_id": ended.id}, Refused),
        ({"by": electrician}, CaseNotFound),
        ({"by": make_actor(Role.REGENT)}, NotAllowed),
    ):
        with pytest.raises(error):
            asking.ask_office(**(good | change), at=AT)
    assert everything() == before
    assert not OfficeQuestion.objects.exists()


def test_a_question_is_answered_once_and_with_words(roads, lights, officer, electrician):
    asked = make_question(make_verified(office=roads), lights, by=officer)
    with pytest.raises(BadInput):
        asking.answer_question(question_id=asked.id, text=" ", by=electrician, at=AT)
    asking.answer_question(question_id=asked.id, text="Ya.", by=electrician, at=AT)
    with pytest.raises(AlreadyAnswered):
        asking.answer_question(question_id=asked.id, text="Tidak.", by=electrician, at=AT)
    assert OfficeQuestion.objects.get().answer == "Ya."


def test_an_officer_who_also_serves_elsewhere_asks_for_the_office_of_the_case(
    roads, lights, inspectorate, officer
):
    both = replace(officer, mandates=(*officer.mandates, *make_actor(Role.HEAD, lights).mandates))
    asked = make_question(make_verified(office=roads), inspectorate, by=both)
    assert asked.asking_id == roads.id
