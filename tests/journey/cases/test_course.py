"""A case is held to the steps of the procedure under which it began, and to who takes them."""

from dataclasses import replace
from functools import lru_cache

import pytest
from django.db import transaction
from tests.factories.cases import (
    ANSWER,
    AT,
    PROOF,
    everything,
    make_actor,
    make_case,
    make_law,
)
from tests.factories.law import store_numbers
from tests.factories.people import make_office, make_officer, sign_in
from tests.factories.procedures import SHIPPED, ship_procedures
from tests.factories.voice import make_voice

from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.cases import selectors, services, stepping
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import ArchiveReason, CaseClass, Outcome, Status
from pendopo.journey.cases.workspace.handling import add_note
from pendopo.journey.procedures import selectors as procedures
from pendopo.journey.procedures.course import course_row
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.written import read_yaml
from pendopo.journey.voice.models import Voice
from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed, Refused

pytestmark = pytest.mark.django_db
TEXT = "Sebutkan nomor tiang lampunya."
FREE = (Status.RECEIVED, Status.ARCHIVED)


@lru_cache(maxsize=1)
def distinct_procedures():
    """One procedure of each course: those that say the same to casework need one test."""
    found = {}
    for path in sorted(SHIPPED.glob("*.yaml")):
        raw = read_yaml(path.read_text(encoding="utf-8")).raw
        steps = [
            tuple(str(row.get(name)) for name in ("code", "actor", "from", "requires"))
            for row in raw["steps"]
        ]
        found.setdefault((raw["kind"], str(steps)), raw["code"])
    return tuple(found.values())


@pytest.fixture
def shipped():
    make_law()
    store_numbers()
    ship_procedures()
    for version in procedures.running_versions():
        services.add_procedure_policies(version)


def case_of(code, status=Status.RECEIVED, office=None):
    """A case of a procedure as if it had come to a state."""
    version = procedures.running(code).version
    sent = make_voice(at=AT)
    kind = version.procedure.kind
    Voice.objects.filter(id=sent.voice_id).update(procedure_version=version, kind=kind)
    case = services.open_case(voice_id=sent.voice_id, at=AT)
    changes = {"status": status.value}
    if status not in FREE:
        changes |= {"office": office or make_office(), "case_class": version.course.case_class}
    is_secret = kind in ("service", "integrity")
    Case.objects.filter(id=case.id).update(**changes, is_secret=is_secret, due_at=None)
    return Case.objects.get(id=case.id)


def attempts(case):
    """Each step of an officer, with what its service is told."""
    other, third = make_office("dinas-lain"), make_office("dinas-ketiga")
    case_class = case.procedure_version.course.case_class
    return {
        "verify": (services.verify_case, {"case_class": CaseClass(case_class), "office": other}),
        "answer": (
            services.answer_case,
            {"outcome": Outcome.REFUSED, "text": ANSWER, "proof": PROOF},
        ),
        "decide_objection": (
            services.decide_objection,
            {"outcome": Outcome.REFUSED, "text": ANSWER, "proof": PROOF},
        ),
        "extend": (services.extend_answer, {"text": TEXT}),
        "progress": (services.progress_case, {"text": ANSWER}),
        "ask": (services.ask_reporter, {"text": TEXT}),
        "close": (services.close_case, {}),
        "assign": (services.assign_case, {"office": other}),
        "archive": (
            services.archive_case,
            {"reason": ArchiveReason.UNCLEAR, "text": "Tidak jelas."},
        ),
        "moderate": (
            services.moderate_case,
            {"title": "Judul", "text": "Isi", "reason": "Menyebut orang lain."},
        ),
        "accuse": (services.name_accused_office, {"office": third}),
        "note": (add_note, {"text": "Catatan."}),
    }


AUTHORS = {
    "reply": (services.reply_as_reporter, {"text": TEXT}),
    "accept": (services.accept_answer, {}),
    "reopen": (services.reopen_case, {"text": TEXT}),
    "withdraw": (services.withdraw_case, {}),
    "object": (services.object_to_answer, {"ground": "a", "text": TEXT}),
    "dispute": (services.record_dispute, {}),
}


def is_taken(service, case, by, told):
    """Whether a service takes the step, or only asks for more; what it wrote is undone."""
    with transaction.atomic():
        try:
            service(case_id=case.id, by=by, at=AT, **told)
        except BadInput:
            return True
        except (Refused, NotAllowed, CaseNotFound):
            return False
        finally:
            transaction.set_rollback(True)
    return True


@pytest.mark.parametrize("code", distinct_procedures())
def test_what_is_offered_is_exactly_what_is_taken(code, shipped):
    office = make_office()
    for status in Status:
        case = case_of(code, status, office)
        for role in Role:
            by = make_actor(role, office)
            offered = set(stepping.possible_steps(by, case)) - selectors.shut_steps(case, at=AT)
            taken = {
                step
                for step, (service, told) in attempts(case).items()
                if is_taken(service, case, by, told)
            }
            assert offered == taken, (status, role)
        offered = selectors.author_steps(case, at=AT, reopen_ends=None)
        taken = {
            step
            for step, (service, told) in AUTHORS.items()
            if is_taken(service, case, ANONYMOUS, told)
        }
        assert offered == taken, (status, "author")


