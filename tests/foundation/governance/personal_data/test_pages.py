"""The screens: citizens with and without account, the front desk, the data-protection officer."""

import gzip
import io
import re
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.cases import make_case, make_law
from tests.factories.people import actor_for, make_citizen, make_officer, sign_in
from tests.factories.personal_data import KNOWN, make_breach, make_data_law, make_request

from pendopo.foundation.governance.models import Breach, DataRequest
from pendopo.foundation.governance.personal_data import answering, documents, requesting
from pendopo.foundation.governance.personal_data.answering import Answer
from pendopo.foundation.governance.personal_data.types import DocumentKind, Outcome, RequestKind
from pendopo.foundation.people.models import DataRead, Person
from pendopo.foundation.people.types import Contact, Role
from pendopo.journey.voice import rules

pytestmark = pytest.mark.django_db
DESK, NEW = "/petugas/data-pribadi/", "/petugas/permintaan-data-baru/"
FIRST_RESPONSE = 14 * 1024


@pytest.fixture
def dpo(client):
    make_data_law()
    account = make_officer(Role.DPO, at=timezone.now())
    sign_in(client, account)
    return actor_for(account, timezone.now())


def asked(kind=RequestKind.ACCESS, **values):
    return make_request(kind, at=timezone.now(), **values)


def text_of(answer):
    return answer.content.decode()


def address_of(row):
    return f"{DESK}permintaan/{row.number}/"


# --- citizens -----------------------------------------------------------------------------


def test_a_signed_in_person_asks_and_follows_without_the_code(client):
    make_data_law()
    account = make_citizen(name="Warga Contoh")
    sign_in(client, account)
    answer = client.post("/akun/permintaan-data/", {"kind": "access", "words": ""}, follow=True)
    row = DataRequest.objects.get()
    page = text_of(answer)
    assert (row.person_id, row.proof) == (account.person_id, "account")
    assert requesting.code_of(row) in page
    assert "UU 27/2022 Pasal 32" in page
    assert row.number in text_of(client.get("/akun/permintaan-data/"))


def test_a_bad_request_keeps_its_words(client):
    make_data_law()
    sign_in(client, make_citizen())
    answer = client.post("/akun/permintaan-data/", {"kind": "correction", "words": "  "})
    assert answer.status_code == 422
    assert "Tulis apa yang keliru" in text_of(answer)
    answer = client.post("/akun/permintaan-data/", {"kind": "apa", "words": "Kata saya"})
    assert "Kata saya" in text_of(answer)
    assert not DataRequest.objects.exists()


def test_the_holder_of_a_tracking_code_asks_without_account(client):
    make_law()
    make_data_law()
    contact = Contact(name="Tanpa Akun", phone="081234567890")
    case = make_case(contact=contact, at=timezone.now())
    number, code = case.voice.number, rules.tracking_code(case.voice.submission_key)
    assert client.get(f"/lacak/{number}/data-pribadi/").status_code == 302
    client.post("/lacak/", {"number": number, "code": code})
    told = {"kind": "erasure", "words": "Hapus."}
    page = text_of(client.post(f"/lacak/{number}/data-pribadi/", told, follow=True))
    row = DataRequest.objects.get()
    assert (row.proof, row.person_id) == ("tracking", case.voice.reporter_id)
    assert row.number in page


def test_a_report_without_identity_has_no_data_to_ask_for(client):
    make_law()
    make_data_law()
    case = make_case(at=timezone.now())
    number, code = case.voice.number, rules.tracking_code(case.voice.submission_key)
    client.post("/lacak/", {"number": number, "code": code})
    answer = client.get(f"/lacak/{number}/data-pribadi/")
    assert answer.status_code == 404
    assert "tanpa identitas" in text_of(answer)


def test_whoever_has_an_account_signs_in_instead(client):
    make_law()
    make_data_law()
    account = make_citizen("warga@contoh.id")
    case = make_case(at=timezone.now(), by=actor_for(account))
    case.voice.reporter_id = account.person_id
    case.voice.save()
    code = rules.tracking_code(case.voice.submission_key)
    client.post("/lacak/", {"number": case.voice.number, "code": code})
    answer = client.get(f"/lacak/{case.voice.number}/data-pribadi/")
    assert (answer.status_code, answer.url) == (302, "/akun/permintaan-data/")


