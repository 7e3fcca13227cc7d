"""Whom a report is about: asked of its author in plain words, kept through every page."""

import uuid

import pytest
from tests.factories.cases import make_law
from tests.factories.people import make_office, make_officer, sign_in
from tests.factories.procedures import ship_procedures
from tests.factories.voice import form_data, make_voice
from tests.journey.voice.test_apply import posted

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.models import Case
from pendopo.journey.voice.models import Voice
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
QUESTION = "Apakah laporan ini tentang perbuatan pegawai atau kantor tertentu?"
REPORT = "/layanan/laporan-integritas/ajukan/"
TOLD = {
    "jenis": "pungli",
    "uraian": "Diminta membayar di loket padahal gratis.",
    "bukti_di_mana": "Loket",
}


@pytest.fixture
def accused():
    return make_office("dishub", name="Dinas Perhubungan")


def text_of(answer):
    return answer.content.decode()


def test_the_form_asks_whom_it_is_about_and_nobody_must_answer(client, accused):
    page = text_of(client.get("/lapor/"))
    assert QUESTION in page
    assert '<option value="dishub">Dinas Perhubungan</option>' in page
    client.post("/lapor/", form_data(action="send"))
    assert Voice.objects.get().accused_office is None
    assert not Voice.objects.get().is_secret


def test_the_chosen_office_is_kept_through_the_preview_and_makes_the_report_secret(client, accused):
    preview = text_of(client.post("/lapor/", form_data(accused="dishub")))
    assert '<input type="hidden" name="accused" value="dishub"' in preview
    assert "Kantor yang dilaporkan tidak dapat membacanya" in preview
    assert "Laporan ini rahasia" in preview
    changed = text_of(client.post("/lapor/", form_data(accused="dishub", action="edit")))
    assert '<option value="dishub" selected>' in changed
    client.post("/lapor/", form_data(accused="dishub", action="send"))
    voice = Voice.objects.get()
    assert (voice.accused_office, voice.is_secret) == (accused, True)


def test_an_office_that_is_not_there_is_refused_and_nothing_typed_is_lost(client, accused):
    answer = client.post("/lapor/", form_data(accused="kantor-lain"))
    assert answer.status_code == 422
    assert "Pilih kantor dari daftar." in text_of(answer)
    assert "Lampu jalan mati di depan pasar" in text_of(answer)
    with pytest.raises(BadInput) as refused:
        make_voice(accused_office_id=uuid.uuid4())
    assert refused.value.field == "accused"
    assert not Voice.objects.exists()


def test_an_integrity_report_asks_it_on_a_page_of_its_own(client, accused):
    ship_procedures()
    page = text_of(client.post(REPORT, posted("0", "to:kantor", **TOLD)))
    assert QUESTION in page
    assert f'<input type="hidden" name="jenis" value="{TOLD["jenis"]}">' in page
    review = text_of(client.post(REPORT, posted("kantor", **TOLD, accused="dishub")))
    assert "Dinas Perhubungan" in review
    assert '<input type="hidden" name="accused" value="dishub">' in review
    wrong = client.post(REPORT, posted("periksa", "send", **TOLD, accused="kantor-lain"))
    assert (wrong.status_code, Voice.objects.count()) == (422, 0)
    client.post(REPORT, posted("periksa", "send", **TOLD, accused="dishub"))
    assert Voice.objects.get().accused_office == accused


def test_a_service_that_is_no_complaint_does_not_ask(client, accused):
    ship_procedures()
    page = text_of(client.post("/layanan/surat-domisili/ajukan/", posted("0", "to:kantor")))
    assert QUESTION not in page


def test_the_case_tells_the_office_code_alone_and_before_anything_else_happens(accused):
    make_law()
    sent = make_voice(accused_office_id=accused.id)
    case = cases.open_case(voice_id=sent.voice_id, at=sent.received_at)
    names = list(
        FactRow.objects.filter(subject_id=case.id).order_by("id").values_list("name", flat=True)
    )
    assert names == ["CaseOpened", "CaseAccusedNamed", "ClockStarted"]
    told = FactRow.objects.get(name="CaseAccusedNamed").payload
    assert told["office"] == "dishub"
    assert "Dinas Perhubungan" not in str(told)


def test_its_author_sees_that_the_office_cannot_read_it(client, accused):
    make_law()
    sent = make_voice(accused_office_id=accused.id)
    client.post("/lacak/", {"number": sent.number, "code": sent.tracking_code})
    while_recorded = text_of(client.get(f"/lacak/{sent.number}/"))
    assert "Tidak seorang pun yang bertugas di Dinas Perhubungan" in while_recorded
    case = cases.open_case(voice_id=sent.voice_id, at=sent.received_at)
    assert "Tidak seorang pun yang bertugas di" in text_of(client.get(f"/lacak/{sent.number}/"))
    Case.objects.filter(id=case.id).update(accused_office=None)
    assert "Pembatasan pembaca dicabut" in text_of(client.get(f"/lacak/{sent.number}/"))


def test_what_officers_count_and_search_leaves_it_out_for_the_accused(client, accused):
    make_law()
    at = make_voice(accused_office_id=accused.id)
    cases.open_case(voice_id=at.voice_id, at=at.received_at)
    for role in (Role.VERIFIER, Role.HEAD, Role.INSPECTOR):
        part = make_office("dishub.terminal", name="UPT Terminal", parent=accused)
        page = text_of(sign_in(client, make_officer(role, part)).get("/petugas/laporan/?queue=all"))
        assert at.number not in page
        found = client.get("/petugas/laporan/", {"queue": "all", "text": "lampu pasar"})
        assert at.number not in text_of(found)
