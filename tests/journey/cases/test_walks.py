"""Each shipped procedure with a form is walked from its application to its end."""

from datetime import timedelta

import pytest
from tests.factories.applying import apply_under
from tests.factories.cases import facts_since, make_actor, wib
from tests.factories.law import ship_law
from tests.factories.people import make_office, make_officer
from tests.factories.procedures import ship_procedures

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.cases import selectors, services, tasks
from pendopo.journey.cases.errors import AnswerEmpty, WindowClosed
from pendopo.journey.cases.models import Case, Clock, Message
from pendopo.journey.cases.types import CaseClass, CaseFilter, Outcome, Status
from pendopo.journey.procedures import selectors as procedures
from pendopo.kernel.errors import BadInput, IllegalTransition

pytestmark = pytest.mark.django_db
SERVICES = (
    "akta-kelahiran",
    "kartu-keluarga",
    "ktp-el-hilang",
    "surat-domisili",
    "surat-keterangan-usaha",
)
# A Monday; no holiday for two weeks.
MONDAY = wib("2026-07-06 10:00")
ANSWER = "Surat nomor 470/12 terbit hari Kamis dan dikirim lewat pos ke alamat rumah pemohon."
NOTICE = "Salinan anggaran jalan tahun 2025 dikirim lewat surel dalam berkas PDF, 14 halaman."
PROOF = "Register 470/12 tanggal 9 Juli 2026"
WHY = "Dokumen tersebar di empat bidang dan arsip lama belum selesai dipindai."


@pytest.fixture
def offices():
    ship_law()
    ship_procedures()
    return make_office("dinas-contoh"), make_office("setda", name="Sekretariat Daerah")


def opened(code):
    return apply_under(procedures.running(code).version, at=MONDAY)


def after(days):
    return MONDAY + timedelta(days=days)


@pytest.mark.parametrize("code", SERVICES)
def test_a_service_goes_from_its_application_to_its_acceptance(code, offices):
    office, _setda = offices
    case = opened(code)
    verifier, officer = make_actor(), make_actor(Role.OFFICER, office)
    on = {"case_id": case.id}
    services.verify_case(
        **on, case_class=CaseClass.SERVICE, office=office, by=verifier, at=after(0)
    )
    services.ask_reporter(**on, text="Mohon foto KK yang lebih jelas.", by=officer, at=after(0))
    services.reply_as_reporter(**on, text="Sudah saya foto ulang.", by=ANONYMOUS, at=after(1))
    services.answer_case(
        **on, outcome=Outcome.DONE, text=ANSWER, proof=PROOF, by=officer, at=after(1)
    )
    case = services.accept_answer(**on, by=ANONYMOUS, at=after(2))
    assert (case.status, case.close_reason, case.outcome) == ("closed", "citizen", "done")
    limit = Clock.objects.select_related("policy").get(case=case, kind="answer")
    assert (limit.stop_reason, limit.policy.procedure) == ("answered", f"{code}@1")


def test_a_report_of_integrity_is_the_inspectorates_from_first_to_last(offices):
    case = opened("laporan-integritas")
    inspectorate = make_office("inspektorat", name="Inspektorat")
    inspector, on = make_actor(Role.INSPECTOR, inspectorate), {"case_id": case.id}
    rows = selectors.queue(CaseFilter(queue="verify"), by=inspector, at=MONDAY).rows
    assert [row.id for row in rows] == [case.id]
    assert not selectors.queue(CaseFilter(), by=make_actor(), at=MONDAY).rows
    services.verify_case(
        **on,
        case_class=CaseClass.COMPLAINT_OVERSIGHT,
        office=inspectorate,
        by=inspector,
        at=after(0),
    )
    services.answer_case(
        **on, outcome=Outcome.EXPLAINED, text=ANSWER, proof=PROOF, by=inspector, at=after(3)
    )
    case = services.close_case(**on, by=inspector, at=after(4))
    assert (case.status, case.is_public) == ("closed", False)


