"""One voice from the phone of a stranger to a number everyone can check, with scripts off."""

import csv
import hmac
import io
import json
import re
import subprocess
import sys
import time
from base64 import b32decode
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from tests.browser.world import ANSWER, picture
from tests.factories.people import PASSWORD, TOTP_SECRET

from pendopo.foundation.ledger import worker
from pendopo.foundation.people.types import Role
from pendopo.journey.evidence.services import refresh_evidence

PHONE = {"width": 390, "height": 844}
NAME, NUMBER = "Sutirahmi Purnawirya", "0812-7755-3391"
TITLE = "Lampu jalan mati di Jalan Melati"
TEXT = (
    "Sudah dua minggu tiga lampu di depan pasar padam dan anak-anak pulang mengaji dalam gelap. "
    f"Bisa hubungi saya di {NUMBER}."
)
QUESTION, REPLY = "Tiang nomor berapa yang padam?", "Tiang nomor 14, 15 dan 16."
EMPTY_ANSWER = "Sudah ditindaklanjuti."
INDICATOR = "/kinerja/answered_within_limit/"
OPEN_TO_ALL = ("/", "/laporan/", "/catatan/", INDICATOR, f"{INDICATOR}daftar/", "/komitmen/")


def second_factor(secret: str = TOTP_SECRET) -> str:
    """The six digits an authenticator app shows now (RFC 6238), worked out here by hand."""
    counter = int(time.time()) // 30
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def press(page, name, within="main"):
    page.locator(within).get_by_role("button", name=name, exact=True).click()


def words_of(page):
    return page.locator("main").inner_text()


@pytest.fixture
def hall(enter):
    """Browsers without scripts: a stranger's phone, the reporter's, and two officers' desks."""
    with ExitStack() as stack:

        def browser(**options):
            return stack.enter_context(enter(java_script_enabled=False, **options))

        yield {
            "stranger": browser(),
            "reporter": browser(viewport=PHONE),
            "another phone": browser(viewport=PHONE),
            "verifier": browser(),
            "officer": browser(),
        }


def report(page):
    """Fill in the form, look at the preview, send; returns number and code."""
    page.goto("/lapor/")
    page.get_by_label("Pengaduan: ada yang rusak").check()
    page.get_by_label("Tentang apa?").select_option("roads.light")
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_label("Ceritakan").fill(TEXT)
    page.get_by_label("Desa atau kelurahan").select_option(label="Sumberejo")
    page.get_by_label("Tempatnya").fill("Depan pasar")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.get_by_label("Foto", exact=False).set_input_files(photo)
    page.get_by_label("Nama", exact=False).last.fill(NAME)
    page.get_by_label("Nomor telepon").fill(NUMBER)
    press(page, "Lihat dulu sebelum dikirim")
    preview = page.locator("article.panel").first.inner_text()
    assert "nomor telepon" in page.locator(".notice-warning").inner_text().lower()
    assert "Anonim" in preview
    assert NAME not in preview
    assert page.locator("article.panel img").count() == 1
    press(page, "Kirim")
    number, code = page.locator("[data-code]").all()
    return number.get_attribute("data-code"), code.get_attribute("data-code")


def download(page, link="Unduh tanda terima"):
    with page.expect_download() as taken:
        page.get_by_role("link", name=link).click()
    return taken.value.path().read_text(encoding="utf-8")


def sign_in(page, account):
    page.goto("/petugas/masuk/")
    page.get_by_label("Surel dinas").fill(account.email)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    press(page, "Masuk")
    assert "/faktor-kedua/" in page.url
    page.get_by_label("Kode").fill(second_factor())
    press(page, "Masuk")
    assert page.url.endswith("/petugas/")


def verify(page, number):
    page.goto("/petugas/laporan/?queue=verify")
    page.get_by_role("link", name=TITLE).click()
    assert number in page.url
    form = page.locator("form[action$='/verifikasi/']")
    assert form.get_by_label("Perangkat daerah").input_value() == "dishub"
    form.get_by_role("button", name="Verifikasi dan teruskan").click()
    assert "Batas waktu jawaban mulai dihitung" in words_of(page)


