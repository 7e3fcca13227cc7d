"""Who works on a case that accuses an office: never that office, always somebody."""

import pytest
from tests.factories.cases import (
    ANSWER,
    AT,
    PROOF,
    everything,
    make_actor,
    make_case,
    make_law,
    make_verified,
)
from tests.factories.people import actor_for, make_office, make_officer
from tests.factories.procedures import ship_procedures

from pendopo.foundation.people.types import Role
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.escalation.directory import directory
from pendopo.journey.cases.escalation.types import Target
from pendopo.journey.cases.models import Mention, Message
from pendopo.journey.cases.routing.merging import merge_cases
from pendopo.journey.cases.types import CaseClass, CaseFilter, Outcome
from pendopo.journey.cases.workspace.selectors import n_new_mentions
from pendopo.journey.voice.types import Kind
from pendopo.kernel.errors import BadInput, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """The office in which the only verifier serves."""
    make_law()
    return make_office("diskominfo", name="Dinas Kominfo")


@pytest.fixture
def verifier(home):
    return actor_for(make_officer(Role.VERIFIER, home, at=AT), AT)


@pytest.fixture
def inspector():
    office = make_office("inspektorat", name="Inspektorat")
    return actor_for(make_officer(Role.INSPECTOR, office, at=AT), AT)


def verified(case, office, by, case_class=CaseClass.COMPLAINT):
    return services.verify_case(case_id=case.id, case_class=case_class, office=office, by=by, at=AT)


def test_the_inspectorate_verifies_what_accuses_the_office_that_verifies(home, verifier, inspector):
    roads = make_office("dpupr", name="Dinas PUPR")
    case = make_case(accused_office_id=home.id)
    before = everything()
    with pytest.raises(CaseNotFound):
        verified(case, roads, verifier)
    assert everything() == before
    waiting = selectors.queue(CaseFilter(queue="verify"), by=inspector, at=AT)
    assert [row.number for row in waiting.rows] == [case.number]
    case = verified(case, roads, inspector)
    assert (case.office, case.is_public) == (roads, False)
    moved = services.assign_case(
        case_id=case.id, office=make_office("dlh", name="Dinas LH"), by=inspector, at=AT
    )
    assert moved.office.code == "dlh"


def test_the_inspectorate_verifies_nothing_else(home, inspector):
    case = make_case()
    with pytest.raises(CaseNotFound):
        verified(case, home, inspector)
    assert selectors.queue_counts(by=inspector, at=AT)["verify"] == 0


def test_a_late_verification_is_put_before_the_inspectorate_and_not_the_accused(
    home, verifier, inspector
):
    case = make_case(accused_office_id=home.id)
    found = directory(at=AT).find(case, None, Target.OFFICERS, 0)
    assert (found.rung.office_code, found.rung.role) == ("inspektorat", "inspector")


def test_an_office_far_below_the_accused_reads_nothing_either(home, inspector):
    part = make_office("a", name="Bidang", parent=home)
    part = make_office("b", name="Seksi", parent=part)
    part = make_office("c", name="Pos", parent=part)
    case = make_case(accused_office_id=home.id)
    actor = actor_for(make_officer(Role.VERIFIER, part, at=AT), AT)
    with pytest.raises(CaseNotFound):
        selectors.staff_case(case.number, by=actor)
    before = everything()
    with pytest.raises(BadInput):
        verified(case, part, inspector)
    assert everything() == before


def test_a_complaint_about_the_inspectorate_is_given_to_another_office(home, verifier, inspector):
    accused = make_office("inspektorat")
    case = make_case(accused_office_id=accused.id)
    case = verified(case, home, verifier, CaseClass.COMPLAINT_OVERSIGHT)
    assert case.office == home
    with pytest.raises(CaseNotFound):
        selectors.staff_case(case.number, by=inspector)


def test_a_report_of_integrity_about_the_inspectorate_is_taken_up_by_the_verifier(
    home, verifier, inspector
):
    ship_procedures()
    accused = make_office("inspektorat")
    told = {"kind": Kind.INTEGRITY, "is_secret": True}
    plain, case = make_case(**told), make_case(**told, accused_office_id=accused.id)
    assert plain.procedure_version is not None
    rows = selectors.queue(CaseFilter(queue="verify"), by=verifier, at=AT).rows
    assert [row.number for row in rows] == [case.number]
    case = verified(case, home, verifier, CaseClass.COMPLAINT_OVERSIGHT)
    answer = {"outcome": Outcome.DONE, "text": ANSWER, "proof": PROOF, "by": verifier, "at": AT}
    assert services.answer_case(case_id=case.id, **answer).status == "answered"
    with pytest.raises(CaseNotFound):
        selectors.staff_case(case.number, by=inspector)


def test_the_office_that_has_a_case_cannot_be_accused_of_it_nor_one_above(home, verifier):
    part = make_office("dpupr.jalan", name="Bidang Jalan", parent=make_office("dpupr"))
    case = make_verified(office=part)
    before = everything()
    with pytest.raises(BadInput):
        services.name_accused_office(case_id=case.id, office=part.parent, by=verifier, at=AT)
    assert everything() == before


def test_what_accuses_an_office_does_not_go_up_in_what_that_office_may_read(home):
    verifier = make_actor()
    accusing = make_verified(accused_office_id=home.id)
    plain = make_verified(is_secret=True)
    before = everything()
    with pytest.raises(Refused):
        merge_cases(source_id=accusing.id, target_id=plain.id, text="Sama.", by=verifier, at=AT)
    assert everything() == before


def test_a_mention_at_a_case_that_now_accuses_them_is_not_counted(home, verifier):
    case = make_verified()
    message = Message.objects.create(case=case, kind="note", text="@petugas", author_ref="x", at=AT)
    Mention.objects.create(case=case, message=message, person_id=verifier.person_id, at=AT)
    assert n_new_mentions(verifier) == 1
    services.name_accused_office(case_id=case.id, office=home, by=make_actor(), at=AT)
    assert n_new_mentions(verifier) == 0
