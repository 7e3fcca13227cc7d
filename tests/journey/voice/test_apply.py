"""A person asks for a service: page by page, without scripts, and nothing typed is lost."""

import io
import json
import re
import uuid

import pytest
from tests.factories.people import make_citizen, make_officer, sign_in
from tests.factories.procedures import (
    make_definition,
    make_procedure,
    pdf_bytes,
    ship_procedures,
)
from tests.factories.voice import gps_exif, photo_file, picture_bytes

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Person
from pendopo.foundation.people.types import Role
from pendopo.journey.voice import documents
from pendopo.journey.voice.models import Document, Voice

pytestmark = pytest.mark.django_db
PLACE = "/layanan/surat-contoh/ajukan/"
APPLICANT = {"nama": "Siti Contoh", "telepon": "0812 3456 7890"}
ANSWERS = {"alasan": "rusak", "keperluan": "Mendaftar sekolah"}


@pytest.fixture
def service():
    return make_procedure()


def upload(content=None, name="berkas.pdf"):
    file = io.BytesIO(pdf_bytes() if content is None else content)
    file.name = name
    return file


def posted(stage, action="next", key=None, **values):
    return {
        "key": key or str(uuid.uuid4()),
        "version": "1",
        "stage": stage,
        "action": action,
    } | values


def with_document(client, key, code="kk", **values):
    data = posted("berkas", "attach", key, **APPLICANT, **ANSWERS, **values)
    return client.post(PLACE, data | {f"file_{code}": upload()})


def sent(client, key=None, place=PLACE, **changes):
    key = key or str(uuid.uuid4())
    with_document(client, key)
    return client.post(place, posted("periksa", "send", key, **(APPLICANT | ANSWERS | changes)))


def text_of(answer):
    return answer.content.decode()


def test_opening_the_form_asks_the_first_page_and_stores_nothing(client, service):
    page = text_of(client.get(PLACE))
    assert "Langkah 1 dari" in page
    assert 'name="nama"' in page
    assert 'name="alasan"' not in page
    assert "sessionid" not in client.cookies
    assert (Voice.objects.count(), Document.objects.count()) == (0, 0)


def test_a_right_page_leads_to_the_next_and_carries_what_was_typed(client, service):
    page = text_of(client.post(PLACE, posted("0", **APPLICANT)))
    assert 'name="alasan"' in page
    assert '<input type="hidden" name="nama" value="Siti Contoh">' in page


def test_a_wrong_page_comes_back_with_everything_typed(client, service):
    answer = client.post(PLACE, posted("0", nama="Siti Contoh", telepon="abc"))
    assert answer.status_code == 422
    assert 'value="Siti Contoh"' in text_of(answer)
    assert 'value="abc"' in text_of(answer)
    assert 'id="galat"' in text_of(answer)


def test_an_answer_that_asks_for_more_shows_the_page_again_without_blame(client, service):
    shown = ["alasan", "keperluan"]
    told = ANSWERS | {"alasan": "hilang", "shown": shown}
    answer = client.post(PLACE, posted("1", **APPLICANT, **told))
    assert answer.status_code == 200
    assert "Ada pertanyaan tambahan" in text_of(answer)
    assert 'name="sejak"' in text_of(answer)
    assert 'id="galat"' not in text_of(answer)


def test_once_shown_the_further_question_must_be_answered(client, service):
    told = ANSWERS | {"alasan": "hilang", "shown": ["alasan", "sejak", "keperluan"]}
    assert client.post(PLACE, posted("1", **APPLICANT, **told)).status_code == 422


def test_back_leads_back_without_asking_for_anything(client, service):
    answer = client.post(PLACE, posted("1", "back", **APPLICANT, alasan="hilang"))
    assert answer.status_code == 200
    assert 'value="Siti Contoh"' in text_of(answer)
    assert '<input type="hidden" name="alasan" value="hilang">' in text_of(answer)


def test_only_the_documents_that_fit_the_answers_are_asked(client, service):
    page = text_of(client.post(PLACE, posted("1", **APPLICANT, **ANSWERS)))
    assert 'name="file_kk"' in page
    assert 'name="file_surat_kehilangan"' not in page


