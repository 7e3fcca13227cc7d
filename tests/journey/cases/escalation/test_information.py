"""A late request for information reaches who the Act makes responsible: the PPID, their superior."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.factories.applying import apply_under
from tests.factories.cases import make_actor
from tests.factories.escalation import make_institution
from tests.factories.people import actor_for, make_officer, sign_in
from tests.factories.procedures import ship_procedures

from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.escalation.notices import remind_office
from pendopo.journey.cases.escalation.raising import Escalated, escalate
from pendopo.journey.cases.escalation.selectors import (
    clocks_without_ladder,
    ladder_gaps,
    raised_to,
)
from pendopo.journey.cases.models import Clock, Escalation, EscalationRule
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.journey.procedures import selectors as procedures
from pendopo.kernel.time import from_iso

pytestmark = pytest.mark.django_db
# A Monday; the thirty working days after it hold one holiday (17 August).
MONDAY = from_iso("2026-07-06T03:00:00Z")
NOTICE = "Salinan anggaran jalan tahun 2025 dikirim lewat surel dalam berkas PDF, 14 halaman."
PROOF = "Register 470/12 tanggal 9 Juli 2026"


@pytest.fixture
def hall():
    hall = make_institution()
    for name, role, code in (
        ("ppid", Role.PPID, "diskominfo"),
        ("superior", Role.PPID_SUPERIOR, "setda"),
    ):
        hall.accounts[name] = make_officer(role, hall.offices[code], email=f"{name}@contoh.go.id")
    ship_procedures()
    for version in procedures.running_versions():
        services.add_procedure_policies(version)
    return hall


def registered(hall):
    case = apply_under(procedures.running("permohonan-informasi").version, at=MONDAY)
    return services.verify_case(
        case_id=case.id,
        case_class=CaseClass.INFORMATION_REQUEST,
        office=hall.offices["dinas-contoh"],
        by=make_actor(Role.PPID, hall.offices["diskominfo"]),
        at=MONDAY,
    )


def objected(hall):
    case, ppid = registered(hall), make_actor(Role.PPID, hall.offices["diskominfo"])
    told = {"outcome": Outcome.REFUSED, "text": NOTICE, "proof": PROOF, "by": ppid}
    services.answer_case(case_id=case.id, at=MONDAY + timedelta(days=1), **told)
    case = services.object_to_answer(
        case_id=case.id,
        ground="a",
        text="Bukan informasi yang dikecualikan.",
        by=ANONYMOUS,
        at=MONDAY + timedelta(days=2),
    )
    return case, Clock.objects.get(case=case, kind="objection_answer").due_at


def put_before(case, kind):
    rows = Escalation.objects.filter(case=case, clock__kind=kind).order_by("level")
    return [(row.level, row.target, row.office.code, row.role) for row in rows]


def test_an_objection_is_put_before_the_superior_then_the_secretary_then_the_regent(hall):
    case, due = objected(hall)
    assert escalate(at=due - timedelta(days=14)) == Escalated()
    reached = {}
    for days in (-7, 1, 6, 8):
        escalate(at=due + timedelta(days=days))
        reached[days] = put_before(case, "objection_answer")[-1]
    assert reached == {
        -7: (1, "superior", "setda", "ppid_superior"),
        1: (2, "superior", "setda", "ppid_superior"),
        6: (3, "secretary", "setda", "head"),
        8: (4, "regent", "setda", "regent"),
    }
    titles = [entry.title for entry in selectors.timeline(case)]
    assert titles.count("Atasan PPID diingatkan: keberatan menunggu jawabannya") == 2
    assert titles[-1] == "Dinaikkan kepada kepala daerah"


def test_the_superior_decides_and_nobody_above_takes_the_objection_over(hall):
    case, due = objected(hall)
    escalate(at=due + timedelta(days=6))
    acts = {
        who: [each.acts for each in raised_to(hall.actor(who)).rows if each.row.case_id == case.id]
        for who in ("superior", "secretary", "officer", "head")
    }
    assert acts == {
        "superior": [()],
        "secretary": [("remind", "explain")],
        "officer": [],
        "head": [],
    }
    told = {"outcome": Outcome.PARTLY, "text": NOTICE, "proof": PROOF, "by": hall.actor("superior")}
    services.decide_objection(case_id=case.id, at=due + timedelta(days=7), **told)
    escalate(at=due + timedelta(days=7))
    assert not Escalation.objects.filter(case=case, ended_at=None).exists()


def test_a_reminder_goes_to_the_superior_alone(hall):
    case, due = objected(hall)
    escalate(at=due + timedelta(days=6))
    row = Escalation.objects.get(case=case, target="secretary")
    mail.outbox.clear()
    assert remind_office(escalation_id=row.id, at=due + timedelta(days=6)) == 1
    assert [message.to for message in mail.outbox] == [["superior@contoh.go.id"]]


def test_a_superior_who_left_is_passed_by_and_counted(hall):
    case, due = objected(hall)
    hall.accounts["superior"].is_active = False
    hall.accounts["superior"].save()
    escalate(at=due - timedelta(days=7))
    assert put_before(case, "objection_answer") == [(1, "secretary", "setda", "head")]
    assert (ladder_gaps().n_unplaced, ladder_gaps().n_passed_by) == (0, 1)


def test_the_superiors_list_says_why_and_by_which_rule(hall, client):
    case, due = objected(hall)
    escalate(at=due + timedelta(days=1))
    sign_in(client, hall.accounts["superior"])
    page = client.get("/petugas/eskalasi/").content.decode()
    assert case.number in page
    assert "Batas jawaban atas keberatan sudah lewat; pemohon sudah dapat ke Komisi" in page
    row = Escalation.objects.get(case=case, target="superior")
    page = client.get(f"/petugas/eskalasi/{row.id}/").content.decode()
    assert "periksa dasar hukum: UU 14/2008 Pasal 36" in page
    assert "Putuskan keberatan ini dengan alasannya." in page


def test_the_ppid_is_reminded_of_what_waits_for_them(hall):
    case = apply_under(procedures.running("permohonan-informasi").version, at=MONDAY)
    verify = Clock.objects.get(case=case, kind="verify").due_at
    escalate(at=verify - timedelta(hours=12))
    assert put_before(case, "verify") == [(1, "officers", "diskominfo", "ppid")]
    case = registered(hall)
    answer = Clock.objects.get(case=case, kind="answer").due_at
    escalate(at=answer - timedelta(days=1))
    escalate(at=answer + timedelta(days=1))
    assert put_before(case, "answer") == [
        (1, "officers", "diskominfo", "ppid"),
        (2, "head", "dinas-contoh", "head"),
    ]


def test_a_report_of_integrity_is_first_of_all_the_inspectorates(hall):
    case = apply_under(procedures.running("laporan-integritas").version, at=MONDAY)
    escalate(at=Clock.objects.get(case=case, kind="verify").due_at - timedelta(hours=12))
    assert put_before(case, "verify") == [(1, "officers", "inspektorat", "inspector")]


def test_a_limit_nobody_watches_is_named_on_the_health_page(hall):
    assert clocks_without_ladder(at=MONDAY) == []
    EscalationRule.objects.filter(clock="objection_answer").delete()
    assert clocks_without_ladder(at=MONDAY) == ["Jawaban atas keberatan"]


def test_who_superintends_without_a_case_sees_an_empty_list(hall):
    objected(hall)
    stranger = actor_for(make_officer(Role.PPID_SUPERIOR, hall.offices["inspektorat"]))
    escalate(at=MONDAY + timedelta(days=80))
    assert raised_to(stranger).rows == []
