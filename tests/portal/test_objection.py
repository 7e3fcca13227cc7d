"""A request for information past its answer, on the page of its author and at two desks."""

import pytest
from django.utils import timezone, translation
from tests.factories.applying import send_under
from tests.factories.law import ship_law
from tests.factories.people import make_office, make_officer, sign_in
from tests.factories.procedures import ship_procedures

from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.procedures import selectors as procedures

pytestmark = pytest.mark.django_db
NOTICE = (
    "Salinan anggaran jalan tahun 2025 tidak diberikan, karena masih diperiksa BPK sampai Juni."
)
RULING = (
    "Salinan anggaran jalan tahun 2025 diberikan lewat surel tanpa nama pihak ketiga besok pagi."
)
PROOF = "UU 14/2008 Pasal 17 huruf i; uji konsekuensi 12 Maret"
SECRET = {"text": "Alasannya tidak masuk akal.", "ground": "a"}


@pytest.fixture
def sent():
    ship_law()
    ship_procedures()
    version = procedures.running("permohonan-informasi").version
    found = send_under(version, at=timezone.now())
    services.open_case(voice_id=found.voice_id, at=timezone.now())
    return found


@pytest.fixture
def desks():
    """Browsers of the PPID and of their superior."""
    from django.test import Client

    office, setda = make_office("diskominfo", name="Diskominfo"), make_office("setda", name="Setda")
    ppid, superior = Client(), Client()
    sign_in(ppid, make_officer(Role.PPID, office))
    sign_in(superior, make_officer(Role.PPID_SUPERIOR, setda))
    return ppid, superior


def words(response):
    return response.content.decode()


def at_desk(client, sent, step, **told):
    return client.post(f"/petugas/laporan/{sent.number}/{step}/", told)


def follow(client, sent):
    client.post("/lacak/", {"number": sent.number, "code": sent.tracking_code})
    return f"/lacak/{sent.number}/"


def refused(ppid, sent):
    told = {"case_class": "information_request", "office": "diskominfo"}
    at_desk(ppid, sent, "verifikasi", **told)
    return at_desk(ppid, sent, "jawab", outcome="refused", text=NOTICE, proof=PROOF)


def test_the_ppid_extends_once_and_the_requester_reads_why(client, sent, desks):
    ppid, _superior = desks
    own = follow(client, sent)
    assert "Cabut" in words(client.get(own))
    told = {"case_class": "information_request", "office": "diskominfo"}
    assert at_desk(ppid, sent, "verifikasi", **told).status_code == 302
    desk = words(ppid.get(f"/petugas/laporan/{sent.number}/"))
    assert "Perpanjang 7 hari kerja dengan alasan tertulis" in desk
    assert "Dikabulkan sebagian" in desk
    assert "Sudah dikerjakan" not in desk
    assert at_desk(ppid, sent, "perpanjang", text="Arsip belum dipindai.").status_code == 302
    assert "Perpanjang 7 hari kerja" not in words(ppid.get(f"/petugas/laporan/{sent.number}/"))
    page = words(client.get(own))
    assert "Batas waktu jawaban diperpanjang sampai" in page
    assert "Arsip belum dipindai." in page


def test_the_way_from_a_refusal_to_the_commission(client, sent, desks):
    ppid, superior = desks
    refused(ppid, sent)
    own = follow(client, sent)
    page = words(client.get(own))
    assert "Permohonan ditolak dengan alasan informasi dikecualikan" in page
    assert page.count('name="ground"') == 7
    assert "Jalan ke Komisi Informasi" not in page
    assert client.get(f"{own}komisi/").status_code == 404
    assert client.post(f"{own}atasan/", SECRET).status_code == 302
    assert "Keberatan diperiksa" in words(client.get(own))
    assert client.post(f"{own}sengketa/").status_code == 409
    queue = words(superior.get("/petugas/laporan/?queue=office"))
    assert sent.number in queue
    assert "Jawab keberatan" in words(superior.get(f"/petugas/laporan/{sent.number}/"))
    decided = {"outcome": "partly", "text": RULING, "proof": PROOF}
    assert at_desk(ppid, sent, "putus-keberatan", **decided).status_code == 403
    assert at_desk(superior, sent, "putus-keberatan", **decided).status_code == 302
    page = words(client.get(own))
    assert RULING in page
    assert "Jalan ke Komisi Informasi" in page
    letter = words(client.get(f"{own}komisi/"))
    assert "Permohonan penyelesaian sengketa informasi publik" in letter
    assert SECRET["text"] in letter
    assert "14 hari kerja" in letter
    file = client.get(f"{own}komisi.json").json()
    assert [one["kind"] for one in file["said_by_government"]] == ["answer", "ruling"]
    assert client.post(f"{own}sengketa/")["Location"] == f"{own}komisi/"
    page = words(client.get(own))
    assert "Pemohon mengajukan sengketa ke Komisi Informasi" in page
    assert "Catat bahwa saya mengajukan sengketa" not in page
    assert client.get(f"{own}komisi/").status_code == 200


def test_an_objection_without_ground_or_words_loses_nothing(client, sent, desks):
    refused(desks[0], sent)
    own = follow(client, sent)
    response = client.post(f"{own}atasan/", {"text": "Tidak sesuai."})
    assert response.status_code == 422
    assert "Tidak sesuai." in words(response)
    assert not Message.objects.filter(kind="objection").exists()


def test_the_page_speaks_english_too(client, sent, desks):
    refused(desks[0], sent)
    own = follow(client, sent)
    client.post(f"{own}atasan/", SECRET)
    client.cookies["django_language"] = "en"
    with translation.override("id"):
        page = words(client.get(own))
    assert "Objection under review" in page
    assert "The requester objected to the superior of the PPID, ground a" in page


@pytest.mark.parametrize("path", ["atasan/", "sengketa/", "komisi/", "komisi.json"])
def test_nobody_else_goes_the_way(client, sent, desks, path):
    refused(desks[0], sent)
    address = f"/lacak/{sent.number}/{path}"
    is_read = path.startswith("komisi")
    response = client.get(address) if is_read else client.post(address, SECRET)
    assert (response.status_code, response["Location"]) == (302, f"/lacak/?nomor={sent.number}")
    assert Case.objects.get().status == "answered"