def test_every_shipped_procedure_can_be_walked_to_its_end(shipped):
    for version in procedures.running_versions():
        assert set(version.course.steps) == {row["code"] for row in version.definition["steps"]}


def test_a_step_the_procedure_does_not_declare_is_refused_in_a_sentence(shipped):
    case = case_of("permohonan-informasi", Status.ANSWERED)
    before = everything()
    with pytest.raises(IllegalTransition) as refused:
        services.reopen_case(case_id=case.id, text=TEXT, by=ANONYMOUS, at=AT)
    assert "Menurut prosedurnya, langkah ini tidak ada" in refused.value.message
    assert everything() == before


def test_only_the_named_officer_takes_the_step(shipped):
    case = case_of("permohonan-informasi")
    told = {"case_class": CaseClass.INFORMATION_REQUEST, "office": make_office(), "at": AT}
    before = everything()
    with pytest.raises(NotAllowed) as refused:
        services.verify_case(case_id=case.id, by=make_actor(Role.VERIFIER), **told)
    assert refused.value.message == "Menurut prosedurnya, langkah ini hanya dilakukan PPID."
    assert everything() == before
    services.verify_case(case_id=case.id, by=make_actor(Role.PPID), **told)
    assert Case.objects.get().status == Status.ASSIGNED.value


def test_the_verifier_passes_on_and_leaves_the_offices_steps_to_its_officers(shipped):
    office = make_office()
    case = case_of("pengaduan", Status.ASSIGNED, office)
    verifier = make_actor(Role.VERIFIER, make_office("diskominfo"))
    told = {"case_id": case.id, "text": TEXT, "at": AT}
    before = everything()
    with pytest.raises(NotAllowed) as refused:
        services.ask_reporter(by=verifier, **told)
    assert refused.value.message == (
        "Menurut prosedurnya, langkah ini hanya dilakukan petugas perangkat daerah yang menangani."
    )
    assert everything() == before
    offered = set(stepping.possible_steps(verifier, case))
    assert offered == {"progress", "assign", "archive", "moderate", "accuse", "note"}
    services.ask_reporter(by=make_actor(Role.OFFICER, office), **told)
    assert Case.objects.get().status == Status.WAITING.value


def test_a_verifier_who_serves_at_the_office_takes_its_steps(shipped):
    office = make_office()
    case = case_of("pengaduan", Status.ASSIGNED, office)
    both = make_actor(Role.VERIFIER, office)
    both = replace(both, mandates=(*both.mandates, *make_actor(Role.OFFICER, office).mandates))
    assert "answer" in stepping.possible_steps(both, case)


@pytest.mark.parametrize("who", ["verifier", "officer", "head"])
def test_each_actor_of_a_definition_is_offered_what_the_services_take(who, shipped):
    office, other = make_office(), make_office("dinas-lain")
    rows = [{"code": "verify", "label": "Periksa", "actor": "verifier", "from": ["received"]}]
    rows += [
        {"code": code, "label": code, "actor": who, "from": ["assigned", "answered"]}
        for code in ("ask", "answer", "close", "archive")
    ]
    case = case_of("pengaduan", Status.ASSIGNED, office)
    raw = {"kind": "complaint", "case_class": "complaint", "steps": rows}
    ProcedureVersion.objects.filter(id=case.procedure_version_id).update(course_row=course_row(raw))
    case = Case.objects.get()
    takers = {
        (role, place.code)
        for role in Role
        for place in (office, other)
        if "answer" in stepping.possible_steps(make_actor(role, place), case)
    }
    for role in Role:
        for place in (office, other):
            by = make_actor(role, place)
            offered = set(stepping.possible_steps(by, case))
            taken = {
                step
                for step, (service, told) in attempts(case).items()
                if is_taken(service, case, by, told)
            }
            assert offered == taken, (role, place.code)
    here = {(role, office.code) for role in (Role.OFFICER, Role.HEAD, Role.INSPECTOR)}
    assert (
        takers
        == {
            "verifier": {(Role.VERIFIER, office.code), (Role.VERIFIER, other.code)},
            "officer": here,
            "head": {(Role.HEAD, office.code)},
        }[who]
    )


def test_the_desk_calls_the_steps_what_the_procedure_calls_them(client, shipped):
    account = make_officer(Role.VERIFIER)
    sign_in(client, account)
    case = case_of("pengaduan")
    page = client.get(f"/petugas/laporan/{case.number}/").content.decode()
    assert '<strong lang="id">Periksa laporan dan teruskan</strong>' in page
    assert "<strong>Catatan dalam</strong>" in page