def test_without_a_required_document_nobody_gets_further(client, service):
    answer = client.post(PLACE, posted("berkas", **APPLICANT, **ANSWERS))
    assert answer.status_code == 422
    assert "Berkas “Kartu keluarga” belum dilampirkan." in text_of(answer)


def test_the_review_shows_all_answers_in_words(client, service):
    key = str(uuid.uuid4())
    with_document(client, key)
    page = text_of(client.post(PLACE, posted("berkas", key=key, **APPLICANT, **ANSWERS)))
    assert "Periksa sebelum dikirim" in page
    assert "<dd>Rusak</dd>" in page
    assert "Kartu keluarga: 1 berkas" in page
    assert "Tidak ada yang ditampilkan kepada umum." in page


def test_sending_keeps_a_voice_with_version_answers_person_and_document(client, service):
    answer = sent(client)
    assert answer.status_code == 302
    voice = Voice.objects.get()
    assert (voice.kind, voice.title, voice.text) == ("service", "Surat contoh", "")
    assert voice.procedure_version_id == service.id
    assert (voice.is_secret, voice.is_anonymous) == (True, True)
    assert json.loads(voice.answers) == APPLICANT | ANSWERS | {"telepon": "+6281234567890"}
    assert voice.documents.get().requirement == "kk"
    assert Person.objects.get(id=voice.reporter_id).name == "Siti Contoh"


def test_answers_are_sealed_in_the_database(client, service):
    from django.db import connection

    sent(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM voice_voice")
        (stored,) = cursor.fetchone()
    assert stored.startswith("gAAAA")
    assert "Siti" not in stored


def test_the_fact_names_the_kind_and_repeats_no_word(client, service):
    sent(client)
    fact = FactRow.objects.get(name="VoiceReceived")
    assert fact.payload["kind"] == "service"
    assert "Siti" not in json.dumps(fact.payload)


def test_the_same_form_sent_twice_is_one_application(client, service):
    key = str(uuid.uuid4())
    assert sent(client, key).status_code == 302
    again = client.post(PLACE, posted("periksa", "send", key, **APPLICANT, **ANSWERS))
    assert again.status_code == 302
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"telepon": ""}, {"alasan": "dicuri"}, {"keperluan": "x"}, {"nama": "\x00"}]
)
def test_a_tampered_form_is_not_sent_and_half_saved(client, service, change):
    assert sent(client, **change).status_code == 422
    assert (Voice.objects.count(), Person.objects.count() - 1) == (0, 0)


def test_a_form_without_its_document_is_not_sent(client, service):
    answer = client.post(PLACE, posted("periksa", "send", **APPLICANT, **ANSWERS))
    assert answer.status_code == 422
    assert Voice.objects.count() == 0


def test_documents_that_changed_answers_no_longer_ask_for_are_deleted(client, service):
    key = str(uuid.uuid4())
    lost = {"alasan": "hilang", "sejak": "2026-11-01"}
    data = posted("berkas", "attach", key, **APPLICANT, **(ANSWERS | lost))
    client.post(PLACE, data | {"file_surat_kehilangan": upload()})
    assert sent(client, key).status_code == 302
    assert [row.requirement for row in Document.objects.all()] == ["kk"]


def test_a_service_renewed_meanwhile_keeps_what_was_typed_and_says_so(client, service):
    make_procedure(title={"id": "Surat contoh baru"})
    answer = client.post(PLACE, posted("periksa", "send", **APPLICANT, **ANSWERS))
    assert "Layanan ini baru saja diperbarui" in text_of(answer)
    assert 'value="Siti Contoh"' in text_of(answer)
    assert Voice.objects.count() == 0


def test_a_signed_in_citizen_is_the_applicant(client, service):
    account = make_citizen()
    sign_in(client, account)
    sent(client)
    assert Voice.objects.get().reporter_id == account.person_id


def test_an_officer_who_fills_in_the_form_is_not_its_applicant(client, service):
    officer = make_officer(Role.OFFICER)
    sign_in(client, officer)
    sent(client)
    assert Voice.objects.get().reporter_id not in (None, officer.person_id)


