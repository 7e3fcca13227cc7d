"""A hoax is claimed, answered and its second wave recognised, with scripts off."""

import re
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.world import HEAD_OF_ROADS

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.types import SYSTEM, Role
from pendopo.foundation.release.services import publishing
from pendopo.journey.clarification import services
from pendopo.journey.clarification.types import Entry, SeenOn, Told
from pendopo.kernel.ids import new_id

HOAX = "Tarif angkutan pelajar dinaikkan lima kali lipat mulai pekan depan tanpa pemberitahuan."
RETOLD = "Awas! Mulai pekan depan tarif angkutan pelajar naik lima kali lipat, tanpa pemberitahuan."
HEADLINE = "Tarif angkutan pelajar naik lima kali lipat"


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


def tell(visitor, text):
    visitor.goto("/klarifikasi/lapor/")
    visitor.get_by_label("Apa isi kabarnya?").fill(text)
    visitor.get_by_label("Anda melihatnya di mana?").select_option(label="WhatsApp")
    visitor.get_by_label("Tautannya").fill("https://facebook.com/seseorang/posts/7")
    press(visitor, "Kirim")


def test_a_hoax_is_claimed_answered_and_its_second_wave_recognised(hall, world):
    visitor, triager = hall(), hall(Role.CLARIFIER.value)
    owner, head = hall(Role.OFFICER.value), hall(Role.HEAD.value)
    tell(visitor, f"[1/12/26 08.15] Seseorang Namanya: {HOAX}")
    number = re.search(r"KLR-\d+-\d+", words_of(visitor)).group()
    receipt = visitor.url
    desk = f"/petugas/klarifikasi/{number}/"
    triager.goto(desk)
    assert "Seseorang Namanya" not in triager.content()
    assert "facebook.com" in words_of(triager)
    assert "/posts/" not in triager.content()
    triager.get_by_label("Kabarnya dalam satu kalimat").fill(HEADLINE)
    triager.get_by_label("Bahayanya").select_option(label="Uang: penipuan, bantuan, pungutan")
    triager.get_by_label("Topik dan pemilik fakta").select_option(label="Angkutan umum")
    press(triager, "Minta jawaban pemilik fakta")
    owner.goto(desk)
    owner.get_by_role("link", name="Tulis jawaban").click()
    owner.get_by_label("Salah").check()
    owner.get_by_label("Faktanya").fill(
        "Tarif angkutan pelajar tetap dua ribu rupiah sampai akhir tahun."
    )
    owner.get_by_label("Nama sumber").first.fill("Keputusan tarif 551/2026")
    press(owner, "Simpan jawaban")
    refuse_without_mandate(hall(HEAD_OF_ROADS), desk)
    owner.goto(desk)
    press(owner, "Ajukan putusan")
    assert "Menunggu persetujuan" in words_of(owner)
    owner.get_by_role("link", name=f"[SALAH] {HEADLINE}").click()
    head.goto(owner.url)
    press(head, "Setujui sebagai pemilik fakta (kepala perangkat daerah)")
    now = timezone.now()
    assert publishing.publish_due(at=now) == 1
    deliver_due(at=now + timedelta(seconds=1))
    visitor.goto(receipt)
    assert "Kabar ini sudah kami jawab" in words_of(visitor)
    tell(visitor, RETOLD)
    assert HEADLINE in words_of(visitor)
    come_back(visitor, triager, number, at=now + timedelta(days=30))


def refuse_without_mandate(speaker, desk):
    """A spokesperson for street lights may not speak on transport; the rule is named."""
    speaker.goto(desk)
    press(speaker, "Ajukan putusan")
    assert "NAS-43" in words_of(speaker)
    assert "Ditahan" in words_of(speaker)


def come_back(visitor, triager, number, *, at):
    """A month later it goes round again, and is seen as a second wave."""
    for _nth in range(2):
        told = Told(new_id(), RETOLD, SeenOn.TIKTOK, entry=Entry.LISTENING)
        services.receive_claim(told, by=SYSTEM, at=at)
    triager.goto("/petugas/klarifikasi/")
    assert "gelombang ke-2" in words_of(triager)
    triager.goto(f"/petugas/klarifikasi/{number}/")
    triager.get_by_label("Putusan dibagikan ulang").check()
    press(triager, "Simpan tanggapan")
    visitor.goto(f"/klarifikasi/{number}/")
    shown = words_of(visitor)
    assert "Gelombang ke-2, sejak" in shown
    assert "Keputusan tarif 551/2026" in shown
    assert "Seseorang Namanya" not in visitor.content()
