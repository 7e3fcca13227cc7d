"""The data-protection officer keeps the hours of the law, from the screen and without scripts."""

import re
import zipfile

import pytest
from tests.browser.visits import DPO


@pytest.fixture
def officer(enter):
    with enter(DPO, java_script_enabled=False) as page:
        yield page


@pytest.fixture
def visitor(enter):
    with enter(java_script_enabled=False) as page:
        yield page


def words_of(page):
    return page.locator("main").inner_text()


def file_at_desk(page, kind):
    """Record a request of somebody who came; returns its number and code."""
    page.goto("/petugas/permintaan-data-baru/")
    page.get_by_label("Nama", exact=True).fill("Wulan Contoh")
    page.get_by_label("Telepon").fill("081355556666")
    page.get_by_label(kind).check()
    page.get_by_role("button", name="Simpan permintaan").click()
    told = page.locator("dd.num").all_inner_texts()
    return told[0], told[1]


def open_request(page, number, code):
    page.goto("/data-pribadi/permintaan/")
    page.get_by_label("Nomor permintaan").fill(number)
    page.get_by_label("Kode rahasia").fill(code)
    page.get_by_role("button", name="Buka permintaan").click()
    return words_of(page)


def answer(page, words):
    page.get_by_label("dipenuhi", exact=True).check()
    page.get_by_label("Jawaban untuk pemohon").fill(words)
    page.get_by_role("button", name="Kirim jawaban").click()
    assert "dalam batas waktu" in words_of(page)


def test_an_access_request_is_answered_within_the_hours(world, officer, visitor):
    number, code = file_at_desk(officer, "Melihat dan mendapat salinan data saya")
    assert re.search(r"7[12]\s+jam lagi", open_request(visitor, number, code))
    officer.goto("/petugas/data-pribadi/")
    officer.get_by_role("link", name=number).click()
    officer.get_by_role("button", name="Mulai memeriksa").click()
    answer(officer, "Salinan data Anda dapat diunduh di sini.")
    assert "Salinan data Anda dapat diunduh di sini." in open_request(visitor, number, code)
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="Unduh salinan data saya").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "Wulan Contoh" in archive.read("data.json").decode()


def test_an_erasure_request_is_done_reported_and_read_afterwards(world, officer, visitor):
    number, code = file_at_desk(officer, "Menghapus data saya")
    officer.goto(f"/petugas/data-pribadi/permintaan/{number}/")
    officer.get_by_label("Saya mengerti bahwa ini tidak dapat dibatalkan").check()
    officer.get_by_role("button", name="Hapus sekarang").click()
    assert re.search(r"people\.Person\s+\d+\s+dihapus", words_of(officer))
    answer(officer, "Data Anda sudah kami hapus.")
    shown = open_request(visitor, number, code)
    assert "Data Anda sudah kami hapus." in shown
    assert "people.Person" in shown


def test_a_breach_is_told_to_all_within_the_hours(world, officer):
    officer.goto("/petugas/data-pribadi/insiden/baru/")
    for label, words in (
        ("Data apa yang terungkap", "Nama dan telepon 12 pemohon."),
        ("Berapa orang, kira-kira", "12"),
        ("Sistem atau berkas", "Lembar kerja"),
        ("Bagaimana terungkapnya", "Surel salah alamat."),
        ("Penanganan dan pemulihan", "Penerima sudah menghapusnya."),
        ("Saran bagi orang yang datanya terungkap", "Waspadai penipuan."),
        ("Yang dapat dihubungi", "PPDP, ppdp@contoh.go.id"),
    ):
        officer.get_by_label(label).fill(words)
    officer.get_by_label("umum", exact=True).check()
    officer.get_by_role("button", name="Simpan dan mulai menghitung").click()
    assert len(re.findall(r"7[12]\s+jam lagi", words_of(officer))) == 2
    page = officer.url
    for label in ("Lembaga pengawas", "Orang yang datanya bocor"):
        officer.get_by_role("link", name=re.compile(label)).click()
        assert "Surel salah alamat." in officer.locator("article.letter").inner_text()
        officer.goto(page)
        officer.get_by_role("button", name=re.compile(f"Catat sudah dikirim.*{label}")).click()
    assert words_of(officer).count("dalam batas waktu") == 2
    officer.get_by_role("button", name="Tutup kegagalan ini").click()
    assert "ditutup" in words_of(officer)