def test_a_request_is_nobody_elses(client):
    row = asked()
    address = f"/data-pribadi/permintaan/{row.number}/"
    for visitor in (None, make_citizen(), make_officer(Role.ADMIN)):
        if visitor:
            sign_in(client, visitor)
        assert client.get(address).url == "/data-pribadi/permintaan/"
        assert client.post(f"{address}salinan/").url == "/data-pribadi/permintaan/"


def test_number_and_code_lead_to_the_answer_and_its_copy(client):
    row = asked()
    by = actor_for(make_officer(Role.DPO, at=timezone.now()), timezone.now())
    told = Answer(Outcome.GRANTED, "Salinan siap diunduh.")
    answering.answer(number=row.number, told=told, by=by, at=timezone.now())
    wrong = client.post("/data-pribadi/permintaan/", {"number": row.number, "code": "salah"})
    assert wrong.status_code == 422
    code = {"number": row.number, "code": requesting.code_of(row)}
    page = text_of(client.post("/data-pribadi/permintaan/", code, follow=True))
    assert "Salinan siap diunduh." in page
    file = client.post(f"/data-pribadi/permintaan/{row.number}/salinan/")
    assert file["Cache-Control"] == "private, no-store"
    assert "data.json" in zipfile.ZipFile(io.BytesIO(file.content)).namelist()


def test_consents_are_given_and_taken_back_on_one_page(client):
    make_data_law()
    sign_in(client, make_citizen())
    assert "Anda tidak menyetujuinya." in text_of(client.get("/akun/persetujuan/"))
    client.post("/akun/persetujuan/", {"purpose": "survei", "step": "give"})
    assert "Tarik persetujuan" in text_of(client.get("/akun/persetujuan/"))
    client.post("/akun/persetujuan/", {"purpose": "survei", "step": "withdraw"})
    assert "Tarik persetujuan" not in text_of(client.get("/akun/persetujuan/"))
    assert client.post("/akun/persetujuan/", {"purpose": "x", "step": "give"}).status_code == 404


def test_everyone_reads_the_register_in_short_in_both_languages(client):
    make_data_law()
    answer = client.get("/data-pribadi/kegiatan/")
    assert "UU 27/2022 Pasal 20 ayat (2) huruf e" in text_of(answer)
    assert len(gzip.compress(answer.content, 6)) <= FIRST_RESPONSE
    assert "Baca registernya" in text_of(client.get("/privasi/"))
    client.cookies["django_language"] = "en"
    assert "Deliberation: statements and votes" in text_of(client.get("/data-pribadi/kegiatan/"))


def test_the_notice_stands_where_data_is_collected(client):
    make_law()
    make_data_law()
    page = text_of(client.get("/lapor/"))
    assert "Pemberitahuan versi 1." in page
    assert "dihapus dua tahun setelah laporan selesai" in page


# --- the desk -----------------------------------------------------------------------------


def test_the_front_desk_files_and_gives_number_and_code_but_sees_nothing_else(client):
    make_data_law()
    sign_in(client, make_officer(Role.FRONTDESK, at=timezone.now()))
    told = {"name": "Siti", "phone": "081234567890", "evidence": "ktp", "kind": "access"}
    page = text_of(client.post(NEW, told))
    row = DataRequest.objects.get()
    assert row.number in page
    assert requesting.code_of(row) in page
    assert client.get(DESK).status_code == 403
    assert client.get(address_of(row)).status_code == 403


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"phone": "", "email": ""}, "Isi telepon, surel, atau NIK"),
        ({"phone": "abc"}, "Nomor telepon tidak dapat dibaca."),
        ({"nik": "123"}, "enam belas angka"),
    ],
)
def test_a_contact_that_cannot_be_read_is_told_and_nothing_is_lost(client, dpo, told, words):
    n_persons = Person.objects.count()
    form = {"name": "Siti", "phone": "0812", "evidence": "ktp", "kind": "access", "words": "Isi."}
    answer = client.post(NEW, form | told)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Isi." in text_of(answer)
    assert Person.objects.count() == n_persons


