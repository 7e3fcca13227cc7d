"""The author of a merged case still speaks, and hears of answers."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import (
    AT,
    make_actor,
    make_answered,
    make_case,
    make_closed,
    make_verified,
)
from tests.factories.people import make_office, make_officer, sign_in

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import ANONYMOUS, Contact, Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import JoinedNotice, Message
from pendopo.journey.cases.routing import merging, telling
from pendopo.journey.cases.selectors import timeline
from pendopo.journey.cases.types import Outcome
from pendopo.journey.voice.rules import tracking_code
from pendopo.kernel.errors import IllegalTransition

LATER = AT + timedelta(days=2)
WORDS = "Lampu di gang sebelah juga padam, telepon saya 081234567890."
SARI = Contact(name="Sari Wulandari", email="sari@contoh.id", phone="+6281200000001")


@pytest.fixture
def office(law):
    return make_office()


@pytest.fixture
def merged(office):
    """A case that went up in another, and that other."""
    source, target = make_verified(office=office, contact=SARI), make_verified(office=office)
    merging.merge_cases(
        source_id=source.id, target_id=target.id, text="Sama.", by=make_actor(), at=LATER
    )
    source.refresh_from_db()
    return source, target


def speak(case, text=WORDS, at=LATER):
    return services.reply_as_reporter(case_id=case.id, text=text, by=ANONYMOUS, at=at)


def answer(case, office, at=LATER):
    services.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text="Lampu di gang itu sudah diganti dan menyala sejak kemarin malam.",
        proof="Foto di kantor.",
        by=make_actor(Role.OFFICER, office),
        at=at,
    )


def hold(client, case):
    """Follow a case in this browser, by number and code."""
    code = tracking_code(case.voice.submission_key)
    client.post("/lacak/", {"number": case.number, "code": code})
    return f"/lacak/{case.number}/"


def texts(case, **shown):
    return [entry.text for entry in timeline(case, **shown) if entry.text]


def test_words_of_a_merged_author_reach_the_office_that_handles_the_other_case(merged):
    source, target = merged
    speak(source)
    message = Message.objects.get(kind="joined")
    assert (message.case, message.source, message.text) == (target, source, WORDS)
    assert WORDS in texts(target, is_internal_shown=True)
    assert WORDS in texts(source)
    named = FactRow.objects.filter(name__in=("CaseHeardJoined", "CaseSpokeOn"))
    assert dict(named.values_list("name", "subject_id")) == {
        "CaseHeardJoined": target.id,
        "CaseSpokeOn": source.id,
    }


def test_nobody_but_the_office_and_the_writer_reads_them(client, merged):
    source, target = merged
    speak(source)
    assert WORDS not in texts(target)
    page = client.get(f"/laporan/{target.number}/").content.decode()
    assert "gang sebelah" not in page
    assert "Pelapor dari laporan yang digabung menambah keterangan" in page
    assert "gang sebelah" not in client.get(hold(client, target)).content.decode()
    assert "gang sebelah" in client.get(hold(client, source)).content.decode()


def test_the_officers_page_shows_words_and_no_name(client, merged, office):
    source, target = merged
    speak(source)
    desk = sign_in(client, make_officer(Role.OFFICER, office))
    page = desk.get(f"/petugas/laporan/{target.number}/").content.decode()
    assert "gang sebelah" in page
    assert "Sari" not in page


def test_it_stops_no_clock_and_answers_no_question(merged, office):
    source, target = merged
    services.ask_reporter(
        case_id=target.id, text="Di tiang mana?", by=make_actor(Role.OFFICER, office), at=LATER
    )
    before = list(target.clocks.order_by("id").values("id", "stopped_at", "due_at"))
    speak(source)
    target.refresh_from_db()
    assert target.status == "waiting"
    assert list(target.clocks.order_by("id").values("id", "stopped_at", "due_at")) == before


def test_the_form_stands_on_the_authors_own_page(client, merged):
    source, target = merged
    path = hold(client, source)
    page = client.get(path).content.decode()
    assert f"petugas yang menangani laporan {target.number}, tanpa nama Anda" in page
    assert client.post(f"{path}balas/", {"text": ""}).status_code == 422
    assert client.post(f"{path}balas/", {"text": WORDS}).status_code == 302
    assert Message.objects.get(kind="joined").case == target


def test_words_end_with_the_case_and_with_the_merge(law, office):
    source, target = make_verified(office=office), make_verified(office=office)
    merging.merge_cases(
        source_id=source.id, target_id=target.id, text="Sama.", by=make_actor(), at=LATER
    )
    answer(target, office)
    speak(source)
    services.accept_answer(case_id=target.id, by=ANONYMOUS, at=LATER)
    with pytest.raises(IllegalTransition):
        speak(source)
    other = make_closed()
    with pytest.raises(IllegalTransition):
        speak(other)
    assert Message.objects.filter(kind="joined").count() == 1


def test_after_an_unmerge_a_reply_is_a_reply_again(merged, office):
    source, _target = merged
    merging.unmerge_case(case_id=source.id, text="Lain.", by=make_actor(), at=LATER)
    services.ask_reporter(
        case_id=source.id, text="Di mana?", by=make_actor(Role.OFFICER, office), at=LATER
    )
    speak(source)
    assert Message.objects.get(text=WORDS).kind == "reply"


def test_merged_authors_are_told_of_an_answer_once_on_each_channel(merged, office, settings):
    source, target = merged
    answer(target, office)
    told = Message.objects.get(kind="answer")
    mail.outbox.clear()
    assert telling.tell_joined(answer_id=told.id, at=LATER) == 2
    assert telling.tell_joined(answer_id=told.id, at=LATER) == 0
    assert sorted(JoinedNotice.objects.values_list("case_id", "channel")) == [
        (source.id, "email"),
        (source.id, "sms"),
    ]
    (letter,) = mail.outbox
    assert letter.to == ["sari@contoh.id"]
    assert (source.number in letter.body, target.number in letter.body) == (True, True)
    assert "Sari" not in letter.body


def test_what_cannot_be_sent_is_tried_again_and_the_rest_is_not_repeated(merged, office, settings):
    _source, target = merged
    answer(target, office)
    told = Message.objects.get(kind="answer")
    settings.EMAIL_BACKEND = "tests.fakes.mail.ClosedMailbox"
    with pytest.raises(ConnectionRefusedError):
        telling.tell_joined(answer_id=told.id, at=LATER)
    assert list(JoinedNotice.objects.values_list("channel", flat=True)) == ["sms"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert telling.tell_joined(answer_id=told.id, at=LATER) == 1


def test_an_author_without_an_address_is_told_on_the_page_alone(office):
    source, target = make_verified(office=office), make_verified(office=office)
    merging.merge_cases(
        source_id=source.id, target_id=target.id, text="Sama.", by=make_actor(), at=LATER
    )
    answer(target, office)
    answer_id = Message.objects.get(kind="answer").id
    assert telling.tell_joined(answer_id=answer_id, at=LATER) == 0


def test_a_forgotten_author_leaves_no_words_on_the_other_case(merged):
    source, target = merged
    speak(source)
    erase_person(source.voice.reporter_id, by=make_actor(), at=LATER)
    assert Message.objects.get(kind="joined").text == ""
    assert WORDS not in texts(target, is_internal_shown=True)


def test_a_page_of_a_case_that_is_not_merged_asks_no_more(client, law):
    case = make_case()
    path = hold(client, case)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert not [one for one in queries if "caselink" in one["sql"] and "NOT IN" in one["sql"]]
    assert make_answered().status == "answered"
