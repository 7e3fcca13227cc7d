"""Whoever asked for information is told of each step, with the next one and its last day."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.factories.applying import apply_under
from tests.factories.cases import facts_since, make_actor, make_law, make_verified, wib
from tests.factories.law import store_numbers
from tests.factories.people import make_office, make_officer
from tests.factories.procedures import ship_procedures

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.models import Person
from pendopo.foundation.people.types import ANONYMOUS, Contact, Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Clock, StepNotice
from pendopo.journey.cases.services.telling import tell_requester
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.journey.procedures import selectors as procedures
from pendopo.kernel.time import format_instant

pytestmark = pytest.mark.django_db
MONDAY = wib("2026-07-06 10:00")
NOTICE = "Salinan anggaran jalan tahun 2025 dikirim lewat surel dalam berkas PDF, 14 halaman."
PROOF = "Register 470/12 tanggal 9 Juli 2026"
SITI = Contact(name="Siti Contoh", email="siti@contoh.id", phone="+6281200000001")


class Texts:
    """A gateway that keeps what it was given."""

    reaches_phones = True
    sent: list[tuple[str, str]] = []

    def send(self, to, text):
        self.sent.append((to, text))


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.PENDOPO_MESSENGER = "tests.journey.cases.test_telling.Texts"
    Texts.sent.clear()


@pytest.fixture
def hall():
    make_law()
    store_numbers()
    ship_procedures()
    for version in procedures.running_versions():
        services.add_procedure_policies(version)
    office = make_office("diskominfo")
    make_officer(Role.PPID_SUPERIOR, make_office("setda"))
    return office


@pytest.fixture
def case(hall):
    version = procedures.running("permohonan-informasi").version
    case = apply_under(version, at=MONDAY)
    person = Person.objects.get(id=case.voice.reporter_id)
    person.email, person.phone = SITI.email, SITI.phone
    person.save()
    return case


def delivered(at):
    """What was mailed since the last time: subject and words of each."""
    mail.outbox.clear()
    while deliver_due(at=at):
        pass
    return [(one.subject, one.body) for one in mail.outbox if one.to == [SITI.email]]


def due(case, kind):
    clock = Clock.objects.filter(case=case, kind=kind).latest("started_at")
    return format_instant(clock.due_at, "Asia/Jakarta")


def after(days):
    return MONDAY + timedelta(days=days)


def verify(case, office):
    services.verify_case(
        case_id=case.id,
        case_class=CaseClass.INFORMATION_REQUEST,
        office=office,
        by=make_actor(Role.PPID, office),
        at=MONDAY,
    )


def notify(case, office, outcome, at):
    services.answer_case(
        case_id=case.id,
        outcome=outcome,
        text=NOTICE,
        proof=PROOF,
        by=make_actor(Role.PPID, office),
        at=at,
    )


def test_each_step_is_told_with_its_number_the_next_step_and_the_last_day(case, hall):
    received = delivered(MONDAY)
    verify(case, hall)
    registered = delivered(MONDAY)
    first = due(case, "answer")
    ppid = make_actor(Role.PPID, hall)
    services.extend_answer(case_id=case.id, text="Arsip dipindai.", by=ppid, at=after(3))
    extended = delivered(after(3))
    second = due(case, "answer")
    notify(case, hall, Outcome.REFUSED, after(4))
    refused = delivered(after(4))
    services.object_to_answer(
        case_id=case.id, ground="a", text="Bukan rahasia.", by=ANONYMOUS, at=after(5)
    )
    objected = delivered(after(5))
    services.decide_objection(
        case_id=case.id,
        outcome=Outcome.PARTLY,
        text=NOTICE,
        proof=PROOF,
        by=make_actor(Role.PPID_SUPERIOR, make_office("setda")),
        at=after(6),
    )
    decided = delivered(after(6))
    expected = [
        (received, "diterima", first, "keberatan kepada atasan PPID"),
        (registered, "dicatat", first, "keberatan kepada atasan PPID"),
        (extended, "batas waktu diperpanjang", second, "sekali saja"),
        (refused, "ditolak", due(case, "object"), "ajukan keberatan kepada atasan PPID"),
        (objected, "diterima", due(case, "objection_answer"), "sengketa ke Komisi Informasi"),
        (decided, "diputus", due(case, "dispute"), "dikabulkan sebagian"),
    ]
    for messages, word, until, words in expected:
        ((subject, body),) = messages
        assert word in subject
        assert case.number in subject
        assert case.number in body
        assert until in body
        assert words in body
        assert "halaman Lacak" in body
    assert first != second
    # Nothing of what was asked, answered or found is in the messages.
    whole = str([received, registered, extended, refused, objected, decided, Texts.sent])
    for secret in ("Arsip dipindai", "Bukan rahasia", "anggaran jalan", "Siti"):
        assert secret not in whole
    assert len(Texts.sent) == len(expected)
    assert facts_since(about=case).count("CaseRequesterTold") == 2 * len(expected)


def test_a_granted_request_is_told_as_granted(case, hall):
    verify(case, hall)
    delivered(MONDAY)
    notify(case, hall, Outcome.GRANTED, after(2))
    ((subject, body),) = delivered(after(2))
    assert subject == f"Permohonan informasi {case.number} dijawab"
    assert "sudah dijawab: dikabulkan." in body


def test_a_repeated_delivery_tells_nobody_twice(case):
    assert len(delivered(MONDAY)) == 1
    assert tell_requester(case_id=case.id, step="received", about=case.id, at=MONDAY) == 0
    assert StepNotice.objects.count() == len(Texts.sent) + 1


def test_what_cannot_be_sent_is_tried_again_and_the_rest_is_not_repeated(case, settings):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.fakes.mail.ClosedMailbox"
    told = {"case_id": case.id, "step": "received", "about": case.id, "at": MONDAY}
    with pytest.raises(ConnectionRefusedError):
        tell_requester(**told)
    assert list(StepNotice.objects.values_list("channel", flat=True)) == ["sms"]
    settings.EMAIL_BACKEND = working
    assert tell_requester(**told) == 1
    assert len(Texts.sent) == 1


def test_who_left_no_contact_and_whose_case_is_a_report_hear_nothing_here(case, hall):
    Person.objects.update(email="", phone="")
    assert delivered(MONDAY) == []
    make_verified(office=hall, at=MONDAY, contact=SITI)
    assert delivered(MONDAY) == []
    assert not StepNotice.objects.exists()
