"""Everything can be done without a mouse, and one always sees where one is."""

import pytest
from tests.browser.world import ANSWER, VILLAGES

from pendopo.foundation.people.types import Role

# The element or, for a box or button inside its label, what is drawn around it.
SEEN = """() => {
  const marked = each => {
    const style = getComputedStyle(each)
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"
  }
  const here = document.activeElement
  if (here === document.body) return true
  return here.matches(":focus-visible") && [here, here.closest("label")].some(each => each && marked(each))
}"""
IS_HERE = "element => element === document.activeElement"


def tab_to(page, target, most=80):
    """Press Tab until the target has the focus; every stop on the way must be seen."""
    for _press in range(most):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        assert page.evaluate(SEEN), f"focus is not seen on {where}"
        if target.evaluate(IS_HERE):
            return
    pytest.fail(f"Tab never reached {target}, last at {where}")


def write(page, label, text):
    tab_to(page, page.get_by_label(label, exact=False).first)
    page.keyboard.type(text)


def push(page, button, key="Enter"):
    tab_to(page, button)
    with page.expect_navigation() as led:
        page.keyboard.press(key)
    return led.value


def test_the_first_stop_leads_past_the_menu(world, enter):
    with enter() as page:
        page.goto("/laporan/")
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Lewati ke isi utama")
        assert skip.evaluate(IS_HERE)
        assert skip.bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.locator("#isi").evaluate(IS_HERE)
        tab_to(page, page.get_by_label("Kata atau nomor"), most=2)


def test_a_report_is_made_by_keyboard(world, enter):
    with enter() as page:
        page.goto("/lapor/")
        assert push(page, page.get_by_role("button", name="Lihat dulu")).status == 422
        summary = page.locator(".error-summary")
        assert summary.evaluate(IS_HERE)
        page.keyboard.press("Tab")
        assert summary.get_by_role("link").first.evaluate(IS_HERE)
        tab_to(page, summary.get_by_role("link", name="Judul"), most=5)
        page.keyboard.press("Enter")
        assert page.get_by_label("Judul").evaluate(IS_HERE)

        page.goto("/lapor/")
        tab_to(page, page.get_by_label("Pengaduan: ada yang rusak"))
        page.keyboard.press("Space")
        write(page, "Tentang apa?", "Lampu jalan")
        write(page, "Judul", "Lampu jalan mati di depan pasar")
        write(page, "Ceritakan", "Sudah dua minggu lampu di depan pasar padam.")
        write(page, "Desa atau kelurahan", "Wonosari")
        tab_to(page, page.get_by_label("Tanpa identitas sama sekali"))
        page.keyboard.press("Space")
        push(page, page.get_by_role("button", name="Lihat dulu"))
        shown = page.locator("article.panel").first.inner_text()
        assert "Lampu jalan" in shown
        assert "Wonosari" in shown
        assert VILLAGES[2] not in shown
        push(page, page.get_by_role("button", name="Kirim", exact=True), "Space")
        assert "sudah kami terima" in page.locator("h1").inner_text()


def test_taking_part_in_a_deliberation_by_keyboard(world, enter):
    with enter() as page:
        page.goto(f"/musyawarah/{world.known['talk.open']}/")
        push(page, page.locator("a.btn", has_text="Ikut menjawab"))
        push(page, page.get_by_role("button", name="Setuju", exact=True))
        assert "Begini jawaban orang lain" in page.locator("main").inner_text()
        push(page, page.get_by_role("button", name="Lewati, belum tahu"), "Space")
        assert "Anda menjawab 2 dari 8 pernyataan" in page.locator("main").inner_text()


def test_an_answer_is_written_by_keyboard(world, enter):
    with enter(Role.OFFICER) as page:
        page.goto(f"/petugas/laporan/{world.known['case.assigned']}/")
        form = page.locator("form[action$='/jawab/']")
        refused = push(page, form.get_by_role("button", name="Kirim jawaban"))
        assert refused.status == 422
        assert page.locator(".error-summary").evaluate(IS_HERE)
        tab_to(page, form.get_by_label("Sudah dikerjakan"))
        page.keyboard.press("Space")
        tab_to(page, form.get_by_label("Jawaban"))
        page.keyboard.type(ANSWER)
        tab_to(page, form.get_by_label("Bukti atau dasar"))
        page.keyboard.type("Berita acara 620/114")
        push(page, form.get_by_role("button", name="Kirim jawaban"))
        assert "Jawaban terkirim" in page.locator("main").inner_text()