def ask(page, number):
    page.goto(f"/petugas/laporan/{number}/")
    page.locator("#langkah-ask > summary").click()
    form = page.locator("form[action$='/tanya/']")
    form.get_by_label("Pertanyaan kepada pelapor").fill(QUESTION)
    press(page, "Kirim pertanyaan")
    assert "Batas waktu dijeda" in words_of(page)


def open_identity(page, number):
    page.goto(f"/petugas/laporan/{number}/")
    assert NAME not in page.content()
    page.get_by_text("Buka identitas pelapor").click()
    page.get_by_label("Untuk menangani laporan ini").check()
    press(page, "Buka dan catat")
    assert NAME in words_of(page)
    assert "+6281277553391" in words_of(page)
    page.goto(f"/petugas/laporan/{number}/")
    assert NAME not in page.content()


def track(page, number, code):
    page.goto("/lacak/")
    page.get_by_label("Nomor laporan").fill(number)
    page.get_by_label("Kode lacak rahasia").fill(code)
    press(page, "Buka laporan")
    assert page.url.endswith(f"/lacak/{number}/")


def reply(page):
    assert QUESTION in words_of(page)
    page.get_by_label("Balasan Anda").fill(REPLY)
    press(page, "Kirim balasan")
    assert REPLY in words_of(page)


def answer(page, number):
    """Try to get away with nothing, then answer."""
    page.goto(f"/petugas/laporan/{number}/")
    form = page.locator("form[action$='/jawab/']")
    form.get_by_label("Sudah dikerjakan").check()
    form.get_by_label("Jawaban").fill(EMPTY_ANSWER)
    form.get_by_label("Bukti atau dasar").fill("Selesai.")
    with page.expect_navigation() as refused:
        form.get_by_role("button", name="Kirim jawaban").click()
    assert refused.value.status in {409, 422}
    assert form.get_by_label("Jawaban").input_value() == EMPTY_ANSWER
    assert (
        "Tulis apa yang dikerjakan, di mana, kapan" in page.locator(".error-summary").inner_text()
    )
    form.get_by_label("Jawaban").fill(ANSWER)
    form.get_by_label("Bukti atau dasar").fill("Berita acara 9/2026")
    form.get_by_role("button", name="Kirim jawaban").click()
    assert "Jawaban terkirim" in words_of(page)


def assert_public_answer(page, number):
    page.goto(f"/laporan/{number}/")
    shown = words_of(page)
    assert ANSWER in shown
    assert "Berita acara 9/2026" in shown
    assert REPLY not in shown
    names = page.locator(".clock-name").all_inner_texts()
    # The first answer, the answer, what the author was asked for, and their time to respond.
    shown = ["Verifikasi", "Tanggapan", "Jawaban", "Kelengkapan", "Tanggapan"]
    assert [name.split()[0] for name in names] == shown


def assert_photo_tells_nothing(page, number):
    """What everyone can download holds neither place nor device."""
    page.goto(f"/laporan/{number}/")
    large = page.locator("a[href^='/foto/']").get_attribute("href")
    small = page.locator("a[href^='/foto/'] img").get_attribute("src")
    assert b"KameraContoh" in picture()
    for address in (large, small):
        body = page.request.get(address).body()
        assert body.startswith(b"\xff\xd8")
        assert not [word for word in (b"Exif", b"GPS", b"KameraContoh", b"xmp") if word in body]
        assert not Image.open(io.BytesIO(body)).getexif()


def assert_nobody_named(page, number):
    """No public page holds the reporter's name or telephone number, in any spelling."""
    for path in (*OPEN_TO_ALL, f"/laporan/{number}/", "/perangkat-daerah/dishub/"):
        answer_of_page = page.request.get(path)
        assert answer_of_page.status == 200, path
        source = answer_of_page.text()
        assert not [word for word in NAME.split() if word in source], path
        assert "81277553391" not in re.sub(r"\D", "", source), path


