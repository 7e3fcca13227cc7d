"""What a person sees of themselves, and how everything goes when they ask."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from tests.factories.people import (
    AT,
    actor_for,
    make_citizen,
    make_office,
    make_officer,
    make_person,
    sign_in,
)

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people import sign_in as codes
from pendopo.foundation.people.errors import HoldsPosition, PersonNotFound
from pendopo.foundation.people.models import Account, DataRead, Person
from pendopo.foundation.people.services import erase_person, read_person
from pendopo.foundation.people.types import (
    ANONYMOUS,
    PURPOSE_LABELS,
    ROLE_LABELS,
    ReadPurpose,
    Role,
)
from pendopo.kernel.errors import NotAllowed
from pendopo.kernel.ids import new_id

pytestmark = pytest.mark.django_db
EMAIL = "warga@contoh.id"


def read(person: Person, *, purpose=ReadPurpose.HANDLE_CASE, at=AT, officer=None) -> Person:
    reader = officer or make_officer(office=make_office("dpu", name="Dinas Pekerjaan Umum"))
    return read_person(person.id, by=actor_for(reader), purpose=purpose, at=at)


def test_every_reading_is_a_row_and_a_fact():
    officer, person = make_officer(), make_person(name="Warga Contoh", phone="081234567890")
    case_id = new_id()
    found = read_person(
        person.id, by=actor_for(officer), purpose=ReadPurpose.AUDIT, at=AT, about_id=case_id
    )
    assert (found.name, found.phone) == ("Warga Contoh", "+6281234567890")
    row = DataRead.objects.get()
    assert (row.person_id, row.reader_ref, row.role, row.purpose, row.about_id, row.at) == (
        person.id,
        f"p:{officer.person.ref}",
        "officer",
        "audit",
        case_id,
        AT,
    )
    fact = FactRow.objects.get(name="PersonalDataRead")
    assert (fact.subject_id, fact.by) == (person.id, f"p:{officer.person.ref}")
    assert fact.payload == {
        "person_id": str(person.id),
        "purpose": "audit",
        "office": "dinas-contoh",
        "about_id": str(case_id),
    }


@pytest.mark.parametrize("reader", [lambda: ANONYMOUS, lambda: actor_for(make_citizen())])
def test_who_holds_no_position_reads_nothing_and_leaves_nothing(reader):
    person = make_person(name="Warga Contoh")
    with pytest.raises(NotAllowed):
        read_person(person.id, by=reader(), purpose=ReadPurpose.HANDLE_CASE, at=AT)
    assert DataRead.objects.count() == 0


def test_reading_nobody_is_not_found():
    with pytest.raises(PersonNotFound):
        read_person(new_id(), by=actor_for(make_officer()), purpose=ReadPurpose.HANDLE_CASE, at=AT)


def test_the_person_sees_who_looked_when_and_why_in_words(client):
    citizen = make_citizen(EMAIL)
    read(citizen.person)
    page = sign_in(client, citizen).get(reverse("people:reads")).content.decode()
    for words in (
        "16 Maret 2026 pukul 10.00 WIB",
        "Dinas Pekerjaan Umum",
        "pejabat penghubung",
        "menangani laporan Anda",
    ):
        assert words in page


def test_nobody_sees_the_readings_of_another(client):
    read(make_citizen("lain@contoh.id").person)
    answer = sign_in(client, make_citizen(EMAIL)).get(reverse("people:reads"))
    assert answer.context["rows"] == []
    assert "Belum ada petugas" in answer.content.decode()


def test_every_reading_appears_on_exactly_one_page(client):
    citizen, officer = make_citizen(EMAIL), make_officer()
    for minute in range(60):
        read(citizen.person, at=AT + timedelta(minutes=minute // 2), officer=officer)
    sign_in(client, citizen)
    seen, query = [], ""
    while True:
        answer = client.get(reverse("people:reads") + query)
        seen += [row["at"] for row in answer.context["rows"]]
        query = answer.context["older"]
        if not query:
            break
    assert len(seen) == 60
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("n_reads", [1, 3])
def test_the_page_of_readings_asks_a_fixed_number_of_questions(
    client, n_reads, django_assert_num_queries
):
    citizen = make_citizen(EMAIL)
    for _ in range(n_reads):
        read(citizen.person)
    sign_in(client, citizen)
    with django_assert_num_queries(4):
        client.get(reverse("people:reads"))


@pytest.mark.parametrize("query", ["?sebelum=x", "?sebelum=_", "?sebelum=2026_1"])
def test_a_nonsense_page_is_the_first_page(client, query):
    citizen = make_citizen(EMAIL)
    read(citizen.person)
    answer = sign_in(client, citizen).get(reverse("people:reads") + query)
    assert len(answer.context["rows"]) == 1


def test_every_role_and_purpose_has_words():
    assert set(ROLE_LABELS) == set(Role)
    assert set(PURPOSE_LABELS) == set(ReadPurpose)


def test_the_copy_holds_what_is_held(client):
    citizen = make_citizen(EMAIL, name="Warga Contoh")
    read(citizen.person)
    answer = sign_in(client, citizen).get(reverse("people:own_data"))
    held = json.loads(answer.content)["held"]
    assert answer["Content-Disposition"] == 'attachment; filename="data-saya.json"'
    assert "no-store" in answer["Cache-Control"]
    assert held["people.Person"] == [
        {"name": "Warga Contoh", "nik": "", "phone": "", "email": EMAIL, "address": ""}
    ]
    (reading,) = held["people.DataRead"]
    assert (reading["office__name"], reading["purpose"]) == ("Dinas Pekerjaan Umum", "handle_case")
    assert "reader_ref" not in reading


def test_the_copy_holds_nothing_of_others(client):
    make_citizen("lain@contoh.id", name="Orang Lain")
    answer = sign_in(client, make_citizen(EMAIL)).get(reverse("people:own_data"))
    assert "Orang Lain" not in answer.content.decode()


def test_erasing_needs_the_tick(client):
    citizen = make_citizen(EMAIL)
    answer = sign_in(client, citizen).post(reverse("people:erase"), {})
    assert answer.status_code == 422
    assert Person.objects.get(id=citizen.person_id).email == EMAIL


def test_erasing_empties_the_person_closes_the_account_and_signs_out(client):
    citizen = make_citizen(EMAIL, name="Warga Contoh")
    old_ref = citizen.person.ref
    codes.request_sign_in_code(EMAIL, at=AT)
    other_browser = sign_in(type(client)(), citizen)
    answer = sign_in(client, citizen).post(reverse("people:erase"), {"confirm": "on"})
    assert answer.url == reverse("people:erased")
    person = Person.objects.get(id=citizen.person_id)
    assert (person.name, person.email, person.email_index) == ("", "", "")
    assert person.ref != old_ref
    account = Account.objects.get(id=citizen.id)
    assert (account.is_active, account.contact_index) == (False, None)
    assert Session.objects.count() == 0
    assert client.get("/akun/").status_code == other_browser.get("/akun/").status_code == 302
    fact = FactRow.objects.get(name="PersonErased")
    assert (fact.subject_id, fact.by) == (person.id, f"p:{old_ref}")


def test_who_was_erased_may_come_back_as_someone_new(client):
    citizen = make_citizen(EMAIL)
    erase_person(citizen.person_id, by=actor_for(citizen), at=AT)
    client.post(reverse("people:citizen_sign_in"), {"contact": EMAIL})
    from tests.foundation.people.test_sign_in import last_code

    client.post(reverse("people:citizen_code"), {"code": last_code()})
    assert client.session["_auth_user_id"] != str(citizen.id)


def test_erasing_reaches_what_was_reported_under_the_contact_without_signing_in(client):
    before = make_person(name="Warga Contoh", email=EMAIL)
    by_phone = make_person(name="Warga Contoh", phone="081234567890")
    officer = make_officer()
    Person.objects.filter(id=officer.person_id).update(email_index=before.email_index)
    citizen = make_citizen(EMAIL)

    sign_in(client, citizen).post(reverse("people:erase"), {"confirm": "on"})
    before.refresh_from_db()
    by_phone.refresh_from_db()
    assert (before.name, before.email, before.email_index) == ("", "", "")
    assert by_phone.name == "Warga Contoh"
    erased = FactRow.objects.filter(name="PersonErased").values_list("subject_id", flat=True)
    assert set(erased) == {before.id, citizen.person_id}


def test_who_is_in_office_cannot_be_erased_until_the_position_ends():
    officer = make_officer()
    with pytest.raises(HoldsPosition):
        erase_person(officer.person_id, by=actor_for(officer), at=AT)
    officer.person.positions.update(valid_to=AT.date() - timedelta(days=1))
    erase_person(officer.person_id, by=actor_for(officer), at=AT)
    assert Account.objects.get(id=officer.id).email is None


def test_the_account_page_offers_the_way_to_everything(client):
    page = sign_in(client, make_citizen(EMAIL)).get("/akun/").content.decode()
    for name in ("people:reads", "people:own_data", "people:erase", "account_logout"):
        assert reverse(name) in page


@pytest.mark.parametrize("name", ["account", "reads", "own_data", "erase"])
def test_without_signing_in_one_is_led_to_the_door_and_back(client, name):
    address = reverse(f"people:{name}")
    assert client.get(address).url == f"/akun/masuk/?next={address}"