def test_the_desk_shows_what_waits_with_constant_queries(
    client, dpo, django_assert_max_num_queries
):
    asked()
    client.get(DESK)
    with django_assert_max_num_queries(60) as few:
        client.get(DESK)
    for _each in range(3):
        asked()
    with django_assert_max_num_queries(len(few)):
        page = text_of(client.get(DESK))
    assert page.count("72</b> jam lagi") == 4


def test_the_contact_is_shown_once_and_recorded(client, dpo):
    row = asked()
    assert "Warga Contoh" not in text_of(client.get(address_of(row)))
    assert "Warga Contoh" in text_of(client.post(f"{address_of(row)}kontak/"))
    assert DataRead.objects.get().about_id == row.id
    assert "Warga Contoh" not in text_of(client.get(address_of(row)))


def test_an_erasure_is_confirmed_done_and_answered(client, dpo):
    row = asked(RequestKind.ERASURE)
    answer = client.post(address_of(row), {"step": "erase"})
    assert answer.status_code == 422
    assert Person.objects.get(id=row.person_id).erased_at is None
    page = text_of(client.post(address_of(row), {"step": "erase", "confirm": "on"}, follow=True))
    assert "people.Person" in page
    told = {"step": "answer", "outcome": "granted", "words": "Sudah dihapus."}
    assert "dipenuhi" in text_of(client.post(address_of(row), told, follow=True))


def test_a_refusal_without_ground_keeps_the_words(client, dpo):
    row = asked()
    told = {"step": "answer", "outcome": "refused", "words": "Kata panjang."}
    answer = client.post(address_of(row), told)
    assert answer.status_code == 422
    assert "Pilih alasan penolakan." in text_of(answer)
    assert "Kata panjang." in text_of(answer)


def test_a_correction_and_a_hold_from_the_screen(client, dpo):
    row = asked(RequestKind.CORRECTION)
    client.post(address_of(row), {"step": "correct", "name": "Nama Betul"})
    assert Person.objects.get(id=row.person_id).name == "Nama Betul"
    client.post(address_of(row), {"step": "hold", "reason": "Perkara", "legal_basis": "KUHAP"})
    assert "Perkara" in text_of(client.get(f"{DESK}retensi/"))


def test_an_unknown_request_step_or_kind_is_not_found(client, dpo):
    assert client.get(f"{DESK}permintaan/PD-26-0482-9357-9/").status_code == 404
    assert client.get(f"{DESK}naskah/insiden/").status_code == 404
    assert client.get(f"{DESK}naskah/kegiatan/kode/tidak-ada/").status_code == 404
    assert client.get(f"{DESK}insiden/kasus/PI-1/").status_code == 404
    assert client.post(address_of(asked()), {"step": "apa"}).status_code == 200


# --- documents ----------------------------------------------------------------------------


def filled(page):
    """The values a browser would send back from the form of a page."""
    fields = {}
    controls = r"<textarea.*?</textarea>|<select.*?</select>|<input[^>]*>"
    for tag in re.findall(controls, page, re.DOTALL):
        name = re.search(r'name="([^"]+)"', tag)
        if not name or ('type="hidden"' in tag and name[1] == "csrfmiddlewaretoken"):
            continue
        if "<textarea" in tag:
            value = re.sub(r"^.*?>\s*|</textarea>$", "", tag, flags=re.DOTALL)
        elif "<select" in tag:
            chosen = re.search(r'value="([^"]*)" selected', tag)
            value = chosen[1] if chosen else re.search(r'value="([^"]*)"', tag)[1]
        elif 'type="checkbox"' in tag and "checked" not in tag:
            continue
        else:
            found = re.search(r'value="([^"]*)"', tag)
            value = found[1] if found else ""
        fields.setdefault(name[1], []).append(value)
    return fields


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("kegiatan", "laporan"),
        ("penilaian", "penanganan-laporan"),
        ("pemberitahuan", "lapor"),
        ("tujuan", "survei"),
        ("alasan", "identitas"),
        ("lembaga", "lembaga-pdp"),
    ],
)
def test_every_document_is_edited_on_screen_and_its_change_is_shown(client, dpo, kind, code):
    address = f"{DESK}naskah/{kind}/kode/{code}/"
    told = filled(text_of(client.get(address)))
    answer = client.post(address, told | {"name": ["Nama yang baru"]}, follow=True)
    page = text_of(answer)
    assert answer.status_code == 200, page[:3000]
    newest = documents.newest(DocumentKind(kind), code)
    assert (newest.number, newest.definition["name"]) == (2, "Nama yang baru")
    assert "<ins>Nama yang baru</ins>" in page
    assert newest.definition["source"]