def test_the_desk_says_beforehand_which_documents_are_missing(client, shipped):
    sign_in(client, make_officer(Role.VERIFIER))
    case = case_of("surat-domisili")
    page = client.get(f"/petugas/laporan/{case.number}/").content.decode()
    assert "berkas yang diminta prosedurnya belum lengkap" in page
    lacking = selectors.lacking_to_verify(Case.objects.get()).documents
    assert lacking
    assert all(f'<li lang="id">{name}</li>' in page for name in lacking)
    assert f"/petugas/laporan/{case.number}/verifikasi/" not in page
    told = {"case_class": "service", "office": make_office().code}
    answer = client.post(f"/petugas/laporan/{case.number}/verifikasi/", told)
    assert answer.status_code in (400, 422)


def test_the_desk_says_beforehand_that_a_topic_is_asked_for(client, shipped):
    sign_in(client, make_officer(Role.VERIFIER))
    case = case_of("pengaduan")
    row = case.procedure_version.course_row
    for step in row["steps"]:
        if step["code"] == "verify":
            step["requires"] = [*step.get("requires", []), "topic"]
    ProcedureVersion.objects.filter(id=case.procedure_version_id).update(course_row=row)
    Case.objects.update(topic=None)
    page = client.get(f"/petugas/laporan/{case.number}/").content.decode()
    assert "Prosedurnya meminta topik dipilih sebelum diteruskan." in page
    told = {"case_class": "complaint", "office": make_office().code, "topic": ""}
    before = everything()
    answer = client.post(f"/petugas/laporan/{case.number}/verifikasi/", told)
    assert answer.status_code == 422
    assert everything() == before


def test_a_report_of_integrity_is_for_inspectors_alone(shipped):
    case = case_of("laporan-integritas")
    told = {"case_class": CaseClass.COMPLAINT_OVERSIGHT, "office": make_office("inspektorat")}
    with pytest.raises(CaseNotFound):
        services.verify_case(case_id=case.id, by=make_actor(Role.VERIFIER), at=AT, **told)
    inspector = make_actor(Role.INSPECTOR, make_office("inspektorat"))
    services.verify_case(case_id=case.id, by=inspector, at=AT, **told)
    case.refresh_from_db()
    assert (case.status, case.is_secret) == (Status.ASSIGNED.value, True)


def test_an_application_without_its_documents_is_not_verified(shipped):
    case = case_of("surat-domisili")
    told = {"case_class": CaseClass.SERVICE, "office": make_office()}
    before = everything()
    with pytest.raises(BadInput) as refused:
        services.verify_case(case_id=case.id, by=make_actor(), at=AT, **told)
    assert "Berkas ini belum ada" in refused.value.message
    assert everything() == before


def test_an_application_is_of_its_procedures_class(shipped):
    case = case_of("surat-domisili")
    told = {"case_class": CaseClass.COMPLAINT, "office": make_office()}
    with pytest.raises(BadInput) as refused:
        services.verify_case(case_id=case.id, by=make_actor(), at=AT, **told)
    assert refused.value.field in ("", "case_class")


def test_a_guard_is_named_at_its_field(shipped):
    case = case_of("pengaduan", Status.ASSIGNED)
    with pytest.raises(BadInput) as refused:
        stepping.require_given(case, "answer", proof_or_reason=False)
    assert refused.value.field == "proof"
    assert "bukti atau alasan" in refused.value.message


def test_an_application_is_withdrawn_and_its_clocks_with_it(shipped):
    case = case_of("surat-domisili")
    services.withdraw_case(case_id=case.id, by=ANONYMOUS, at=AT)
    case.refresh_from_db()
    assert case.status == Status.ARCHIVED.value
    assert [clock.stop_reason for clock in case.clocks.all()] == ["withdrawn"]


def test_a_case_without_a_procedure_keeps_the_rules_of_the_house(shipped):
    case = make_case()
    Case.objects.filter(id=case.id).update(procedure_version=None)
    with pytest.raises(IllegalTransition):
        services.withdraw_case(case_id=case.id, by=ANONYMOUS, at=AT)
    assert "verify" in stepping.possible_steps(make_actor(), Case.objects.get())


def test_a_version_from_before_courses_were_kept_follows_the_house(shipped):
    case = case_of("pengaduan")
    ProcedureVersion.objects.filter(id=case.procedure_version_id).update(course_row={})
    assert stepping.course_of(Case.objects.get(id=case.id)) is None


def test_what_an_old_version_says_otherwise_than_casework_does_is_not_taken():
    raw = {
        "kind": "information_request",
        "steps": [
            {
                "code": "object",
                "label": "Keberatan",
                "actor": "author",
                "from": ["assigned"],
                "to": "assigned",
            },
            {"code": "verify", "label": "Catat", "actor": "admin", "from": ["received"]},
            {"code": "close", "label": "Tutup", "actor": "ppid", "from": ["answered", "assigned"]},
        ],
    }
    version = ProcedureVersion(course_row=course_row(raw))
    assert set(version.course.steps) == {"close"}
    assert not version.course.allows("close", "assigned")
    assert version.course.allows("close", "answered")
