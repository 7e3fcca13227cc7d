"""Signing in with a code: one door, small limits, and nobody learns who is known."""

import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connections
from django.urls import reverse
from tests.factories.people import AT, make_citizen, make_office, make_officer
from tests.factories.people import sign_in as put_in

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people import messages, sign_in
from pendopo.foundation.people.errors import CodeNotSent, CodeWrong, TooManyCodes
from pendopo.foundation.people.models import Account, Person, SignInCode
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput

EMAIL = "warga@contoh.id"
PHONE = "0812-3456-7890"
MINUTE = timedelta(minutes=1)


def last_code() -> str:
    return re.search(r"\d{6}", mail.outbox[-1].body)[0]


def last_sms() -> str:
    folder = Path(messages.settings.PENDOPO_HOME) / "mail"
    return max(folder.glob("sms-*"), key=lambda path: path.stat().st_mtime_ns).read_text()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.mark.django_db
def test_the_first_right_code_makes_a_person_and_the_next_one_finds_them():
    first = sign_in.confirm_sign_in_code(
        sign_in.request_sign_in_code(EMAIL, at=AT), last_code(), at=AT + MINUTE
    )
    again = sign_in.confirm_sign_in_code(
        sign_in.request_sign_in_code(" Warga@Contoh.ID ", at=AT), last_code(), at=AT + MINUTE
    )
    assert again == first
    person = Person.objects.get()
    assert (person.email, person.phone, person.is_contact_confirmed) == (EMAIL, "", True)
    assert (first.email, first.has_usable_password()) == (None, False)
    facts = FactRow.objects.filter(name="CitizenSignedIn", subject_id=person.id)
    assert [fact.payload["channel"] for fact in facts] == ["email", "email"]


@pytest.mark.django_db
@pytest.mark.parametrize("written", [PHONE, "+62 812 3456 7890", "6281234567890"])
def test_a_phone_number_is_one_number_however_it_is_written(written, caplog):
    asked = sign_in.request_sign_in_code(written, at=AT)
    text = last_sms()
    account = sign_in.confirm_sign_in_code(asked, re.search(r"\b\d{6}\b", text)[0], at=AT)
    assert account.person.phone == "+6281234567890"
    assert text.startswith("To: +6281234567890\n")


@pytest.mark.django_db
def test_without_a_gateway_the_log_is_loud_and_tells_nothing(caplog):
    sign_in.request_sign_in_code(PHONE, at=AT)
    code = re.search(r"\b\d{6}\b", last_sms())[0]
    assert "NO SMS WAS SENT" in caplog.text
    assert code not in caplog.text
    assert "81234567890" not in caplog.text


@pytest.mark.django_db
def test_neither_code_nor_contact_stands_readable_in_the_table():
    sign_in.request_sign_in_code(EMAIL, at=AT, address="203.0.113.7")
    stored = " ".join(
        str(value)
        for value in SignInCode.objects.extra(select={"raw": "contact"}).values_list(
            "raw", "code_hash", "contact_index", "address_index"
        )[0]
    )
    assert last_code() not in stored
    assert "warga" not in stored
    assert "203.0.113.7" not in stored


