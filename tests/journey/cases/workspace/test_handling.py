"""Who handles a case, notes that name colleagues, and topics."""

import pytest
from tests.factories.cases import (
    AT,
    everything,
    facts_since,
    make_actor,
    make_answered,
    make_case,
    make_verified,
)
from tests.factories.voice import make_topics
from tests.factories.workspace import make_colleague

from pendopo.foundation.people.types import Role
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import Assignment, Case, Mention, Message
from pendopo.journey.cases.types import CaseClass, CaseFilter
from pendopo.journey.cases.workspace import handling
from pendopo.journey.cases.workspace.colleagues import colleagues_of, handles_in
from pendopo.journey.cases.workspace.selectors import (
    mentions_of,
    n_new_mentions,
    workspace_of,
)
from pendopo.kernel.errors import BadInput, NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture
def budi(roads):
    return make_colleague("Budi Santoso", office=roads)


@pytest.fixture
def siti(roads):
    return make_colleague("Siti Rahayu", office=roads)


def mine(actor):
    rows = selectors.queue(CaseFilter(queue="mine"), by=actor, at=AT).rows
    return [row.id for row in rows]


def test_who_takes_a_case_finds_it_among_their_own(roads, budi, siti):
    case = make_verified(office=roads)
    handling.take_case(case_id=case.id, by=budi, at=AT)
    assert (mine(budi), mine(siti)) == ([case.id], [])
    workspace = workspace_of(Case.objects.get(id=case.id), by=siti, at=AT)
    assert (workspace.handler, workspace.is_own) == ("Budi Santoso", False)
    assert facts_since(about=case)[-1] == "HandlerChosen"


def test_a_case_changes_hands_and_is_let_go(roads, budi, siti):
    case = make_verified(office=roads)
    for person in (budi.person_id, siti.person_id, None):
        handling.choose_handler(case_id=case.id, person_id=person, by=budi, at=AT)
    assert Assignment.objects.count() == 0
    assert facts_since(about=case)[-3:] == ["HandlerChosen"] * 3
    handling.choose_handler(case_id=case.id, person_id=None, by=budi, at=AT)
    assert facts_since(about=case).count("HandlerChosen") == 3


def test_a_case_that_moves_on_leaves_the_hands_of_its_handler(roads, lights, budi, verifier):
    case = make_verified(office=roads)
    handling.take_case(case_id=case.id, by=budi, at=AT)
    services.assign_case(case_id=case.id, office=lights, by=verifier, at=AT)
    assert mine(budi) == []
    assert workspace_of(Case.objects.get(id=case.id), by=verifier, at=AT).handler == ""


def test_only_someone_at_the_office_may_be_given_the_case(roads, lights, budi, verifier):
    stranger = make_colleague("Wawan Lain", office=lights)
    regent = make_colleague("", Role.REGENT)
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(BadInput) as refused:
        handling.choose_handler(case_id=case.id, person_id=stranger.person_id, by=verifier, at=AT)
    assert refused.value.field == "person_id"
    with pytest.raises(CaseNotFound):
        handling.take_case(case_id=case.id, by=stranger, at=AT)
    with pytest.raises(NotAllowed):
        handling.take_case(case_id=case.id, by=regent, at=AT)
    assert everything() == before
    assert not Assignment.objects.exists()


def test_an_ended_case_is_given_to_nobody(roads, budi):
    case = make_answered(office=roads)
    with pytest.raises(Refused):
        handling.take_case(case_id=case.id, by=budi, at=AT)


def test_a_verifier_takes_what_waits_for_verification(roads, budi):
    vera = make_colleague("Vera Yanti", Role.VERIFIER)
    case = make_case()
    handling.take_case(case_id=case.id, by=vera, at=AT)
    assert mine(vera) == [case.id]
    services.verify_case(
        case_id=case.id, case_class=CaseClass.COMPLAINT, office=roads, by=vera, at=AT
    )
    assert mine(vera) == []