def test_an_integrity_report_keeps_no_identity_even_of_who_is_signed_in(client):
    ship_procedures()
    sign_in(client, make_citizen())
    told = {"jenis": "pungli", "uraian": "Petugas meminta uang di luar ketentuan."}
    answer = client.post("/layanan/laporan-integritas/ajukan/", posted("periksa", "send", **told))
    assert answer.status_code == 302
    voice = Voice.objects.get()
    assert (voice.kind, voice.reporter_id, voice.is_secret) == ("integrity", None, True)
    assert FactRow.objects.get(name="VoiceReceived").by == "anonymous"


def test_a_request_for_information_becomes_title_text_and_answers(client):
    ship_procedures()
    told = {
        "perihal": "Anggaran jalan 2025",
        "rincian": "Rincian anggaran perbaikan jalan tahun 2025.",
        "bentuk": "salinan_digital",
        "cara": "surel",
        "pemohon": "orang",
        "nama": "Siti Contoh",
        "surel": "siti@contoh.id",
        "alamat": "Jalan Contoh 1, Contohsari",
    }
    key, place = str(uuid.uuid4()), "/layanan/permohonan-informasi/ajukan/"
    client.post(place, posted("berkas", "attach", key, **told, file_identitas=upload()))
    assert client.post(place, posted("periksa", "send", key, **told)).status_code == 302
    voice = Voice.objects.get()
    assert (voice.kind, voice.title) == ("information_request", "Anggaran jalan 2025")
    assert voice.text == told["rincian"]
    assert "rincian" not in json.loads(voice.answers)


@pytest.mark.parametrize("code", ["pengaduan", "aspirasi", "pertanyaan"])
def test_what_has_no_form_of_its_own_leads_to_the_report_form(client, code):
    ship_procedures()
    kind = {"pengaduan": "complaint", "aspirasi": "aspiration", "pertanyaan": "question"}[code]
    assert client.get(f"/layanan/{code}/ajukan/").url == f"/lapor/?kind={kind}"


def test_a_report_keeps_the_procedure_of_its_kind(client):
    from tests.factories.voice import make_voice

    ship_procedures()
    voice = Voice.objects.get(id=make_voice().voice_id)
    assert voice.procedure_version.procedure_id == "pengaduan"


def test_an_unknown_or_retired_service_is_not_found(client, service):
    assert client.get("/layanan/tiada/ajukan/").status_code == 404


# --- documents ---------------------------------------------------------------------------


def refused(client, content, name="berkas.pdf"):
    key = str(uuid.uuid4())
    data = posted("berkas", "attach", key, **APPLICANT, **ANSWERS)
    answer = client.post(PLACE, data | {"file_kk": upload(content, name)})
    assert Document.objects.count() == 0
    assert answer.status_code == 422
    return text_of(answer)


