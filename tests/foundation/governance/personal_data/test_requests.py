"""Somebody uses a right to their data: the hours, the steps, what is done and what is proven."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from tests.factories.people import actor_for, make_citizen, make_officer, make_person
from tests.factories.personal_data import (
    EVENING,
    HOUR,
    make_answered_request,
    make_data_law,
    make_desk_request,
    make_dpo,
    make_request,
)

from pendopo.foundation.governance.models import DataRequest
from pendopo.foundation.governance.personal_data import (
    answering,
    clocks,
    holds,
    requesting,
    restricting,
)
from pendopo.foundation.governance.personal_data import errors as refused
from pendopo.foundation.governance.personal_data.answering import Answer
from pendopo.foundation.governance.personal_data.showing import request_page
from pendopo.foundation.governance.personal_data.subjects import held_for, subjects_of
from pendopo.foundation.governance.personal_data.types import Outcome, Proof, RequestKind
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.errors import MustBeKept, ReadingRestricted
from pendopo.foundation.people.models import Account, DataRead, Person
from pendopo.foundation.people.services import erase_own_data, read_person
from pendopo.foundation.people.types import Contact, ReadPurpose, Role
from pendopo.kernel.errors import BadInput, TooMany

pytestmark = pytest.mark.django_db
GRANTED = Answer(Outcome.GRANTED, "Sudah kami penuhi.")


@pytest.fixture
def dpo():
    make_data_law()
    return make_dpo()


def names_of(row):
    return list(
        FactRow.objects.filter(subject_id=row.id)
        .order_by("at", "id")
        .values_list("name", flat=True)
    )


def unpacked(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


# --- the hours of the law -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "is_confirmed"),
    [
        (RequestKind.ACCESS, True),
        (RequestKind.CORRECTION, True),
        (RequestKind.RESTRICTION, True),
        (RequestKind.ERASURE, False),
        (RequestKind.OBJECTION, False),
        (RequestKind.PORTABILITY, False),
    ],
)
def test_three_times_a_day_runs_through_lebaran_and_says_where_the_law_names_no_hours(
    kind, is_confirmed
):
    row = make_request(kind)
    assert row.due_at == EVENING + timedelta(hours=72)
    assert row.is_confirmed == is_confirmed
    assert row.legal_basis.startswith("UU 27/2022")


def test_a_late_answer_says_by_how_much_and_stays_late(dpo):
    row = make_request()
    late = row.due_at + timedelta(hours=5, minutes=10)
    answering.answer(number=row.number, told=GRANTED, by=dpo, at=late)
    row.refresh_from_db()
    page = request_page(row, at=late + timedelta(days=400))
    assert page.clock["state"] == "late"
    assert "5 jam lewat batas waktu" in page.clock["note"]
    assert "Dijawab sesudah batas waktu" in page.events[-1]["title"]
    assert FactRow.objects.get(name="DataRequestAnswered").payload["is_late"] is True


def test_the_last_day_is_marked_and_an_answer_in_time_is_too(dpo):
    row = make_request()
    stood = clocks.standing(
        row, since=EVENING, stopped_at=None, by=clocks.wall(at=row.due_at - 24 * HOUR)
    )
    assert (stood.state, stood.n_hours) == ("near", 24)
    before = clocks.standing(
        row, since=EVENING, stopped_at=None, by=clocks.wall(at=row.due_at - 25 * HOUR)
    )
    assert before.state == "on_time"
    answering.answer(number=row.number, told=GRANTED, by=dpo, at=row.due_at)
    row.refresh_from_db()
    assert request_page(row, at=row.due_at + HOUR).clock["state"] == "stopped"


# --- filing and following -----------------------------------------------------------------


def test_facts_of_a_request_repeat_neither_names_nor_words(dpo):
    row = make_request(words="Nama ibu saya Sumarni, NIK 3369011203900001.")
    answering.examine(number=row.number, by=dpo, at=EVENING + HOUR)
    answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING + HOUR)
    assert names_of(row) == ["DataRequestReceived", "DataRequestExamined", "DataRequestAnswered"]
    written = " ".join(str(fact.payload) for fact in FactRow.objects.all())
    assert "Sumarni" not in written
    assert "3369011203900001" not in written


def test_a_correction_says_what_is_wrong():
    make_data_law()
    person = make_person(name="Warga")
    by = actor_for(make_citizen())
    wish = requesting.Wish(RequestKind.CORRECTION, "  ")
    with pytest.raises(BadInput) as error:
        requesting.file_request(
            person_id=person.id, wish=wish, proof=Proof.ACCOUNT, by=by, at=EVENING
        )
    assert error.value.field == "words"
    assert not DataRequest.objects.exists()


def test_only_the_front_desk_and_the_officer_file_at_the_desk(dpo):
    n_persons = Person.objects.count()
    with pytest.raises(refused.NotOfficer):
        make_desk_request(by=actor_for(make_officer(Role.VERIFIER), EVENING))
    with pytest.raises(BadInput):
        make_desk_request(by=dpo, phone="")
    assert Person.objects.count() == n_persons + 1  # the verifier
    row = make_desk_request(by=actor_for(make_officer(Role.FRONTDESK, at=EVENING), EVENING))
    assert (row.proof, row.evidence) == ("desk", "ktp")


def test_number_and_code_open_a_request_and_wrong_ones_look_alike():
    row = make_request()
    code = requesting.code_of(row)
    spoken = code.replace("-", " ").lower()
    assert requesting.tracked(row.number.lower(), spoken, address="10.0.0.1") == row
    messages = set()
    for number, wrong in ((row.number, "CCCC-CCCC-CCCC"), ("PD-26-0000-0000-0", code), ("", "")):
        with pytest.raises(refused.RequestNotFound) as error:
            requesting.tracked(number, wrong, address="10.0.0.1")
        messages.add(error.value.message)
    assert len(messages) == 1


def test_codes_cannot_be_guessed_for_long():
    make_request()
    guess = ("PD-26-0482-9357-9", "CCCC-CCCC-CCCC")
    for _attempt in range(20):
        with pytest.raises(refused.RequestNotFound):
            requesting.tracked(*guess, address="10.0.0.2")
    with pytest.raises(TooMany):
        requesting.tracked(*guess, address="10.0.0.2")


def test_a_browser_holds_a_request_for_half_a_day():
    row, session, stranger = make_request(), {}, actor_for(make_citizen())
    assert requesting.held(session, row.number, by=stranger, at=EVENING) is None
    requesting.hold(session, row, at=EVENING)
    assert requesting.held(session, row.number, by=stranger, at=EVENING + 11 * HOUR) == row
    assert requesting.held(session, row.number, by=stranger, at=EVENING + 13 * HOUR) is None


# --- access -------------------------------------------------------------------------------


def test_a_granted_copy_holds_everything_with_the_record_of_who_looked(dpo):
    row = make_request()
    answering.see_contact(number=row.number, by=dpo, at=EVENING)
    row = answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING + HOUR)
    owner = actor_for(Account.objects.get(person_id=row.person_id), EVENING)
    files = unpacked(answering.hand_out_copy(row=row, by=owner, at=EVENING + 2 * HOUR))
    held = json.loads(files["data.json"])["held"]
    assert held["people.Person"][0]["name"] == "Warga Contoh"
    assert held["people.DataRead"][0]["purpose"] == "data_request"
    lines = list(csv.DictReader(io.StringIO(files["tabel/people.person.csv"])))
    assert lines[0]["name"] == "Warga Contoh"
    assert row.number in files["baca-saya.txt"]
    assert names_of(row)[-1] == "CopyHandedOut"


def test_no_copy_before_the_answer_nor_after_its_days(dpo):
    row = make_request()
    with pytest.raises(refused.NothingHeld):
        answering.hand_out_copy(row=row, by=dpo, at=EVENING)
    row = answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING)
    owner = actor_for(Account.objects.get(person_id=row.person_id), EVENING)
    with pytest.raises(refused.NothingHeld):
        answering.hand_out_copy(row=row, by=owner, at=EVENING + timedelta(days=14, seconds=1))


def test_an_officer_hands_out_copies_at_the_desk_alone_and_that_is_a_reading(dpo):
    online = make_answered_request(by=dpo)
    with pytest.raises(refused.NothingHeld):
        answering.hand_out_copy(row=online, by=dpo, at=EVENING + HOUR)
    row = make_desk_request(by=dpo)
    row = answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING)
    clerk = actor_for(make_officer(Role.FRONTDESK, at=EVENING), EVENING)
    with pytest.raises(refused.NotOfficer):
        answering.hand_out_copy(row=row, by=clerk, at=EVENING)
    assert not DataRead.objects.filter(person_id=row.person_id).exists()
    answering.hand_out_copy(row=row, by=dpo, at=EVENING)
    assert DataRead.objects.get(person_id=row.person_id).about_id == row.id


def test_no_spreadsheet_runs_what_somebody_wrote(dpo):
    person = make_citizen(name="=HYPERLINK(1)").person
    row = make_answered_request(by=dpo, person=person)
    owner = actor_for(person.account, EVENING)
    files = unpacked(answering.hand_out_copy(row=row, by=owner, at=EVENING + HOUR))
    assert "'=HYPERLINK(1)" in files["tabel/people.person.csv"]


def test_at_the_desk_the_same_contact_counts_only_with_the_same_name(dpo):
    same = make_person(name="siti  contoh", phone="0812-3456-7890")
    make_person(name="Suami Siti", phone="081234567890")
    by_nik = make_person(name="S. Contoh", nik="3369011203900001")
    row = make_desk_request(by=dpo, nik="3369011203900001")
    assert set(subjects_of(row)) == {same.id, by_nik.id, row.person_id}
    alone = make_desk_request(by=dpo, name="Orang Lain", phone="081234567890")
    assert subjects_of(alone) == (alone.person_id,)


def test_a_confirmed_telephone_opens_nothing_that_stands_under_it(dpo):
    account = make_citizen("081234567890")
    unclaimed = make_person(name="Rahasia", phone="081234567890")
    shown = make_request(person=account.person)
    assert held_for(shown).person_ids == (account.person_id,)
    erased = make_request(RequestKind.ERASURE, person=account.person)
    assert set(subjects_of(erased)) == {unclaimed.id, account.person_id}


# --- correction ---------------------------------------------------------------------------


def test_a_correction_is_found_under_the_new_contact(dpo):
    row = make_request(RequestKind.CORRECTION, words="Telepon saya keliru.")
    email = Person.objects.get(id=row.person_id).email
    told = Contact(name="Nama Betul", phone="0813-1111-2222")
    answering.correct(number=row.number, contact=told, by=dpo, at=EVENING)
    person = Person.objects.get(id=row.person_id)
    assert (person.name, person.phone, person.email) == ("Nama Betul", "+6281311112222", email)
    found = make_desk_request(by=dpo, name="Nama Betul", phone="081311112222")
    assert person.id in subjects_of(found)
    assert FactRow.objects.get(name="PersonCorrected").payload["parts"] == "name+phone"


@pytest.mark.parametrize("contact", [Contact(), Contact(phone="bukan nomor")])
def test_a_correction_that_says_nothing_changes_nothing(dpo, contact):
    row = make_request(RequestKind.CORRECTION, words="Nama saya keliru.")
    with pytest.raises(BadInput):
        answering.correct(number=row.number, contact=contact, by=dpo, at=EVENING)
    assert not FactRow.objects.filter(name__in=("PersonCorrected", "DataCorrected")).exists()


# --- erasure ------------------------------------------------------------------------------


def test_an_erasure_reports_what_went_and_what_stays_and_is_read_with_the_code(dpo):
    row = make_request(RequestKind.ERASURE, words="Hapus semuanya.")
    code, person_id = requesting.code_of(row), row.person_id
    answering.see_contact(number=row.number, by=dpo, at=EVENING)
    answering.erase(number=row.number, by=dpo, at=EVENING + HOUR)
    answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING + HOUR)
    found = requesting.tracked(row.number, code, address="10.0.0.1")
    assert found.report["erased"]["people.Person"] == 1
    assert found.report["erased"]["people.Account"] >= 1
    assert found.report["kept"] == {"people.DataRead": 1, "governance.DataRequest": 1}
    assert (found.wish, found.answer) == ("", "Sudah kami penuhi.")
    person = Person.objects.get(id=person_id)
    assert (person.name, person.email, person.erased_at) == ("", "", EVENING + HOUR)
    assert not Account.objects.get(person_id=person_id).is_active


def test_an_erasure_is_not_granted_before_it_was_done(dpo):
    row = make_request(RequestKind.ERASURE)
    with pytest.raises(refused.NotYetErased):
        answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING)
    row.refresh_from_db()
    assert row.state == "received"


def test_what_is_held_is_erased_by_nobody_until_the_hold_ends(dpo):
    row = make_request(RequestKind.ERASURE)
    why = holds.Why("Sengketa informasi", "UU 14/2008")
    (hold,) = holds.place_on_persons(person_ids=subjects_of(row), why=why, by=dpo, at=EVENING)
    owner = actor_for(Account.objects.get(person_id=row.person_id), EVENING)
    with pytest.raises(MustBeKept, match="UU 14/2008"):
        answering.erase(number=row.number, by=dpo, at=EVENING)
    with pytest.raises(MustBeKept):
        erase_own_data(row.person_id, by=owner, at=EVENING)
    assert Person.objects.get(id=row.person_id).name == "Warga Contoh"
    holds.end_hold(hold_id=hold.id, by=dpo, at=EVENING)
    with pytest.raises(refused.HoldNotFound):
        holds.end_hold(hold_id=hold.id, by=dpo, at=EVENING)
    answering.erase(number=row.number, by=dpo, at=EVENING)
    assert Person.objects.get(id=row.person_id).name == ""


# --- restriction, refusal -----------------------------------------------------------------


def test_restricted_data_is_opened_for_audits_and_own_requests_alone(dpo):
    row = make_answered_request(RequestKind.RESTRICTION, by=dpo)
    officer = actor_for(make_officer(at=EVENING), EVENING)
    told = {"by": officer, "at": EVENING + HOUR}
    with pytest.raises(ReadingRestricted):
        read_person(row.person_id, purpose=ReadPurpose.HANDLE_CASE, **told)
    assert not DataRead.objects.exists()
    read_person(row.person_id, purpose=ReadPurpose.AUDIT, **told)
    restricting.lift_restriction(number=row.number, by=dpo, at=EVENING + HOUR)
    read_person(row.person_id, purpose=ReadPurpose.HANDLE_CASE, **told)
    with pytest.raises(refused.RequestNotFound):
        restricting.lift_restriction(number=row.number, by=dpo, at=EVENING + HOUR)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (Answer(Outcome.REFUSED, "Tidak dapat."), BadInput),
        (Answer(Outcome.REFUSED, "Tidak dapat.", "tidak-dikenal"), refused.DocumentNotFound),
        (Answer(Outcome.GRANTED, "  "), BadInput),
    ],
)
def test_a_refusal_names_its_ground_and_every_answer_has_words(dpo, told, error):
    row = make_request()
    with pytest.raises(error):
        answering.answer(number=row.number, told=told, by=dpo, at=EVENING)
    row.refresh_from_db()
    assert (row.state, row.answer) == ("received", "")


def test_a_refusal_shows_its_ground_with_the_law_and_gives_no_copy(dpo):
    row = make_request()
    told = Answer(Outcome.REFUSED, "Ada data orang lain.", "data-orang-lain")
    row = answering.answer(number=row.number, told=told, by=dpo, at=EVENING)
    page = request_page(row, at=EVENING)
    assert (page.ground_law, page.has_copy) == ("UU 27/2022 Pasal 33", False)
    with pytest.raises(refused.AlreadyAnswered):
        answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DPO])
def test_nobody_else_decides_on_requests(role):
    row = make_request(RequestKind.ERASURE)
    by = actor_for(make_officer(role, at=EVENING), EVENING)
    before = FactRow.objects.count()
    steps = (
        lambda: answering.examine(number=row.number, by=by, at=EVENING),
        lambda: answering.see_contact(number=row.number, by=by, at=EVENING),
        lambda: answering.erase(number=row.number, by=by, at=EVENING),
        lambda: answering.answer(number=row.number, told=GRANTED, by=by, at=EVENING),
    )
    for step in steps:
        with pytest.raises(refused.NotOfficer):
            step()
    assert FactRow.objects.count() == before


def test_the_applicant_is_told_by_mail_that_an_answer_is_there(
    dpo, mailoutbox, django_capture_on_commit_callbacks
):
    row = make_request()
    with django_capture_on_commit_callbacks(execute=True):
        answering.answer(number=row.number, told=GRANTED, by=dpo, at=EVENING)
    assert row.number in mailoutbox[0].body
    assert "Warga Contoh" not in mailoutbox[0].body