def test_a_new_document_gets_a_code_of_its_own(client, dpo):
    address = f"{DESK}naskah/alasan/baru/"
    told = {"name": "Lain", "law": "UU", "confidence": "unconfirmed", "source": "Kantor"}
    taken = client.post(address, told | {"code": "identitas"})
    assert taken.status_code == 422
    assert "Kode ini sudah dipakai." in text_of(taken)
    client.post(address, told | {"code": "lain"})
    assert documents.newest(DocumentKind.GROUND, "lain").definition["name"] == "Lain"


def test_the_register_file_is_private(client, dpo):
    answer = client.get(f"{DESK}kegiatan.csv")
    assert answer["Cache-Control"] == "private, no-store"
    assert "laporan" in text_of(answer)


# --- retention and breaches ---------------------------------------------------------------


def test_a_rule_is_tried_then_released_on_screen(client, dpo):
    address = f"{DESK}retensi/"
    refused = client.post(address, {"step": "run", "rule": "person"}, follow=True)
    assert "Lihat dulu hasil uji cobanya" in text_of(refused)
    client.post(address, {"step": "try", "rule": "person"})
    page = text_of(client.post(address, {"step": "release", "rule": "person"}, follow=True))
    assert "Dilepas: berjalan sendiri setiap hari." in page
    answer = client.post(
        address, {"step": "hold", "rule": "person", "reason": "", "legal_basis": ""}
    )
    assert answer.status_code == 422


def test_a_breach_is_recorded_told_and_closed_on_screen(client, dpo):
    now = timezone.localtime(timezone.now(), timezone.get_fixed_timezone(7 * 60))
    told = {**KNOWN, "detected_at": now.strftime("%Y-%m-%dT%H:%M")}
    told = {name: value for name, value in told.items() if value is not False}
    told |= {"exposed_from": ""}
    page = text_of(client.post(f"{DESK}insiden/baru/", told, follow=True))
    row = Breach.objects.get()
    assert page.count("72</b> jam lagi") == 2
    address = f"{DESK}insiden/kasus/{row.number}/"
    for who in ("authority", "subjects"):
        assert "Pasal 46" in text_of(client.get(f"{address}surat/{who}/"))
        told = {"step": "sent", "told": who, "sent_at": now.strftime("%Y-%m-%dT%H:%M")}
        client.post(address, told | {"channel": "email", "n_told": "3"})
    assert "ditutup" in text_of(client.post(address, {"step": "close"}, follow=True))
    file = client.get(f"{address}surat/authority/", {"teks": ""})
    assert file["Content-Disposition"].endswith('authority.txt"')


def test_a_moment_that_cannot_be_read_loses_nothing(client, dpo):
    row = make_breach(by=dpo, detected_at=timezone.now(), at=timezone.now())
    address = f"{DESK}insiden/kasus/{row.number}/"
    told = {
        "step": "sent",
        "told": "authority",
        "sent_at": "besok",
        "channel": "sms",
        "n_told": "7",
    }
    answer = client.post(address, told)
    assert answer.status_code == 422
    assert 'value="7"' in text_of(answer)
    assert client.get(f"{address}surat/csirt/").status_code == 404
    assert client.get(f"{address}surat/semua/").status_code == 404


def test_the_account_page_leads_to_requests_and_consents(client):
    sign_in(client, make_citizen())
    page = text_of(client.get(reverse("people:account")))
    assert reverse("governance:own_requests") in page
    assert reverse("governance:consents") in page