def verdict_on(receipt, page, folder):
    """What the engine alone says, with the published key and nothing else of ours."""
    key, held = folder / "kunci.pem", folder / "tanda-terima.json"
    key.write_bytes(page.request.get("/catatan/kunci.pem").body())
    held.write_text(receipt, encoding="utf-8")
    command = [sys.executable, "-m", "pendopo.engines.merkle", "verify", held, "--key", key]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return said.returncode, said.stdout.splitlines()[0]


def figure(page):
    """The published figure in words, and the cases behind it with office and result."""
    page.goto(INDICATOR)
    file = page.request.get(f"{INDICATOR}daftar.csv").text()
    rows = csv.DictReader(file.splitlines())
    listed = {row["nomor"]: (row["perangkat"], row["hasil"]) for row in rows}
    return page.locator(".lead").inner_text(), listed


def test_a_voice_travels_the_whole_way(world, hall, tmp_path):
    stranger, reporter, phone = hall["stranger"], hall["reporter"], hall["another phone"]
    number, code = report(reporter)
    assert number in words_of(reporter)
    promised = download(reporter)
    assert verdict_on(promised, stranger, tmp_path) == (0, "SAH (diterima, belum bersegel)")
    assert stranger.goto(f"/laporan/{number}/").status == 404

    worker.work_until_idle(at=timezone.now())
    sign_in(hall["verifier"], world.accounts[Role.VERIFIER])
    verify(hall["verifier"], number)
    sign_in(hall["officer"], world.accounts[Role.OFFICER])
    ask(hall["officer"], number)
    open_identity(hall["officer"], number)

    track(phone, number, code)
    reply(phone)
    answer(hall["officer"], number)
    assert_public_answer(stranger, number)
    assert_photo_tells_nothing(stranger, number)
    assert_nobody_named(stranger, number)

    phone.goto(f"/lacak/{number}/")
    assert ANSWER in words_of(phone)
    seen = phone.locator("section[aria-labelledby='dilihat']").inner_text()
    assert "Dinas Perhubungan" in seen
    press(phone, "Jawaban ini cukup, tutup laporan")
    assert "ditutup atas persetujuan Anda" in words_of(phone)

    worker.work_until_idle(at=timezone.now())
    phone.goto(f"/lacak/{number}/")
    sealed = download(phone)
    assert json.loads(sealed)["number"] == number
    assert verdict_on(sealed, stranger, tmp_path) == (0, "SAH (bersegel)")
    forged = sealed.replace(number, f"{number[:-1]}{(int(number[-1]) + 1) % 10}")
    assert verdict_on(forged, stranger, tmp_path) == (1, "TIDAK SAH")

    sentence, listed = figure(stranger)
    assert number not in listed
    # By then the limit of the answer is over, so it counts.
    refresh_evidence(at=timezone.now() + timedelta(days=45))
    later_sentence, listed = figure(stranger)
    assert later_sentence != sentence
    assert listed[number] == ("dishub", "within")
    assert_nobody_named(stranger, number)


def test_a_contested_answer_opens_the_case_again(world, enter):
    number = world.known["case.own"]
    with enter("citizen", java_script_enabled=False, viewport=PHONE) as page:
        page.goto(f"/lacak/{number}/")
        page.get_by_text("Jawabannya belum cukup?").click()
        page.get_by_label("Apa yang belum terjawab?").fill("")
        press(page, "Buka kembali laporan")
        assert "Apa yang belum terjawab?" in page.locator(".error-summary").inner_text()
        page.get_by_label("Apa yang belum terjawab?").fill("Tiang nomor 16 masih padam malam ini.")
        press(page, "Buka kembali laporan")
        assert "Tiang nomor 16 masih padam" in words_of(page)
        # Verification, first answer, answer, the author's time to respond, the answer anew.
        assert page.locator(".clock-name").count() == 5
        page.goto("/akun/siapa-melihat/")
        row = page.get_by_role("row").nth(1).inner_text()
    assert "Dinas Perhubungan" in row
    assert "pejabat penghubung" in row
    assert "menangani laporan Anda" in row
