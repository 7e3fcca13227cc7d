"""A request for information from its answer to the Information Commission, with scripts off."""

from contextlib import ExitStack

import pytest
from django.utils import timezone
from tests.factories.applying import send_under

from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services
from pendopo.journey.procedures import selectors as procedures

NOTICE = (
    "Salinan anggaran jalan tahun 2025 tidak diberikan, karena masih diperiksa BPK sampai Juni."
)
RULING = (
    "Salinan anggaran jalan tahun 2025 diberikan lewat surel tanpa nama pihak ketiga besok pagi."
)
PROOF = "UU 14/2008 Pasal 17 huruf i; uji konsekuensi 12 Maret"
WHY = "Arsip tahun 2025 belum selesai dipindai."
OBJECTION = "Pemeriksaan sudah selesai menurut laman BPK."


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def words_of(page):
    return page.locator("main").inner_text()


def open_step(page, title):
    """Unfold a step, unless it stands open as the expected one."""
    panel = page.locator("details", has_text=title).first
    if panel.get_attribute("open") is None:
        panel.locator("summary").first.click()
    return panel


@pytest.fixture
def hall(enter):
    with ExitStack() as stack:

        def browser(who=""):
            return stack.enter_context(enter(who, java_script_enabled=False))

        yield browser(), browser(Role.PPID.value), browser(Role.PPID_SUPERIOR.value)


@pytest.fixture
def sent(world):
    version = procedures.running("permohonan-informasi").version
    found = send_under(version, at=timezone.now())
    services.open_case(voice_id=found.voice_id, at=timezone.now())
    return found


def follow(author, sent):
    author.goto("/lacak/")
    author.get_by_label("Nomor laporan").fill(sent.number)
    author.get_by_label("Kode lacak rahasia").fill(sent.tracking_code)
    press(author, "Buka laporan")
    assert "Menunggu diperiksa" in words_of(author)


def refuse(ppid, desk):
    """Register the request, give it more time, and refuse it."""
    ppid.goto(desk)
    panel = open_step(ppid, "Catat dan periksa permohonan")
    panel.get_by_label("Perangkat daerah yang menjawab").select_option("setda")
    press(ppid, "Verifikasi dan teruskan")
    open_step(ppid, "Perpanjang 7 hari kerja").get_by_label("Alasan perpanjangan").fill(WHY)
    press(ppid, "Perpanjang")
    panel = ppid.locator("#langkah-answer")
    panel.get_by_label("Tidak dapat dipenuhi, dengan alasan").check()
    panel.get_by_label("Jawaban", exact=True).fill(NOTICE)
    panel.get_by_label("Bukti atau dasar").fill(PROOF)
    press(ppid, "Kirim jawaban")


def object_to(author):
    panel = open_step(author, "Ajukan keberatan kepada atasan PPID")
    panel.get_by_label("Permohonan ditolak dengan alasan informasi dikecualikan").check()
    panel.get_by_label("Jelaskan keberatan Anda").fill(OBJECTION)
    press(author, "Ajukan keberatan")
    assert "Keberatan diperiksa" in words_of(author)


def decide(superior, desk):
    """Find the objection in one's own queue, and answer it."""
    superior.goto("/petugas/laporan/?queue=office")
    superior.locator(f'a[href="{desk}"]').first.click()
    assert OBJECTION in words_of(superior)
    panel = open_step(superior, "Jawab keberatan")
    panel.get_by_label("Dikabulkan sebagian").check()
    panel.get_by_label("Putusan", exact=True).fill(RULING)
    panel.get_by_label("Alasan putusan").fill(PROOF)
    press(superior, "Kirim putusan")


def test_a_refusal_is_objected_to_decided_and_taken_to_the_commission(hall, sent):
    author, ppid, superior = hall
    desk = f"/petugas/laporan/{sent.number}/"
    follow(author, sent)
    refuse(ppid, desk)
    author.reload()
    assert WHY in words_of(author)
    assert NOTICE in words_of(author)
    object_to(author)
    decide(superior, desk)
    author.reload()
    assert RULING in words_of(author)
    author.get_by_role("link", name="Buka surat untuk Komisi Informasi").click()
    letter = words_of(author)
    assert "penyelesaian sengketa informasi publik" in letter
    assert OBJECTION in letter
    assert RULING in letter
    author.go_back()
    press(author, "Catat bahwa saya mengajukan sengketa")
    assert "Tercatat." in author.locator("body").inner_text()