BAD = {
    "words": b"bukan berkas",
    "empty pdf": b"%PDF-1.4\n",
    "cut pdf": pdf_bytes()[:-12],
    "pdf later in the file": b"GIF89a" + pdf_bytes(),
    "script": pdf_bytes(b"<</S/JavaScript/JS(app.alert(1))>>"),
    "escaped script": pdf_bytes(b"<</S/#4aavaScript>>"),
    "launch": pdf_bytes(b"<</S/Launch/F(cmd.exe)>>"),
    "file inside": pdf_bytes(b"<</Type/EmbeddedFile>>"),
    "sealed": pdf_bytes(b"<</Encrypt 5 0 R>>"),
    "zip at the end": pdf_bytes(b"PK\x05\x06" + bytes(18)),
    "program": b"MZ" + bytes(200),
    "page": b"<html><script>alert(1)</script></html>",
    "picture of a kind not taken": picture_bytes(kind="GIF"),
    "much after the end": pdf_bytes() + b"x" * 5_000,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_what_is_not_a_plain_photo_or_pdf_is_refused_and_not_kept(client, service, content):
    assert 'id="galat"' in refused(client, content)


def test_a_script_folded_into_an_object_stream_is_found(client, service):
    import zlib

    folded = zlib.compress(b"1 0 <</S/JavaScript>>")
    body = (
        b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n" + folded + b"\nendstream"
    )
    assert "memuat program" in refused(client, pdf_bytes(body))


def test_a_pdf_over_five_megabytes_is_refused(client, service):
    assert "lebih dari 5 MB" in refused(client, pdf_bytes(b"x" * (5 * 1024 * 1024)))


def test_a_photo_is_drawn_anew_without_its_place(client, service):
    key = str(uuid.uuid4())
    data = posted("berkas", "attach", key, **APPLICANT, **ANSWERS)
    client.post(PLACE, data | {"file_kk": photo_file(exif=gps_exif())})
    kept = Document.objects.get()
    assert kept.media_type == "image/jpeg"
    assert b"KameraContoh" not in documents.content(kept)


def test_the_file_on_disk_is_sealed_and_opens_with_its_key(client, service):
    with_document(client, str(uuid.uuid4()))
    kept = Document.objects.get()
    with kept.file.open("rb") as sealed:
        assert b"%PDF" not in sealed.read()
    assert documents.content(kept) == pdf_bytes()


def test_only_the_browser_that_attached_it_may_open_a_waiting_document(client, client_b, service):
    with_document(client, str(uuid.uuid4()))
    place = f"/layanan/berkas/{Document.objects.get().id}/"
    answer = client.get(place)
    assert answer.content == pdf_bytes()
    assert answer["Content-Disposition"] == 'attachment; filename="kk.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client_b.get(place).status_code == 404


def test_a_sent_document_is_no_longer_handed_out_at_the_form(client, service):
    sent(client)
    assert client.get(f"/layanan/berkas/{Document.objects.get().id}/").status_code == 404


def test_a_waiting_document_can_be_thrown_away(client, service):
    key = str(uuid.uuid4())
    with_document(client, key)
    drop = str(Document.objects.get().id)
    client.post(PLACE, posted("berkas", "attach", key, **APPLICANT, **ANSWERS, drop=drop))
    assert Document.objects.count() == 0


def test_nobody_throws_away_the_document_of_another_form(client, client_b, service):
    with_document(client, str(uuid.uuid4()))
    drop = str(Document.objects.get().id)
    client_b.post(PLACE, posted("berkas", "attach", **APPLICANT, **ANSWERS, drop=drop))
    assert Document.objects.count() == 1


def test_at_most_four_files_for_one_requirement(client, service):
    key = str(uuid.uuid4())
    for _ in range(4):
        with_document(client, key)
    assert with_document(client, key).status_code == 422
    assert Document.objects.count() == 4


def test_abandoned_documents_are_forgotten_after_a_day(client, service):
    from datetime import timedelta

    with_document(client, str(uuid.uuid4()))
    kept = Document.objects.get()
    day_later = kept.added_at + timedelta(days=1, seconds=1)
    assert documents.drop_abandoned_documents(at=kept.added_at) == 0
    assert documents.drop_abandoned_documents(at=day_later) == 1
    assert not kept.file.storage.exists(kept.file.name)


@pytest.mark.parametrize("junk", range(40))
def test_malformed_forms_get_a_clear_answer_and_save_nothing(client, service, junk):
    import random

    dice = random.Random(junk)
    words = [
        "",
        "\x00",
        "🦉" * 50,
        "../../etc",
        "-1",
        "999",
        "to:",
        "to:99",
        "<script>",
        "a" * 6000,
    ]
    names = [
        "key",
        "version",
        "stage",
        "action",
        "nama",
        "telepon",
        "alasan",
        "sejak",
        "shown",
        "drop",
    ]
    data = {name: dice.choice(words) for name in names if dice.random() < 0.8}
    answer = client.post(PLACE, data)
    assert answer.status_code in (200, 422)
    assert re.search(r"<h1[^>]*>\S", text_of(answer))
    assert (Voice.objects.count(), Document.objects.count()) == (0, 0)


def test_the_form_asks_the_database_as_often_with_more_questions(
    client, service, django_assert_num_queries
):
    with django_assert_num_queries(1):
        client.get(PLACE)
    raw = make_definition(code="surat-panjang")
    for i in range(20):
        raw["form"]["properties"][f"q{i}"] = {"type": "string", "title": f"Pertanyaan {i}"}
        raw["form"]["x-pages"][1]["fields"].append(f"q{i}")
    make_procedure(**raw)
    with django_assert_num_queries(1):
        client.get("/layanan/surat-panjang/ajukan/")
