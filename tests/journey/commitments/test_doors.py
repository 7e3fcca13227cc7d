"""Words about commitments are public at once and are looked through before they are stored."""

import pytest
from tests.factories.commitments import (
    AT,
    EXPLAINED,
    PROOF,
    TODAY,
    day,
    head_of,
    make_commitment,
    make_draft,
)
from tests.factories.guarding import EXPOSED, NIK, REASON
from tests.factories.people import make_office, make_officer, sign_in

from pendopo.foundation.governance.guarding import Exposed
from pendopo.foundation.governance.models import KeptData
from pendopo.foundation.people.types import Role
from pendopo.journey.commitments import services
from pendopo.journey.commitments.models import Change, Commitment, Milestone, Progress
from pendopo.journey.commitments.types import Proof

pytestmark = pytest.mark.django_db
TOLD = f"{EXPLAINED} {EXPOSED}"


def stored():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Commitment, Milestone, Progress, Change, KeptData)
    ]


@pytest.mark.parametrize(
    ("service", "words"),
    [
        (services.report_progress, {"percent": 10, "text": TOLD, "proof": PROOF}),
        (services.report_progress, {"percent": 10, "text": EXPLAINED, "proof": Proof(EXPOSED)}),
        (services.complete_milestone, {"position": 1, "done_on": TODAY, "proof": Proof(EXPOSED)}),
        (services.move_commitment, {"due_on": day(90), "reason": "budget", "text": TOLD}),
        (services.stop_commitment, {"reason": "budget", "text": TOLD}),
    ],
)
def test_what_is_held_is_not_stored_and_a_reason_lets_it_out(service, words):
    made = make_commitment()
    told = {"commitment_id": made.id, "by": head_of(made.office), "at": AT, **words}
    before = stored()
    with pytest.raises(Exposed):
        service(**told)
    assert stored() == before
    service(**told, keep_reason=REASON)
    assert (KeptData.objects.get().about_id, KeptData.objects.get().door) == (made.id, "commitment")


def test_a_promise_with_a_private_person_in_it_is_not_made():
    office = make_office()
    with pytest.raises(Exposed) as refused:
        services.make_commitment(
            draft=make_draft(office, problem=EXPOSED), by=head_of(office), at=AT
        )
    assert (refused.value.field, Commitment.objects.count()) == ("problem", 0)


def test_on_the_desk_it_is_marked_and_covered_without_losing_a_word(client):
    made = make_commitment()
    sign_in(client, make_officer(Role.HEAD, made.office, at=AT))
    url = f"/petugas/komitmen/{made.number}/kemajuan/"
    sent = {"kemajuan-percent": "10", "kemajuan-text": TOLD}
    held = client.post(url, sent).content.decode()
    assert f"<mark>{NIK}</mark>" in held
    assert f"{TOLD}</textarea>" in held
    covered = client.post(url, {**sent, "action": "mask"}).content.decode()
    assert NIK not in covered
    assert not Progress.objects.exists()
    assert client.post(url, {**sent, "kemajuan-keep_reason": REASON}).status_code == 302
    assert Progress.objects.get().text == TOLD