@pytest.fixture
def request_(offices):
    """A request for information that the PPID registered on the Monday it came."""
    office, setda = offices
    make_officer(Role.PPID_SUPERIOR, setda)
    case = opened("permohonan-informasi")
    return services.verify_case(
        case_id=case.id,
        case_class=CaseClass.INFORMATION_REQUEST,
        office=office,
        by=make_actor(Role.PPID, office),
        at=after(0),
    )


@pytest.fixture
def ppid(offices):
    return make_actor(Role.PPID, offices[0])


@pytest.fixture
def superior(offices):
    return make_actor(Role.PPID_SUPERIOR, offices[1])


def notify(case, ppid, at, outcome=Outcome.REFUSED):
    return services.answer_case(
        case_id=case.id, outcome=outcome, text=NOTICE, proof=PROOF, by=ppid, at=at
    )


def objected(case, at, ground="d"):
    return services.object_to_answer(
        case_id=case.id, ground=ground, text="Bukan ini yang saya minta.", by=ANONYMOUS, at=at
    )


def due(case, kind):
    return Clock.objects.filter(case=case, kind=kind).order_by("-started_at")[0].due_at


def test_ten_days_from_receipt_and_seven_more_once_for_a_reason(request_, ppid):
    before = due(request_, "answer")
    services.extend_answer(case_id=request_.id, text=WHY, by=ppid, at=after(7))
    case = Case.objects.get()
    clock = Clock.objects.get(case=case, kind="answer")
    assert (clock.extra, clock.due_at - before, case.due_at) == (7, timedelta(days=9), clock.due_at)
    assert facts_since(0, about=case)[-2:] == ["CaseExtended", "ClockMoved"]
    (entry,) = [one for one in selectors.timeline(case) if one.code == "CaseExtended"]
    assert (entry.text, entry.title[:35]) == (WHY, "Batas waktu jawaban diperpanjang sa")
    shown = {one.kind: one for one in selectors.clocks_of(case.id, at=after(8))}["answer"]
    assert (shown.amount, shown.due_at) == (17, clock.due_at)
    with pytest.raises(WindowClosed) as refused:
        services.extend_answer(case_id=case.id, text=WHY, by=ppid, at=after(8))
    assert "sudah diperpanjang sekali" in refused.value.message


def test_a_limit_that_passed_is_not_extended(request_, ppid):
    with pytest.raises(WindowClosed):
        services.extend_answer(case_id=request_.id, text=WHY, by=ppid, at=after(20))


def test_an_answer_grants_or_refuses_and_opens_thirty_days(request_, ppid):
    with pytest.raises(BadInput) as refused:
        notify(request_, ppid, after(3), outcome=Outcome.DONE)
    assert refused.value.field == "outcome"
    case = notify(request_, ppid, after(3), outcome=Outcome.GRANTED)
    running = Clock.objects.filter(case=case, stopped_at=None).select_related("policy")
    assert [(one.kind, one.policy.amount) for one in running] == [("object", 30)]
    case = services.accept_answer(case_id=case.id, by=ANONYMOUS, at=after(4))
    assert (case.status, case.outcome) == ("closed", "granted")


def test_an_objection_goes_to_the_superior_and_their_word_opens_fourteen_days(
    request_, ppid, superior, offices
):
    notify(request_, ppid, after(3))
    case = objected(request_, after(10))
    assert (case.status, case.office) == (Status.OBJECTED.value, offices[1])
    assert case.due_at == due(case, "objection_answer")
    rows = selectors.queue(CaseFilter(queue="office"), by=superior, at=after(10)).rows
    assert [row.id for row in rows] == [case.id]
    told = {"case_id": case.id, "text": NOTICE, "by": superior, "at": after(20)}
    with pytest.raises(AnswerEmpty):
        services.decide_objection(**told, outcome=Outcome.PARTLY, proof="")
    case = services.decide_objection(**told, outcome=Outcome.PARTLY, proof=PROOF)
    clock = Clock.objects.get(case=case, kind="objection_answer")
    assert (case.status, case.outcome) == ("answered", "partly")
    assert (clock.stop_reason, clock.office) == ("answered", offices[1])
    assert due(case, "dispute") > after(20)
    case = services.record_dispute(case_id=case.id, by=ANONYMOUS, at=after(25))
    assert facts_since(0, about=case)[-1] == "CaseDisputed"
    with pytest.raises(WindowClosed):
        services.record_dispute(case_id=case.id, by=ANONYMOUS, at=after(26))


