"""Applications as cases: limits of their own version, and documents opened on record."""

import uuid

import pytest
from tests.factories.law import ship_law
from tests.factories.people import actor_for, make_office, make_officer, sign_in
from tests.factories.procedures import AT, make_procedure, pdf_bytes, ship_procedures
from tests.factories.voice import make_submission

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import DataRead
from pendopo.foundation.people.types import ANONYMOUS, Contact, Role
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.models import Case, Clock, ClockPolicy
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.procedures.definition import parse
from pendopo.journey.voice.documents import keep_document
from pendopo.journey.voice.models import Voice
from pendopo.journey.voice.services import receive_voice
from pendopo.journey.voice.types import Kind

pytestmark = pytest.mark.django_db
ANSWERS = {
    "nama": "Siti Contoh",
    "telepon": "+6281234567890",
    "alasan": "rusak",
    "keperluan": "Mendaftar sekolah",
}


def attach(key, version):
    import io

    content = pdf_bytes()
    requirement = parse(version.definition).documents[0]
    return keep_document(
        io.BytesIO(content), size=len(content), requirement=requirement, submission_key=key, at=AT
    )


def apply_for(version, at=AT):
    key = uuid.uuid4()
    attach(key, version)
    sent = receive_voice(
        make_submission(
            key=key,
            kind=Kind.SERVICE,
            title="Surat contoh",
            text="",
            is_secret=True,
            contact=Contact(name="Siti Contoh", phone="+6281234567890"),
            procedure_version_id=version.id,
            answers=ANSWERS,
        ),
        by=ANONYMOUS,
        at=at,
    )
    return services.open_case(voice_id=sent.voice_id, at=at)


@pytest.fixture
def law():
    ship_law()


@pytest.fixture
def verifier():
    return actor_for(make_officer(Role.VERIFIER, make_office("setda")))


def verified(case, verifier):
    office = make_office()
    return services.verify_case(
        case_id=case.id, case_class=CaseClass.SERVICE, office=office, by=verifier, at=AT
    )


def answer_clock(case):
    return Clock.objects.select_related("policy").get(case=case, kind="answer")


def test_a_case_tells_under_which_version_it_opened(law):
    version = make_procedure()
    case = apply_for(version)
    fact = FactRow.objects.get(name="CaseOpened")
    assert (fact.payload["procedure"], fact.payload["procedure_version"]) == ("surat-contoh", 1)
    assert case.procedure_version_id == version.id


def test_the_limit_of_the_procedure_goes_before_that_of_its_class(law, verifier):
    case = apply_for(make_procedure())
    verified(case, verifier)
    policy = answer_clock(case).policy
    assert (policy.procedure, policy.amount) == ("surat-contoh@1", 3)


def test_a_procedure_without_limits_is_held_to_those_of_its_class(law, verifier):
    case = apply_for(make_procedure(clocks=[]))
    verified(case, verifier)
    policy = answer_clock(case).policy
    assert (policy.procedure, policy.amount, policy.confidence) == ("", 5, "unconfirmed")


def test_a_running_case_keeps_the_limits_of_its_version(law, verifier):
    first = make_procedure()
    case = apply_for(first)
    slower = [dict(parse_clock, amount=9) for parse_clock in first.definition["clocks"]]
    second = make_procedure(clocks=slower)
    other = apply_for(second)
    verified(case, verifier)
    verified(other, verifier)
    assert answer_clock(case).policy.amount == 3
    assert answer_clock(other).policy.amount == 9
    assert Case.objects.get(id=case.id).procedure_version_id == first.id


def test_limits_are_rows_once(law):
    version = make_procedure()
    apply_for(version)
    apply_for(version)
    assert ClockPolicy.objects.filter(procedure="surat-contoh@1").count() == 1


def test_what_counts_from_receipt_is_not_begun_anew_when_passed_on(law, verifier):
    from datetime import timedelta

    clock = make_procedure().definition["clocks"][0]
    case = apply_for(make_procedure(clocks=[clock | {"starts": "received", "amount": 10}]))
    services.verify_case(
        case_id=case.id,
        case_class=CaseClass.SERVICE,
        office=make_office(),
        by=verifier,
        at=AT + timedelta(days=2),
    )
    assert answer_clock(case).started_at == AT


def test_a_request_for_information_has_ten_working_days_and_its_path_of_objection(law):
    rows = ClockPolicy.objects.filter(procedure="permohonan-informasi@1")
    assert dict(rows.values_list("clock", "amount")) == {
        "answer": 10,
        "extend": 7,
        "object": 30,
        "objection_answer": 30,
        "dispute": 14,
    }
    assert set(rows.values_list("confidence", flat=True)) == {"verified"}


def test_general_limits_stay_in_one_table(law):
    assert not ClockPolicy.objects.filter(procedure__startswith="pengaduan@").exists()


def test_officers_see_answers_and_personal_ones_only_after_opening_the_identity(client, law):
    case = apply_for(make_procedure())
    sign_in(client, make_officer(Role.VERIFIER, make_office("setda")))
    page = client.get(f"/petugas/laporan/{case.number}/").content.decode()
    assert "Mendaftar sekolah" in page
    assert "Siti Contoh" not in page
    assert "Kartu keluarga" in page


def test_opening_a_document_is_recorded_and_told_to_its_owner(client, law):
    case = apply_for(make_procedure())
    document = case.voice.documents.get()
    sign_in(client, make_officer(Role.VERIFIER, make_office("setda")))
    answer = client.post(f"/petugas/laporan/{case.number}/berkas/{document.id}/")
    assert answer.content == pdf_bytes()
    assert answer["Cache-Control"] == "private, no-store"
    assert DataRead.objects.get().person_id == case.voice.reporter_id
    fact = FactRow.objects.get(name="DocumentRead")
    assert (fact.payload["office"], fact.payload["requirement"]) == ("setda", "kk")


def test_another_office_can_not_open_it_and_nothing_is_recorded(client, law):
    case = apply_for(make_procedure())
    document = case.voice.documents.get()
    sign_in(client, make_officer(Role.OFFICER, make_office("lain")))
    answer = client.post(f"/petugas/laporan/{case.number}/berkas/{document.id}/")
    assert answer.status_code == 404
    assert (DataRead.objects.count(), FactRow.objects.filter(name="DocumentRead").count()) == (0, 0)


def test_a_document_of_another_case_is_not_found(client, law):
    version = make_procedure()
    case, other = apply_for(version), apply_for(version)
    sign_in(client, make_officer(Role.VERIFIER, make_office("setda")))
    document = other.voice.documents.get()
    answer = client.post(f"/petugas/laporan/{case.number}/berkas/{document.id}/")
    assert answer.status_code == 404


def test_a_plain_report_has_no_application(law):
    ship_procedures()
    sent = receive_voice(make_submission(), by=ANONYMOUS, at=AT)
    case = services.open_case(voice_id=sent.voice_id, at=AT)
    assert selectors.application_of(case) is None
    assert Voice.objects.get(id=sent.voice_id).procedure_version is not None
