"""Statements, mandates and responses are looked through before they are stored."""

import pytest
from tests.factories.deliberation import (
    AT,
    SEEDS,
    make_actor,
    make_deliberation,
    make_mandate,
    make_visitor,
    moderator,
    propose,
)
from tests.factories.guarding import EXPOSED, REASON
from tests.factories.people import make_office

from pendopo.foundation.governance.guarding import Exposed
from pendopo.foundation.governance.models import KeptData
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role
from pendopo.journey.deliberation import services, voting
from pendopo.journey.deliberation.models import Deliberation, OfficialResponse, Statement
from pendopo.journey.deliberation.types import Answer, ResponseOutcome, State

pytestmark = pytest.mark.django_db
NAMED = "Ganti Pak Sutarno dari kantor ini segera."
ILL = "Ibu Siti Rahayu di RT 3 positif HIV, tolong dibantu."


@pytest.mark.parametrize("text", [NAMED, ILL])
def test_a_statement_about_a_private_person_is_refused_before_it_is_stored(text):
    made = make_deliberation()
    with pytest.raises(Exposed) as refused:
        propose(made, text)
    assert refused.value.field == "text"
    assert Statement.objects.filter(deliberation=made).count() == len(SEEDS)


def test_a_name_that_is_no_persons_passes_with_the_writers_word_and_no_trace_of_the_writer():
    made = make_deliberation()
    statement = voting.submit_statement(
        deliberation_id=made.id, text=NAMED, keep_reason=REASON, visitor=make_visitor(), at=AT
    )
    row = KeptData.objects.get()
    assert (row.kinds, row.about_id, row.by_ref) == ("name", statement.id, "anonymous")
    assert "Sutarno" not in str(list(FactRow.objects.values_list("payload", flat=True)))


def test_no_word_lets_an_illness_of_a_person_through():
    with pytest.raises(Exposed):
        voting.submit_statement(
            deliberation_id=make_deliberation().id,
            text=ILL,
            keep_reason=REASON,
            visitor=make_visitor(),
            at=AT,
        )


def test_on_the_page_the_name_is_marked_and_a_box_says_that_it_is_no_persons(client):
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    made = make_deliberation(
        at=now, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    url = f"/musyawarah/{made.slug}/usul/"
    page = client.post(url, {"text": NAMED})
    content = page.content.decode()
    assert (page.status_code, "<mark>Pak Sutarno</mark>" in content) == (422, True)
    assert f"{NAMED}</textarea>" in content
    assert client.post(url, {"text": NAMED, "keep_reason": "1"}).status_code == 302
    assert KeptData.objects.get().reason == "Menurut penulisnya yang disebut bukan orang pribadi."


def test_a_mandate_and_a_response_are_held_until_there_is_a_reason():
    mandate = make_mandate(background=EXPOSED)
    with pytest.raises(Exposed):
        services.draft_deliberation(mandate, seeds=SEEDS, by=moderator(), at=AT)
    assert Deliberation.objects.count() == 0

    office = make_office()
    made = make_deliberation(State.CLOSED, office_id=office.id)
    answers = [Answer((1, 2, 3), ResponseOutcome.ACCEPTED, EXPOSED)]
    told = {"deliberation_id": made.id, "decision": "Pasar tetap.", "reasons": "Warga sepakat."}
    told |= {"answers": answers, "by": make_actor(Role.HEAD, office=office), "at": AT}
    with pytest.raises(Exposed):
        services.issue_response(**told)
    assert OfficialResponse.objects.count() == 0
    services.issue_response(**told, keep_reason=REASON)
    assert KeptData.objects.get().about_id == made.id