def test_silence_past_the_limit_is_itself_a_ground(request_):
    with pytest.raises(WindowClosed) as early:
        objected(request_, after(5), ground="c")
    assert "masih dalam batas waktunya" in early.value.message
    late = due(request_, "answer")
    case = objected(request_, late + timedelta(days=1), ground="c")
    window = Clock.objects.get(case=case, kind="object")
    assert (window.started_at, window.stop_reason) == (late, "objected")
    assert Clock.objects.get(case=case, kind="answer").stop_reason == "objected"


def test_the_superiors_silence_opens_the_way_by_itself(request_, ppid):
    notify(request_, ppid, after(3))
    case = objected(request_, after(4))
    with pytest.raises(WindowClosed):
        services.record_dispute(case_id=case.id, by=ANONYMOUS, at=after(5))
    silent_since = due(case, "objection_answer")
    tasks.open_ways_past_silence(silent_since + timedelta(hours=2))
    window = Clock.objects.get(case=case, kind="dispute")
    assert (window.started_at, window.stopped_at) == (silent_since, None)
    tasks.open_ways_past_silence(silent_since + timedelta(hours=3))
    assert Clock.objects.filter(case=case, kind="dispute").count() == 1
    with pytest.raises(WindowClosed) as late:
        services.record_dispute(case_id=case.id, by=ANONYMOUS, at=window.due_at + timedelta(1))
    assert "Tenggang waktunya berakhir" in late.value.message


def test_an_objection_comes_once_in_time_and_on_a_ground_of_the_law(request_, ppid):
    notify(request_, ppid, after(3))
    with pytest.raises(BadInput) as refused:
        objected(request_, after(4), ground="z")
    assert refused.value.field == "ground"
    with pytest.raises(WindowClosed):
        objected(request_, after(60))
    assert not Message.objects.filter(kind="objection").exists()
    objected(request_, after(4))
    with pytest.raises(IllegalTransition):
        objected(request_, after(5))


def test_who_accepted_may_still_object_in_time(request_, ppid):
    notify(request_, ppid, after(3))
    services.accept_answer(case_id=request_.id, by=ANONYMOUS, at=after(4))
    case = objected(request_, after(6))
    assert (case.status, case.closed_at, case.close_reason) == ("objected", None, "")


def test_an_objection_may_be_withdrawn(request_, ppid):
    notify(request_, ppid, after(3))
    objected(request_, after(4))
    case = services.withdraw_case(case_id=request_.id, by=ANONYMOUS, at=after(5))
    assert (case.status, case.due_at) == ("archived", None)
    assert not Clock.objects.filter(case=case, stopped_at=None).exists()


def test_no_fact_of_the_way_carries_words_of_a_person(request_, ppid, superior):
    services.extend_answer(case_id=request_.id, text=WHY, by=ppid, at=after(2))
    notify(request_, ppid, after(3))
    objected(request_, after(4))
    told = str(list(FactRow.objects.values_list("payload", flat=True)))
    assert "Bukan ini" not in told
    assert WHY not in told


def test_without_a_superior_the_objection_stays_with_its_office(offices):
    office, _setda = offices
    case, ppid = opened("permohonan-informasi"), make_actor(Role.PPID, office)
    services.verify_case(
        case_id=case.id,
        case_class=CaseClass.INFORMATION_REQUEST,
        office=office,
        by=ppid,
        at=after(0),
    )
    notify(case, ppid, after(1))
    assert objected(case, after(2)).office == office


def test_a_request_has_no_first_answer_of_the_complaints_flow(request_):
    assert set(request_.clocks.values_list("kind", flat=True)) == {"verify", "answer"}
