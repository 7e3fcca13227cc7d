"""A post with a NIK and an embargoed figure, from its draft to its receipt, with scripts off."""

import json
from contextlib import ExitStack
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.utils import timezone
from tests.browser.world import HEAD_OF_ROADS

from pendopo.foundation.ledger import sealing
from pendopo.foundation.people.types import Role
from pendopo.foundation.release.services import publishing

NIK = "3301011203900001"
TITLE = "Bantuan angkutan pelajar"
TEXT = f"Penerima pertama {NIK}; seluruhnya 1.250 pelajar."


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def words_of(page):
    return page.locator("main").inner_text()


@pytest.fixture
def hall(enter):
    with ExitStack() as stack:

        def browser(who=""):
            return stack.enter_context(enter(who, java_script_enabled=False))

        yield browser


def write(author, *, kind, embargo=""):
    author.goto("/petugas/rilis/baru/")
    author.get_by_label("Topik").select_option(label="Angkutan umum")
    author.get_by_label("Jenis").select_option(label=kind)
    author.get_by_label("Judul").fill(TITLE)
    author.get_by_label("Naskah").fill(TEXT if embargo else "Sudah dibahas.")
    author.get_by_label("Nomor sumber").fill("IND-12")
    author.get_by_label("Klasifikasi bahannya").select_option(label="Internal (terbatas)")
    author.get_by_label("Embargo sampai").fill(embargo)
    press(author, "Simpan rancangan")


def test_it_is_held_masked_approved_by_two_published_at_the_hour_and_proven(hall, world):
    author, head, ppid = hall(Role.OFFICER.value), hall(Role.HEAD.value), hall(Role.PPID.value)
    write(author, kind="Kabar lewat kanal resmi", embargo="2099-01-05T08:00")
    press(author, "Periksa dan ajukan")
    held = words_of(author)
    assert "Tampaknya memuat data pribadi" in held
    assert "NAS-05" in held
    press(author, "Samarkan yang ditemukan")
    assert NIK not in words_of(author)
    author.get_by_role("link", name="Ubah naskah").click()
    author.get_by_label("Terbit pada").fill("2099-01-05T08:00")
    press(author, "Simpan rancangan")
    press(author, "Periksa dan ajukan")
    assert "menunggu PPID" in words_of(author)
    address = author.url
    for page, role in ((head, "pemilik fakta (kepala perangkat daerah)"), (ppid, "PPID")):
        page.goto(address)
        press(page, f"Setujui sebagai {role}")
    assert "Siap terbit" in words_of(ppid)
    hour = datetime.fromisoformat("2099-01-05T08:00:00+07:00")
    assert publishing.publish_due(at=hour - timedelta(minutes=1)) == 0
    assert publishing.publish_due(at=hour) == 1
    sealing.seal_all(at=timezone.now())
    prove(hall())


def prove(visitor):
    """Read the release, take its copy and receipt, and check both."""
    visitor.goto("/kabar/")
    visitor.get_by_role("link", name=TITLE).click()
    assert "1.250 pelajar" in words_of(visitor)
    assert NIK not in visitor.content()
    copy = visitor.request.get(f"{visitor.url}arsip.json").body()
    receipt = visitor.request.get(f"{visitor.url}tanda-terima.json").text()
    assert json.loads(receipt)["fact"]["payload"]["archived"] == sha256(copy).hexdigest()
    visitor.goto("/catatan/periksa/")
    visitor.get_by_role("textbox").first.fill(receipt)
    press(visitor, "Periksa")
    assert "tidak berubah sejak disegel" in words_of(visitor)


def test_a_spokesperson_without_mandate_is_refused_with_the_rule(hall, world):
    speaker = hall(HEAD_OF_ROADS)
    write(speaker, kind="Pernyataan juru bicara")
    press(speaker, "Periksa dan ajukan")
    assert "NAS-43" in words_of(speaker)
    assert "Ditahan" in words_of(speaker)
