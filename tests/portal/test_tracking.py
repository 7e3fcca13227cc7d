import json
import re

import pytest
from django.utils import timezone
from tests.factories.people import actor_for, make_citizen, make_officer, sign_in
from tests.factories.voice import form_data, make_voice

from pendopo.foundation.ledger.receipts import verdict_on
from pendopo.foundation.ledger.sealing import seal_all
from pendopo.foundation.people.services import read_person
from pendopo.foundation.people.types import Contact, ReadPurpose, Role
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.types import Outcome, Status
from pendopo.journey.voice.models import Voice

pytestmark = pytest.mark.django_db
ANSWER = "Lampu di depan pasar diganti pada 16 November oleh regu penerangan jalan."


def track(client, sent):
    return client.post("/lacak/", {"number": sent.number, "code": sent.tracking_code})


def text_of(response):
    return response.content.decode()


def answer(case, verifier):
    cases.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text=ANSWER,
        proof="Berita acara nomor 12",
        by=verifier,
        at=timezone.now(),
    )


def test_the_whole_way_without_scripts_and_without_an_account(
    client, client_b, law, verified_case, verifier
):
    preview = client.post("/lapor/", form_data(name="Siti Contoh"))
    fields = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text_of(preview))
    )
    sent = client.post("/lapor/", fields | {"action": "send"}, follow=True)
    voice = Voice.objects.get()
    page = text_of(sent)
    code = re.search(r'data-code="([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})"', page).group(1)
    assert f'data-code="{voice.number}"' in page
    assert "diverifikasi paling lambat" in page
    assert "(3 hari kerja)" in page
    assert sent["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"

    recording = text_of(client.get(f"/lacak/{voice.number}/"))
    assert "Sedang dicatat" in recording

    class Sent:
        voice_id, number, tracking_code = voice.id, voice.number, code

    case = verified_case(Sent)
    cases.ask_reporter(
        case_id=case.id, text="Di sisi mana pasarnya?", by=verifier, at=timezone.now()
    )

    opened = client_b.post("/lacak/", {"number": voice.number, "code": code}, follow=True)
    assert opened.redirect_chain == [(f"/lacak/{voice.number}/", 302)]
    assert "Di sisi mana pasarnya?" in text_of(opened)
    assert "Menunggu keterangan Anda" in text_of(opened)
    replied = client_b.post(f"/lacak/{voice.number}/balas/", {"text": "Sisi timur."}, follow=True)
    assert "Sisi timur." in text_of(replied)
    assert "Sedang ditangani" in text_of(replied)
    message = Message.objects.get(kind="reply")
    assert (message.text, message.author_ref, message.office) == ("Sisi timur.", "anonymous", None)

    answer(case, verifier)
    page = text_of(client_b.get(f"/lacak/{voice.number}/"))
    assert ANSWER in page
    assert "Berita acara nomor 12" in page
    client_b.post(f"/lacak/{voice.number}/terima/")
    assert Case.objects.get().close_reason == "citizen"


def test_number_or_code_wrong_sounds_the_same(client):
    sent = make_voice(at=timezone.now())
    answers = [
        client.post("/lacak/", {"number": number, "code": code})
        for number, code in [
            (sent.number, "CCCC-CCCC-CCCC"),
            ("26-0000-0000-0", sent.tracking_code),
            ("bukan nomor", "bukan kode"),
        ]
    ]
    assert [answer.status_code for answer in answers] == [422] * 3
    sentence = "Nomor atau kode pelacakan tidak cocok. Periksa kembali keduanya."
    assert [text_of(answer).count(sentence) for answer in answers] == [1] * 3
    assert client.get(f"/lacak/{sent.number}/").status_code == 302


def test_an_unknown_number_and_somebody_elses_lead_to_the_same_question(client):
    sent = make_voice(at=timezone.now())
    for number in (sent.number, "26-0000-0000-0", "x"):
        for path in ("", "tanda-terima.json"):
            answer = client.get(f"/lacak/{number}/{path}")
            assert (answer.status_code, answer["Location"]) == (302, f"/lacak/?nomor={number}")


def test_guessing_is_stopped(client):
    wrong = {"number": "26-0000-0000-0", "code": "CCCC-CCCC-CCCC"}
    answers = [client.post("/lacak/", wrong).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]


def test_forgetting_closes_the_voice_on_a_shared_machine(client):
    sent = make_voice(at=timezone.now())
    track(client, sent)
    assert client.get(f"/lacak/{sent.number}/").status_code == 200
    client.post("/lacak/lupakan/")
    assert client.get(f"/lacak/{sent.number}/").status_code == 302


def test_a_browser_follows_for_twelve_hours_only(client):
    sent = make_voice(at=timezone.now())
    track(client, sent)
    session = client.session
    session["followed_voices"] = {str(sent.voice_id): "2020-01-01T00:00:00.000000Z"}
    session.save()
    assert client.get(f"/lacak/{sent.number}/").status_code == 302


def test_contesting_opens_the_case_again_with_a_new_clock(client, verified_case, verifier):
    sent = make_voice(at=timezone.now())
    answer(verified_case(sent), verifier)
    track(client, sent)
    empty = client.post(f"/lacak/{sent.number}/keberatan/", {"text": " "})
    assert empty.status_code == 422
    assert "Apa yang belum terjawab?" in text_of(empty)
    client.post(f"/lacak/{sent.number}/keberatan/", {"text": "Lampunya masih mati."})
    case = Case.objects.get()
    assert (case.status, case.n_reopened) == (Status.ASSIGNED.value, 1)
    assert case.clocks.filter(stopped_at=None).count() == 1


@pytest.mark.parametrize("path", ["balas/", "keberatan/", "terima/", "cabut/"])
def test_nobody_else_replies_accepts_or_contests(client, verified_case, verifier, path):
    sent = make_voice(at=timezone.now())
    answer(verified_case(sent), verifier)
    refused = client.post(f"/lacak/{sent.number}/{path}", {"text": "Saya bukan pelapornya."})
    assert (refused.status_code, refused["Location"]) == (302, f"/lacak/?nomor={sent.number}")
    assert Case.objects.get().status == Status.ANSWERED.value
    assert Message.objects.filter(kind__in=["reply", "reopen"]).count() == 0


def test_a_step_that_does_not_follow_is_refused_and_changes_nothing(client, open_case):
    sent = make_voice(at=timezone.now())
    open_case(sent)
    track(client, sent)
    assert client.post(f"/lacak/{sent.number}/terima/").status_code == 409
    assert Case.objects.get().status == Status.RECEIVED.value


def test_an_officer_who_follows_their_own_voice_is_no_officer_there(
    client, verified_case, verifier
):
    sent = make_voice(at=timezone.now())
    case = verified_case(sent)
    cases.ask_reporter(case_id=case.id, text="Di mana?", by=verifier, at=timezone.now())
    sign_in(client, make_officer(Role.OFFICER))
    track(client, sent)
    client.post(f"/lacak/{sent.number}/balas/", {"text": "Di pasar."})
    reply = Message.objects.get(kind="reply")
    assert (reply.author_ref, reply.office) == ("anonymous", None)


def test_the_receipt_is_promised_then_sealed_and_proves_itself(client):
    sent = make_voice(at=timezone.now())
    track(client, sent)
    address = f"/lacak/{sent.number}/tanda-terima.json"
    promised = client.get(address)
    assert json.loads(promised.content)["block"] is None
    assert promised["Content-Disposition"] == (
        f'attachment; filename="tanda-terima-{sent.number}.json"'
    )
    seal_all(at=timezone.now())
    document = json.loads(client.get(address).content)
    assert document["block"] is not None
    assert verdict_on(document).ok
    assert not verdict_on(document | {"number": "26-0000-0000-0"}).ok
    assert document["number"] == sent.number
    assert "Bersegel" in text_of(client.get(f"/lacak/{sent.number}/"))


def test_the_page_after_sending_closes_after_an_hour_and_cannot_be_forged(
    client, settings, monkeypatch
):
    from pendopo.journey.voice import following

    sent = make_voice(at=timezone.now())
    address = f"/lapor/terkirim/{following.sent_token(sent.voice_id)}/"
    assert sent.tracking_code in text_of(client.get(address))
    assert json.loads(client.get(f"{address}tanda-terima.json").content)["number"] == sent.number
    assert client.get(address[:-3] + "xx/").status_code == 404
    monkeypatch.setattr(following, "SENT_PAGE_SECONDS", -1)
    assert client.get(address).status_code == 404


def test_a_person_sees_who_opened_their_data(client, open_case, verifier, office):
    sent = make_voice(at=timezone.now(), contact=Contact(name="Siti Contoh"))
    case = open_case(sent)
    voice = Voice.objects.get()
    track(client, sent)
    assert "Belum ada petugas yang membuka" in text_of(client.get(f"/lacak/{sent.number}/"))
    read_person(
        voice.reporter_id,
        by=verifier,
        purpose=ReadPurpose.CONTACT_REPORTER,
        at=timezone.now(),
        about_id=case.id,
    )
    page = text_of(client.get(f"/lacak/{sent.number}/"))
    assert "Untuk menghubungi Anda" in page
    assert office.name in page


def test_own_voices_are_listed_for_their_author_alone(client, client_b, law):
    citizen, other = make_citizen(), make_citizen()
    by = actor_for(citizen, timezone.now())
    sent = make_voice(at=timezone.now(), by=by, title="Saluran air tersumbat")
    sign_in(client, citizen)
    sign_in(client_b, other)
    assert "Saluran air tersumbat" in text_of(client.get("/akun/laporan/"))
    assert client.get(f"/lacak/{sent.number}/").status_code == 200
    assert "Saluran air tersumbat" not in text_of(client_b.get("/akun/laporan/"))
    assert client_b.get(f"/lacak/{sent.number}/").status_code == 302


def test_a_signed_in_person_may_still_leave_no_identity(client, law):
    citizen = make_citizen()
    sign_in(client, citizen)
    client.post("/lapor/", form_data(action="send", no_identity="on"))
    assert Voice.objects.get().reporter is None
    client.post("/lapor/", form_data(action="send"))
    assert Voice.objects.filter(reporter=citizen.person).count() == 1


def test_own_voices_turn_pages(client, law, django_assert_max_num_queries):
    citizen = make_citizen()
    by = actor_for(citizen, timezone.now())
    for number in range(21):
        make_voice(at=timezone.now(), by=by, title=f"Laporan ke-{number:02d}")
    sign_in(client, citizen)
    first = text_of(client.get("/akun/laporan/"))
    assert first.count("Laporan ke-") == 20
    assert "Laporan ke-00" not in first
    after = re.search(r'href="(\?after=[^"]+)"', first).group(1)
    second = text_of(client.get(f"/akun/laporan/{after}"))
    assert re.findall(r"Laporan ke-\d\d", second) == ["Laporan ke-00"]


def test_the_page_of_a_voice_asks_as_often_with_one_step_as_with_many(
    client, verified_case, verifier, django_assert_num_queries
):
    sent, long = make_voice(at=timezone.now()), make_voice(at=timezone.now())
    verified_case(sent)
    case = verified_case(long)
    for _ in range(3):
        cases.ask_reporter(case_id=case.id, text="Di mana?", by=verifier, at=timezone.now())
        cases.reply_as_reporter(case_id=case.id, text="Di sana.", by=verifier, at=timezone.now())
    track(client, sent)
    track(client, long)
    counts = [count_queries(client, f"/lacak/{number}/") for number in (sent.number, long.number)]
    assert counts[0] == counts[1] <= 16


def count_queries(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
