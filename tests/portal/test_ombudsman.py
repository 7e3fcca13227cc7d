"""After a missed limit its author gets a letter to print and a file; nobody else does."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from tests.factories.cases import make_actor, make_law
from tests.factories.people import make_citizen, make_office, sign_in
from tests.factories.voice import make_voice

from pendopo.foundation.ledger.receipts import verdict_on
from pendopo.foundation.people.types import Contact
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, Clock
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.portal.law_loader import load_ladder, load_numbers

pytestmark = pytest.mark.django_db
ANSWER = "Lampu di depan pasar diganti pada 16 November oleh regu penerangan jalan."


@pytest.fixture(autouse=True)
def _law(db):
    make_law()
    load_numbers(settings.DATA_ROOT / "rules")
    load_ladder(settings.DATA_ROOT / "rules" / "escalation.yaml")


def voice_of(days_ago, **values):
    """A voice that an office has had for some days, and its case."""
    at = timezone.now() - timedelta(days=days_ago)
    sent = make_voice(at=at, **values)
    case = services.open_case(voice_id=sent.voice_id, at=at)
    services.verify_case(
        case_id=case.id,
        case_class=CaseClass.COMPLAINT,
        office=make_office(),
        by=make_actor(),
        at=at + timedelta(hours=1),
    )
    return sent, Case.objects.get(id=case.id)


def held(client, sent):
    client.post("/lacak/", {"number": sent.number, "code": sent.tracking_code})
    return client


def text_of(answer):
    return answer.content.decode()


def test_the_way_on_appears_once_a_limit_was_missed(client):
    late, _case = voice_of(60)
    fresh, _other = voice_of(0)
    assert "Jalan berikutnya" in text_of(held(client, late).get(f"/lacak/{late.number}/"))
    assert "Jalan berikutnya" not in text_of(held(client, fresh).get(f"/lacak/{fresh.number}/"))
    answer = client.get(f"/lacak/{fresh.number}/surat-ombudsman/")
    assert (answer.status_code, "Belum ada batas waktu yang lewat" in text_of(answer)) == (
        404,
        True,
    )


def test_the_letter_tells_limits_chronology_and_answers_but_no_name(client):
    sent, case = voice_of(60, title="Lampu pasar padam", contact=Contact(name="Siti Rahayu"))
    services.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text=ANSWER,
        proof="Berita acara 12",
        by=make_actor(),
        at=timezone.now(),
    )
    page = text_of(held(client, sent).get(f"/lacak/{sent.number}/surat-ombudsman/"))
    assert "Lampu pasar padam" in page
    assert "PermenPANRB 62/2018 Bab VI" in page
    assert "14 hari kerja" in page
    assert "Baru dipenuhi" in page
    assert "Laporan diterima" in page
    assert ANSWER in page
    assert "Siti Rahayu" not in page
    assert "UU 37/2008 Pasal 24 · belum dikonfirmasi" in page
    assert (
        "no-store"
        in held(client, sent).get(f"/lacak/{sent.number}/surat-ombudsman/")["Cache-Control"]
    )


def test_an_unanswered_voice_says_so(client):
    sent, _case = voice_of(60)
    page = text_of(held(client, sent).get(f"/lacak/{sent.number}/surat-ombudsman/"))
    assert "Sampai surat ini dibuat belum dipenuhi." in page
    assert "saya tidak menerima jawaban" in page


def test_the_letter_stays_indonesian_for_a_reader_of_english(client):
    sent, _case = voice_of(60)
    held(client, sent)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text_of(client.get(f"/lacak/{sent.number}/surat-ombudsman/"))
    assert '<html lang="en"' in page
    assert "Laporan diterima" in page


def test_the_file_proves_itself(client):
    sent, case = voice_of(60)
    answer = held(client, sent).get(f"/lacak/{sent.number}/berkas-ombudsman.json")
    found = json.loads(answer.content)
    limit = Clock.objects.get(case=case, kind="answer")
    assert answer["Content-Disposition"] == f'attachment; filename="berkas-{sent.number}.json"'
    missed = {each["clock"]: each for each in found["limits_missed"]}
    assert missed["answer"]["due_at"].startswith(f"{limit.due_at:%Y-%m-%dT%H:%M}")
    assert missed["answer"]["stopped_at"] is None
    assert found["chronology"][0]["what"] == "Laporan diterima"
    assert len(found["receipts"]) == 3
    assert {verdict_on(each).ok for each in found["receipts"]} == {True}


def test_both_are_for_the_holder_alone(client, client_b):
    sent, _case = voice_of(60)
    sign_in(client_b, make_citizen())
    for name in ("surat-ombudsman/", "berkas-ombudsman.json"):
        for stranger in (client, client_b):
            answer = stranger.get(f"/lacak/{sent.number}/{name}")
            assert (answer.status_code, answer.url) == (302, f"/lacak/?nomor={sent.number}")
