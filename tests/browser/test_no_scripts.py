"""The hall is whole in a browser that runs no script at all."""

import re

import pytest
from tests.browser.visits import VISITS

PUBLIC = tuple(visit for visit in VISITS if not visit.who)
# Offered by scripts alone, so nobody without them may see it.
# What a template shows when nobody gave it words: names of tables, of nothing, and placeholders.
LEFT_OVER = re.compile(r"\b[a-z]+\.[A-Z][a-z]+\b|\bNone\b|\{\{|\{%|%\(\w+\)")
BY_SCRIPT = "[data-copy], [data-locate]"


@pytest.fixture
def page(enter):
    with enter(java_script_enabled=False) as opened:
        yield opened


def words_of(page):
    return page.locator("main").inner_text()


def test_every_public_page_speaks_without_scripts(world, page):
    for visit in PUBLIC:
        path = visit.path(world.known)
        assert page.goto(path).status == 200, path
        assert page.locator("h1").count() == 1, path
        assert len(words_of(page)) > 30, path
        assert not LEFT_OVER.findall(words_of(page)), path
        assert not [one for one in page.locator(BY_SCRIPT).all() if one.is_visible()], path


def test_the_language_stays_switched_and_leads_back_here(world, page):
    page.goto("/laporan/?text=contoh")
    page.get_by_role("button", name="EN, English").click()
    assert page.url == f"{world.url}/laporan/?text=contoh"
    assert page.locator("html").get_attribute("lang") == "en"
    english = page.locator("h1").inner_text()
    page.goto("/komitmen/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="ID, Bahasa Indonesia").click()
    page.goto("/laporan/")
    assert page.locator("h1").inner_text() == "Laporan publik" != english


def test_votes_are_cast_changed_and_listed(world, page):
    page.goto(f"/musyawarah/{world.known['talk.open']}/ikut/")
    first = page.locator("input[name=nomor]").get_attribute("value")
    page.get_by_role("button", name="Tidak setuju").click()
    assert "Tersimpan" in words_of(page)
    page.get_by_role("link", name="Ubah jawaban saya").click()
    assert page.locator("input[name=nomor]").get_attribute("value") == first
    assert "Jawaban Anda sekarang: Tidak setuju" in words_of(page)
    page.get_by_role("button", name="Setuju", exact=True).click()
    page.get_by_role("link", name="Lihat jawaban saya").click()
    assert re.search(r"Jawaban Anda:?\s*Setuju", words_of(page))
    page.goto(f"/musyawarah/{world.known['talk.open']}/usul/")
    page.get_by_label("Pernyataan Anda").fill("Pasar malam perlu jalur khusus kursi roda.")
    page.get_by_role("button", name="Kirim pernyataan").click()
    assert "Menunggu diperiksa" in words_of(page)


def test_the_register_is_filtered(world, page):
    page.goto("/laporan/")
    page.get_by_label("Perangkat daerah").select_option("dpupr")
    page.get_by_text("Status, tanggal, dan urutan").click()
    page.get_by_label("Status").select_option("closed")
    page.get_by_role("button", name="Cari").click()
    assert "office=dpupr" in page.url
    cards = page.locator("article").all_inner_texts()
    assert len(cards) == 24
    assert all("Pekerjaan Umum" in card for card in cards)
    page.get_by_role("link", name="Hapus saringan").click()
    assert page.url == f"{world.url}/laporan/"


def test_the_register_is_turned_to_its_last_page_and_back(world, page):
    page.goto("/laporan/")
    seen = page.locator("article a").evaluate_all(
        "all => all.map(each => each.getAttribute('href'))"
    )
    while page.get_by_role("link", name="Berikutnya").count():
        page.get_by_role("link", name="Berikutnya").click()
        seen += page.locator("article a").evaluate_all(
            "all => all.map(each => each.getAttribute('href'))"
        )
    assert len(seen) == len(set(seen)) >= 75
    page.get_by_role("link", name="Sebelumnya").click()
    assert page.url.startswith(f"{world.url}/laporan/")
    assert page.locator("article").count() == 24


def test_promises_are_filtered_by_standing(world, page):
    page.goto("/komitmen/")
    assert page.locator("article").count() == 4
    page.get_by_label("Keadaan").select_option("late")
    page.get_by_role("button", name="Cari").click()
    (card,) = page.locator("article").all_inner_texts()
    assert "Mengecat ulang" in card
    assert "Terlambat" in card


def test_the_simulator_answers_and_keeps_what_was_asked(world, page):
    page.goto("/kebijakan-informasi/")
    page.get_by_role("link", name="Tanyakan satu keadaan").click()
    page.get_by_label("Perbuatan", exact=True).select_option("post")
    page.get_by_label("Klasifikasi informasinya").select_option("internal")
    page.get_by_role("button", name="Tanyakan").click()
    assert "Tidak boleh" in words_of(page)
    assert "PP 94/2021 pasal 3 huruf g" in words_of(page)
    assert "Dinyatakan dan dilatih" in words_of(page)
    assert page.get_by_label("Klasifikasi informasinya").input_value() == "internal"
    page.get_by_label("Klasifikasi informasinya").select_option("")
    page.get_by_role("button", name="Tanyakan").click()
    assert "karena ini belum diketahui" in words_of(page)
    page.get_by_label("Tanggal").fill("1999-01-01")
    page.get_by_role("button", name="Tanyakan").click()
    assert "Pilih tanggal antara tahun 2000 dan 2100." in words_of(page)