@pytest.mark.django_db
@pytest.mark.parametrize("contact", ["", "halo", "a@b", "12", "+65 6123 4567", "x@y@z.id"])
def test_what_is_no_contact_is_refused_before_anything_is_sent(contact):
    with pytest.raises(BadInput):
        sign_in.request_sign_in_code(contact, at=AT)
    assert (mail.outbox, SignInCode.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_five_wrong_codes_close_the_request_even_to_the_right_one():
    asked = sign_in.request_sign_in_code(EMAIL, at=AT)
    code = last_code()
    for _ in range(sign_in.MAX_ATTEMPTS):
        with pytest.raises(CodeWrong):
            sign_in.confirm_sign_in_code(asked, wrong(code), at=AT)
    with pytest.raises(CodeWrong):
        sign_in.confirm_sign_in_code(asked, code, at=AT)
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_the_fifth_attempt_may_still_be_right():
    asked = sign_in.request_sign_in_code(EMAIL, at=AT)
    for _ in range(sign_in.MAX_ATTEMPTS - 1):
        with pytest.raises(CodeWrong):
            sign_in.confirm_sign_in_code(asked, wrong(last_code()), at=AT)
    assert sign_in.confirm_sign_in_code(asked, last_code(), at=AT).person.email == EMAIL


@pytest.mark.django_db
def test_a_code_works_once():
    asked = sign_in.request_sign_in_code(EMAIL, at=AT)
    sign_in.confirm_sign_in_code(asked, last_code(), at=AT)
    with pytest.raises(CodeWrong):
        sign_in.confirm_sign_in_code(asked, last_code(), at=AT)


@pytest.mark.django_db
def test_a_code_is_too_old_after_ten_minutes():
    asked = sign_in.request_sign_in_code(EMAIL, at=AT)
    with pytest.raises(CodeWrong):
        sign_in.confirm_sign_in_code(asked, last_code(), at=AT + 10 * MINUTE)
    last_moment = AT + 10 * MINUTE - timedelta(microseconds=1)
    assert sign_in.confirm_sign_in_code(asked, last_code(), at=last_moment)


@pytest.mark.django_db
def test_a_code_belongs_to_its_own_request():
    first = sign_in.request_sign_in_code(EMAIL, at=AT)
    sign_in.request_sign_in_code("lain@contoh.id", at=AT)
    with pytest.raises(CodeWrong):
        sign_in.confirm_sign_in_code(first, last_code(), at=AT)


@pytest.mark.django_db
def test_a_contact_gets_three_codes_in_fifteen_minutes():
    for minute in (0, 4, 8):
        sign_in.request_sign_in_code(EMAIL, at=AT + minute * MINUTE)
    with pytest.raises(TooManyCodes):
        sign_in.request_sign_in_code(EMAIL, at=AT + 14 * MINUTE)
    assert len(mail.outbox) == 3
    sign_in.request_sign_in_code(EMAIL, at=AT + 15 * MINUTE)
    sign_in.request_sign_in_code("lain@contoh.id", at=AT)


@pytest.mark.django_db
def test_an_address_gets_thirty_codes_in_fifteen_minutes(monkeypatch):
    monkeypatch.setattr(sign_in, "CODES_PER_ADDRESS", 2)
    for name in ("a", "b"):
        sign_in.request_sign_in_code(f"{name}@contoh.id", at=AT, address="203.0.113.7")
    with pytest.raises(TooManyCodes):
        sign_in.request_sign_in_code("c@contoh.id", at=AT, address="203.0.113.7")
    sign_in.request_sign_in_code("c@contoh.id", at=AT, address="203.0.113.8")


@pytest.mark.django_db
def test_old_codes_are_forgotten_with_the_contacts_they_went_to():
    sign_in.request_sign_in_code(EMAIL, at=AT)
    assert sign_in.purge_codes(at=AT + 60 * MINUTE) == 0
    assert sign_in.purge_codes(at=AT + 61 * MINUTE) == 1
    assert SignInCode.objects.count() == 0


@pytest.mark.django_db
def test_a_mail_server_that_is_down_is_a_sentence_not_a_crash(monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(sign_in, "send_message", fail)
    with pytest.raises(CodeNotSent, match="Coba lagi"):
        sign_in.request_sign_in_code(EMAIL, at=AT)


@pytest.mark.django_db
def test_a_contact_typed_by_someone_else_is_not_taken_over():
    from tests.factories.people import make_person

    typed = make_person(email=EMAIL, name="Belum Tentu")
    asked = sign_in.request_sign_in_code(EMAIL, at=AT)
    account = sign_in.confirm_sign_in_code(asked, last_code(), at=AT)
    assert account.person_id != typed.id
    assert account.person.name == ""


@pytest.mark.django_db(transaction=True)
def test_two_first_confirmations_at_once_make_one_account():
    asked = [sign_in.request_sign_in_code(EMAIL, at=AT) for _ in range(2)]
    codes = [re.search(r"\d{6}", sent.body)[0] for sent in mail.outbox]
    start, accounts = threading.Barrier(2), []

    def confirm(number: int) -> None:
        start.wait()
        try:
            accounts.append(sign_in.confirm_sign_in_code(asked[number], codes[number], at=AT).id)
        finally:
            connections.close_all()

    browsers = [threading.Thread(target=confirm, args=(number,)) for number in range(2)]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join()
    assert len(accounts) == 2
    assert len(set(accounts)) == Account.objects.count() == Person.objects.count() == 1


def ask(client, contact: str = EMAIL, **extra: str):
    return client.post(reverse("people:citizen_sign_in"), {"contact": contact, **extra})


@pytest.mark.django_db
def test_through_the_door_with_a_code(client):
    assert ask(client).url == reverse("people:citizen_code")
    answer = client.post(reverse("people:citizen_code"), {"code": last_code()})
    assert answer.url == "/akun/"
    page = client.get("/akun/").content.decode()
    assert EMAIL in page


@pytest.mark.django_db
def test_the_answer_is_the_same_for_known_and_unknown(client):
    make_citizen("kenal@contoh.id")
    known, unknown = (ask(client, name) for name in ("kenal@contoh.id", "baru@contoh.id"))
    assert (known.status_code, known.url, known.content) == (
        unknown.status_code,
        unknown.url,
        unknown.content,
    )
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_a_wrong_code_is_a_mistake_in_the_form(client):
    ask(client)
    answer = client.post(reverse("people:citizen_code"), {"code": wrong(last_code())})
    assert answer.status_code == 422
    assert "Kode salah atau sudah tidak berlaku." in answer.content.decode()
    assert client.get("/akun/").status_code == 302


@pytest.mark.django_db
def test_too_many_codes_are_said_in_the_form(client):
    for _ in range(3):
        ask(client)
    answer = ask(client)
    assert answer.status_code == 429
    assert "15 menit" in answer.content.decode()


@pytest.mark.django_db
def test_the_session_between_the_steps_holds_no_contact(client):
    ask(client)
    assert "warga" not in str(dict(client.session))
    assert last_code() not in str(dict(client.session))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/akun/siapa-melihat/", "/akun/siapa-melihat/"),
        ("https://jahat.contoh/", "/akun/"),
        ("//jahat.contoh/", "/akun/"),
        ("javascript:alert(1)", "/akun/"),
    ],
)
def test_after_signing_in_one_goes_on_inside_the_house_only(client, wanted, reached):
    ask(client, next=wanted)
    answer = client.post(reverse("people:citizen_code"), {"code": last_code()})
    assert answer.url == reached


@pytest.mark.django_db
def test_the_code_page_without_a_request_leads_to_the_door(client):
    assert client.get(reverse("people:citizen_code")).url == reverse("people:citizen_sign_in")


@pytest.mark.django_db
def test_an_officer_who_takes_the_citizens_door_is_a_citizen(client):
    officer = make_officer(email="petugas@contoh.go.id")
    ask(client, "petugas@contoh.go.id")
    client.post(reverse("people:citizen_code"), {"code": last_code()})
    assert client.session["_auth_user_id"] != str(officer.id)
    assert client.get(reverse("mfa_index")).status_code == 403


@pytest.mark.django_db
def test_a_citizen_who_was_given_a_position_gains_no_office_through_a_code(client):
    from pendopo.foundation.people.services import give_position
    from pendopo.foundation.people.types import SYSTEM

    citizen = make_citizen(EMAIL)
    give_position(person=citizen.person, office=make_office(), role=Role.OFFICER, by=SYSTEM, at=AT)
    put_in(client, citizen)
    assert client.get(reverse("mfa_index")).status_code == 403
    assert client.get("/akun/").status_code == 200
