"""Every page of the house, looked at by axe on a phone, in daylight and at night."""

import pytest
from tests.browser.visits import NO_PAGES, VISITS, addresses
from tests.browser.world import picture
from tests.factories.people import PASSWORD

from pendopo.foundation.people.types import Role

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
# What the colour scheme changes; the rest is the same document.
COLOURS = ["color-contrast", "link-in-text-block"]
FAULTY = """<!doctype html><html lang=id><title>Uji</title><style>
#lebar {{ width: 380px }} @media (prefers-color-scheme: dark) {{ #redup {{ color: #ddd }} }}
</style><main><h1>Uji</h1>{fault}</main></html>"""
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
TOO_WIDE = """() => {
  const room = innerWidth, root = document.scrollingElement
  if (root.scrollWidth <= room) return []
  const wide = [...document.querySelectorAll("body *")].filter(each => {
    for (let up = each.parentElement; up; up = up.parentElement)
      if (up !== root && getComputedStyle(up).overflowX !== "visible") return false
    return each.getBoundingClientRect().right > room + 0.5
  })
  return [`${root.scrollWidth} > ${room}`, ...wide.slice(0, 3).map(each => each.outerHTML.slice(0, 160))]
}"""


def look_at(page, axe):
    """Check the page that stands there: rules, both colour schemes, and a narrow screen."""
    page.evaluate(OPEN_ALL)
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, rules=COLOURS)
    page.set_viewport_size(NARROW)
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ("<p id=lebar>", "> 320"),
        ("<p id=redup>", "color-contrast"),
        ("<input>", "label"),
        ("<details><input></details>", "label"),
    ],
)
def test_a_fault_is_found(fault, named, open_page, axe):
    with open_page(viewport=PHONE) as page:
        page.set_content(FAULTY.format(fault=f"{fault}Kalimat yang panjang</p>"))
        with pytest.raises(AssertionError, match=named):
            look_at(page, axe)


def test_every_address_is_visited_or_said_to_be_no_page():
    visited = {visit.name for visit in VISITS}
    assert visited | set(NO_PAGES) == set(addresses())
    assert not visited & set(NO_PAGES)


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_page(visit, world, visit_as, axe):
    with visit_as(visit.who) as page:
        path = visit.path(world.known)
        answer = page.goto(path)
        assert (answer.status, page.url) == (200, world.url + path)
        look_at(page, axe)


# --- pages that open during another step, and forms that come back ------------------------


@pytest.fixture
def phone(enter):
    """Open a phone as somebody."""

    def opened(who=""):
        return enter(who, viewport=PHONE, color_scheme="light")

    return opened


def press(page, name):
    with page.expect_navigation() as led:
        page.locator("main").get_by_role("button", name=name, exact=True).click()
    return led.value.status


def look_and_return(page, axe):
    look_at(page, axe)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")


def test_reporting_from_the_first_error_to_the_receipt(world, phone, axe):
    with phone() as page:
        page.goto("/lapor/")
        assert press(page, "Lihat dulu sebelum dikirim") == 422
        look_and_return(page, axe)
        page.get_by_label("Pengaduan: ada yang rusak").check()
        page.get_by_label("Judul").fill("Lampu jalan mati di depan pasar")
        page.get_by_label("Ceritakan").fill("Sudah dua minggu padam, hubungi 0812-7755-3391.")
        photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        page.locator("input[type=file]").set_input_files(photo)
        assert press(page, "Lihat dulu sebelum dikirim") == 200
        look_and_return(page, axe)
        press(page, "Kirim")
        look_at(page, axe)


def test_following_with_a_wrong_code(world, phone, axe):
    with phone() as page:
        page.goto("/lacak/")
        page.get_by_label("Nomor laporan").fill(world.known["case.own"])
        page.get_by_label("Kode lacak rahasia").fill("AAAA BBBB CCCC")
        assert press(page, "Buka laporan") == 422
        look_at(page, axe)


def test_asking_the_policy_something_that_cannot_be(world, phone, axe):
    with phone() as page:
        answer = page.goto(
            "/kebijakan-informasi/siapa-boleh/?act=terbang&day=kemarin&place=workroom"
        )
        assert answer.status == 422
        look_and_return(page, axe)
        page.get_by_label("Perbuatan", exact=True).select_option("share")
        page.get_by_label("Tanggal").fill("2026-11-30")
        assert press(page, "Tanyakan") == 200
        look_at(page, axe)


def test_a_rule_with_faults_comes_back_as_it_was_written(world, phone, axe):
    with phone(Role.ADMIN.value) as page:
        page.goto("/petugas/kebijakan/nasional/tambah/")
        page.get_by_label("Kode aturan").fill("kab 1")
        assert press(page, "Simpan rancangan") == 422
        look_and_return(page, axe)
        assert page.get_by_label("Kode aturan").input_value() == "kab 1"


def test_signing_in_as_a_citizen_and_as_an_officer(world, phone, axe):
    with phone() as page:
        page.goto("/akun/masuk/")
        page.get_by_label("Surel atau nomor telepon").fill("warga@contoh.id")
        press(page, "Kirim kode")
        assert page.url.endswith("/akun/masuk/kode/")
        look_and_return(page, axe)
        page.goto("/petugas/masuk/")
        page.get_by_label("Surel dinas").fill("keyholder@contoh.go.id")
        page.get_by_label("Kata sandi", exact=True).fill("salah sekali ini")
        press(page, "Masuk")
        look_and_return(page, axe)
        page.get_by_label("Surel dinas").fill(world.accounts[Role.OFFICER].email)
        page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        press(page, "Masuk")
        assert page.url.endswith("/faktor-kedua/")
        look_at(page, axe)


def test_an_answer_refused_previewed_and_an_identity_opened(world, phone, axe):
    with phone(Role.OFFICER) as page:
        page.goto(f"/petugas/laporan/{world.known['case.assigned']}/")
        page.get_by_label("Sudah dikerjakan").check()
        page.get_by_label("Jawaban", exact=True).fill("Sudah ditindaklanjuti.")
        page.get_by_label("Bukti atau dasar").fill("Berita acara 620/114")
        assert press(page, "Kirim jawaban") == 409
        look_and_return(page, axe)
        page.get_by_label("Jawaban", exact=True).fill(
            "Lampu diganti regu UPT hari Kamis di Jalan Melati, hubungi 0812-7755-3391."
        )
        assert press(page, "Lihat dulu seperti publik") == 200
        look_and_return(page, axe)
        page.get_by_label("Untuk menangani laporan ini").check()
        assert press(page, "Buka dan catat") == 200
        look_at(page, axe)


def test_a_reply_previewed_by_the_head_who_was_asked(world, phone, axe):
    with phone("head_of_roads") as page:
        page.goto("/petugas/hak-jawab/")
        page.locator("main").get_by_role("link", name="Jawab").first.click()
        page.get_by_label("Jawaban perangkat daerah").fill(
            "Alat berat rusak sejak Maret; dua regu pinjaman bekerja mulai minggu ini."
        )
        assert press(page, "Lihat dulu sebelum terbit") == 200
        look_at(page, axe)


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("", "/tidak-ada/", 404),
        ("", "/laporan/26-0000-0000-0/", 404),
        ("citizen", "/petugas/", 403),
    ],
)
def test_pages_that_refuse(who, path, status, world, phone, axe):
    with phone(who) as page:
        assert page.goto(path).status == status
        look_at(page, axe)


def test_the_split_after_an_answer(world, phone, axe):
    with phone() as page:
        page.goto(f"/musyawarah/{world.known['talk.open']}/ikut/")
        press(page, "Setuju")
        look_at(page, axe)
