"""Staff learn the rules in force: questions come from the rules, answers are nobody's."""

import re
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.governance import SHIPPED, make_policy, make_rules
from tests.factories.law import store_numbers
from tests.factories.people import actor_for, make_office, make_officer, sign_in

from pendopo.engines.policy import Effect
from pendopo.engines.policy.files import load_definition
from pendopo.foundation.governance.learning import selectors, services
from pendopo.foundation.governance.learning.drawing import ANSWERS, draw, questions_of
from pendopo.foundation.governance.learning.duties import forget_attestations
from pendopo.foundation.governance.models import Attestation, QuizTally
from pendopo.foundation.ledger.models import FactRow

DAY = date(2026, 11, 30)
SETS = {path.stem: questions_of(load_definition(path), on=DAY) for path in SHIPPED.glob("*.yaml")}


@pytest.mark.parametrize("name", SETS)
def test_every_shipped_set_gives_a_quiz_of_all_three_answers(name):
    questions = SETS[name]
    assert {question.decision.effect for question in questions} == set(ANSWERS)
    assert len(questions) >= 20
    assert not any(question.decision.missing for question in questions)


@given(st.sampled_from(sorted(SETS)), st.integers(0, 2**32))
def test_whoever_always_answers_the_same_never_passes(name, seed):
    drawn = draw(SETS[name], 5, seed=seed)
    assert len({id(each) for each in drawn}) == 5
    for answer in ANSWERS:
        assert sum(each.decision.effect == answer for each in drawn) <= 2
    assert drawn == draw(SETS[name], 5, seed=seed)


def test_a_set_without_examples_still_asks_about_each_of_its_rules():
    questions = questions_of(make_rules(), on=DAY)
    assert {question.about for question in questions} == {"CON-01", "CON-02"}
    denied = next(each for each in questions if each.about == "CON-02")
    assert denied.decision.effect == Effect.DENY
    assert denied.told["working_time"] == "work"


@pytest.fixture
def rules(db):
    store_numbers()
    raw = load_definition(SHIPPED / "nasional.yaml")
    return make_policy(**raw).version


@pytest.fixture
def officer(client, rules):
    account = make_officer()
    sign_in(client, account)
    return actor_for(account)


QUIZ, ATTEST = "/petugas/belajar/kuis/", "/petugas/belajar/nyatakan/"


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def answers_to(client, version, *, right: bool):
    """Open the quiz and answer every situation rightly, or none."""
    client.get(QUIZ)
    seed = client.session["learning.begun"]["seed"]
    day = timezone.localdate()
    drawn = draw(questions_of(version.definition, on=day), 5, seed=seed)
    chosen = [
        next(one for one in ANSWERS if (one == each.decision.effect) == right) for each in drawn
    ]
    return {f"jawaban_{place}": one.value for place, one in enumerate(chosen, 1)}


def test_who_passes_may_state_it_and_nobodys_answers_are_kept(client, rules, officer):
    graded = client.post(QUIZ, answers_to(client, rules, right=True))
    assert "5 dari 5 benar" in text_of(graded)
    client.post(ATTEST)
    page = text_of(client.get("/petugas/belajar/"))
    assert "Sudah dinyatakan" in page
    row = Attestation.objects.get()
    assert (row.account_id, row.version) == (officer.account_id, rules)
    assert (row.valid_to - timezone.localdate()).days == 365
    fact = FactRow.objects.get(name="RulesAttested")
    assert str(officer.account_id) not in str(fact.payload)
    assert sum(QuizTally.objects.values_list("n_right", flat=True)) == 5
    assert {field.name for field in QuizTally._meta.fields} == {
        "id", "office", "version", "rule", "n_asked", "n_right",
    }  # fmt: skip


def test_who_fails_reads_why_and_can_not_state_it(client, rules, officer):
    graded = text_of(client.post(QUIZ, answers_to(client, rules, right=False)))
    assert "0 dari 5 benar" in graded
    assert "Belum lulus: perlu 4 jawaban benar." in graded
    assert graded.count("Jawaban Anda:") == 5
    refused = text_of(client.post(ATTEST, follow=True))
    assert "Lulus kuisnya dahulu" in refused
    assert not Attestation.objects.exists()
    assert not FactRow.objects.filter(name="RulesAttested").exists()