def test_a_note_brings_the_case_to_those_it_names(roads, budi, siti):
    case = make_verified(office=roads)
    handling.add_note(case_id=case.id, text="Mohon dicek, @siti.rahayu.", by=budi, at=AT)
    assert [row.case_id for row in mentions_of(siti)] == [case.id]
    assert (n_new_mentions(siti), n_new_mentions(budi)) == (1, 0)
    assert facts_since(about=case)[-2:] == ["CaseNoted", "OfficersMentioned"]
    assert handling.see_mentions(case_id=case.id, by=siti, at=AT) == 1
    assert n_new_mentions(siti) == 0


def test_only_who_may_see_the_case_can_be_named(roads, lights, budi):
    make_colleague("Wawan Lain", office=lights)
    case = make_verified(office=roads)
    before = everything()
    with pytest.raises(BadInput) as refused:
        handling.add_note(case_id=case.id, text="Lihat @wawan.lain", by=budi, at=AT)
    assert "@wawan.lain" in refused.value.message
    assert everything() == before
    assert (Message.objects.filter(kind="note").count(), Mention.objects.count()) == (0, 0)


def test_whoever_may_no_longer_see_the_case_does_not_find_it(roads, lights, budi, siti, verifier):
    case = make_verified(office=roads)
    handling.add_note(case_id=case.id, text="@siti.rahayu tolong", by=budi, at=AT)
    services.assign_case(case_id=case.id, office=lights, by=verifier, at=AT)
    assert mentions_of(siti) == []


def test_two_of_the_same_name_have_two_handles(roads):
    make_colleague("Agus Salim", office=roads)
    make_colleague("Agus Salim", office=roads)
    case = make_verified(office=roads)
    handles = {one.handle for one in colleagues_of(case, at=AT)}
    assert handles >= {"agus.salim", "agus.salim.2"}


def test_nobody_of_an_accused_office_is_among_the_colleagues(roads, lights, verifier):
    vera = make_colleague("Vera Yanti", Role.VERIFIER, lights)
    case = make_verified(office=roads)
    assert vera.person_id in {one.person_id for one in colleagues_of(case, at=AT)}
    services.name_accused_office(case_id=case.id, office=lights, by=verifier, at=AT)
    case = Case.objects.get(id=case.id)
    assert vera.person_id not in {one.person_id for one in colleagues_of(case, at=AT)}


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("surel a@b.id", []),
        ("@a.b. Lalu @c-d, @A.B", ["a.b", "c-d"]),
        ("(@siti.rahayu)", ["siti.rahayu"]),
        ("@", []),
    ],
)
def test_handles_are_read_from_a_text(text, handles):
    assert handles_in(text) == handles


def test_a_topic_is_corrected_by_a_verifier_only(roads, verifier, officer):
    make_topics()
    case = make_verified(office=roads, topic="roads.hole")
    handling.change_topic(case_id=case.id, topic="roads.light", by=verifier, at=AT)
    assert Case.objects.get(id=case.id).topic_id == "roads.light"
    assert facts_since(about=case)[-1] == "CaseTopicChosen"
    before = everything()
    for topic, actor, error in (
        ("roads.light", verifier, BadInput),
        ("tidak.ada", verifier, BadInput),
        ("roads.hole", officer, NotAllowed),
    ):
        with pytest.raises(error):
            handling.change_topic(case_id=case.id, topic=topic, by=actor, at=AT)
    assert everything() == before


def test_the_history_of_officers_names_the_handler_and_the_public_one_does_not(roads, budi):
    case = make_verified(office=roads)
    handling.take_case(case_id=case.id, by=budi, at=AT)
    case = Case.objects.get(id=case.id)
    inside = [one.title for one in selectors.timeline(case, is_internal_shown=True)]
    outside = [one.title for one in selectors.timeline(case)]
    assert inside[-1] == "Penanggung jawab: Budi Santoso"
    assert outside == inside[:-1]


def test_my_office_holds_its_open_cases_only(roads, lights, budi):
    own = make_verified(office=roads)
    make_answered(office=roads)
    make_verified(office=lights)
    inspector = make_actor(Role.INSPECTOR, roads)
    rows = selectors.queue(CaseFilter(queue="office"), by=inspector, at=AT).rows
    assert [row.id for row in rows] == [own.id]
