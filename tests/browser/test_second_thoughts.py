"""Reporting, following and contesting an answer: by keyboard alone, and without any script."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.test_keyboard import push, tab_to, write
from tests.browser.world import ANSWER

from pendopo.foundation.ledger import worker
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import actor_of
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import CaseClass, Outcome

PHONE = {"width": 390, "height": 844}
TITLE = "Lampu jalan mati di depan pasar"
TEXT = "Sudah dua minggu lampu di depan pasar padam."
DOUBT = "Tiang nomor 16 masih padam malam ini."


class Keyboard:
    """A person who has no mouse."""

    options = {}

    def __init__(self, page):
        self.page = page

    def choose(self, label):
        tab_to(self.page, self.page.get_by_label(label))
        self.page.keyboard.press("Space")

    def write(self, label, text):
        write(self.page, label, text)

    def open(self, words):
        tab_to(self.page, self.page.locator("summary", has_text=words))
        self.page.keyboard.press("Enter")

    def press(self, name):
        push(self.page, self.page.get_by_role("button", name=name, exact=True))


class NoScripts:
    """A person on an old telephone whose browser runs no script."""

    options = {"java_script_enabled": False, "viewport": PHONE}

    def __init__(self, page):
        self.page = page

    def choose(self, label):
        self.page.get_by_label(label).check()

    def write(self, label, text):
        self.page.get_by_label(label, exact=False).first.fill(text)

    def open(self, words):
        self.page.locator("summary", has_text=words).click()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()


def report(hands):
    """Send a complaint without an account; give its number and secret code."""
    hands.page.goto("/lapor/")
    hands.choose("Pengaduan: ada yang rusak")
    hands.write("Judul", TITLE)
    hands.write("Ceritakan", TEXT)
    hands.choose("Tanpa identitas sama sekali")
    hands.press("Lihat dulu sebelum dikirim")
    assert TITLE in hands.page.locator("article.panel").first.inner_text()
    hands.press("Kirim")
    number, code = hands.page.locator("[data-code]").all()
    return number.get_attribute("data-code"), code.get_attribute("data-code")


def follow(hands, number, code):
    """Come back later with nothing but number and code."""
    hands.page.context.clear_cookies()
    hands.page.goto("/lacak/")
    hands.write("Nomor laporan", number)
    hands.write("Kode lacak rahasia", code)
    hands.press("Buka laporan")
    return hands.page.locator("main").inner_text()


def answered_by_the_office(world, number):
    """Let the office verify and answer it."""
    at = timezone.now()
    worker.work_until_idle(at=at)
    case = Case.objects.get(number=number)
    verifier, officer = (
        actor_of(world.accounts[role], on=at.date()) for role in (Role.VERIFIER, Role.OFFICER)
    )
    services.verify_case(
        case_id=case.id,
        case_class=CaseClass.COMPLAINT,
        office=Office.objects.get(code="dishub"),
        topic="roads.light",
        by=verifier,
        at=at,
    )
    services.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text=ANSWER,
        proof="Berita acara 9/2026",
        by=officer,
        at=at + timedelta(minutes=1),
    )
    return case


@pytest.mark.parametrize("kind", [Keyboard, NoScripts])
def test_a_person_reports_follows_and_reopens(world, enter, kind):
    with enter(**kind.options) as page:
        hands = kind(page)
        number, code = report(hands)
        assert "Diterima" in follow(hands, number, code)
        case = answered_by_the_office(world, number)
        assert ANSWER in follow(hands, number, code)

        hands.open("Jawabannya belum cukup?")
        hands.write("Apa yang belum terjawab?", DOUBT)
        hands.press("Buka kembali laporan")
        shown = page.locator("main").inner_text()
    assert DOUBT in shown
    case.refresh_from_db()
    assert (case.status, case.n_reopened, case.outcome) == ("assigned", 1, "")
    assert case.clocks.filter(kind="answer", stopped_at=None).count() == 1