def test_a_quiz_counts_once_although_its_answers_were_shown(client, rules, officer):
    answers = answers_to(client, rules, right=True)
    client.post(QUIZ, answers)
    again = client.post(QUIZ, answers, follow=True)
    assert "Kuis itu sudah dinilai" in text_of(again)
    assert sum(QuizTally.objects.values_list("n_asked", flat=True)) == 5


def test_a_situation_left_unanswered_is_named_and_nothing_is_counted(client, rules, officer):
    answers = answers_to(client, rules, right=True)
    del answers["jawaban_3"]
    answer = client.post(QUIZ, answers)
    assert answer.status_code == 422
    assert "Keadaan 3: bolehkah?: Pilih satu jawaban" in text_of(answer)
    assert text_of(answer).count("checked") == 4
    assert not QuizTally.objects.exists()


def test_rules_that_change_are_stated_anew(client, rules, officer):
    client.post(QUIZ, answers_to(client, rules, right=True))
    client.post(ATTEST)
    raw = load_definition(SHIPPED / "nasional.yaml")
    make_policy(**raw | {"code": "baru"})
    assert "Belum dinyatakan" in text_of(client.get("/petugas/belajar/"))


def test_small_offices_are_shown_together(client, rules, officer):
    at = timezone.now()
    for code, n in (("dinkes", 6), ("diskominfo", 7), ("kecamatan", 2)):
        office = make_office(code, name=code.title())
        people = [actor_for(make_officer(office=office)) for _ in range(n)]
        services.attest(version=rules, has_passed=True, by=people[0], at=at)
    rows = selectors.results_by_office(rules, at=at)
    assert [(row.name, row.n_attested, row.n_staff) for row in rows] == [
        ("Dinkes", 1, 6),
        ("Diskominfo", 1, 7),
        ("", 1, 5),
    ]
    client.post(QUIZ, answers_to(client, rules, right=True))
    assert selectors.results_by_office(rules, at=at)[-1].n_asked is None
    for _ in range(4):
        client.post(QUIZ, answers_to(client, rules, right=True))
    assert selectors.results_by_office(rules, at=at)[-1].n_right == 25
    page = text_of(client.get("/petugas/belajar/hasil/"))
    assert "3 dari 18 jabatan" in page
    assert "Kecamatan" not in page


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(2, 8))
def test_no_group_shown_is_smaller_than_allowed_and_none_stands_alone_beside_it(sizes, least):
    person = count()
    staff = {uuid4(): {next(person) for _ in range(size)} for size in sizes}
    small, large = selectors._split(staff, least)
    assert sorted(small + large) == sorted(staff)
    assert all(len(staff[office]) >= least for office in large)
    together = sum(len(staff[office]) for office in small)
    assert not small or not large or (len(small) >= 2 and together >= least)


def test_statements_are_not_kept_for_ever(rules, officer):
    at = timezone.now()
    services.attest(version=rules, has_passed=True, by=officer, at=at)
    forget_attestations(at + timedelta(days=365 + 729))
    assert Attestation.objects.count() == 1
    forget_attestations(at + timedelta(days=365 + 732))
    assert not Attestation.objects.exists()


def test_an_erased_officer_leaves_no_statement(rules, officer):
    services.attest(version=rules, has_passed=True, by=officer, at=timezone.now())
    assert Attestation.personal_data.eraser(officer.person_id) == 1
    assert not Attestation.objects.exists()


def test_results_cost_the_same_however_many_offices(
    client, rules, officer, django_assert_num_queries
):
    at = timezone.now()
    for n in range(6):
        make_officer(office=make_office(f"kantor-{n}", name=f"Kantor {n}"))
    with django_assert_num_queries(6):
        selectors.results_by_office(rules, at=at)
