"""Words about a case that everyone reads are looked through before they are stored."""

import pytest
from tests.factories.cases import (
    ANSWER,
    AT,
    PROOF,
    everything,
    facts_since,
    make_actor,
    make_verified,
)
from tests.factories.guarding import EXPOSED, NIK, PHONE, REASON
from tests.factories.people import make_officer, sign_in

from pendopo.foundation.governance.guarding import Exposed
from pendopo.foundation.governance.models import KeptData
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.types import ArchiveReason, Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
TOLD = f"{ANSWER} {EXPOSED}"


def say(name, case, by, **more):
    words = {
        "answer": {"outcome": Outcome.DONE, "text": TOLD, "proof": PROOF},
        "proof": {"outcome": Outcome.DONE, "text": ANSWER, "proof": f"{PROOF}. {EXPOSED}"},
        "progress": {"text": TOLD},
        "archive": {"reason": ArchiveReason.UNCLEAR, "text": TOLD},
        "moderate": {"title": "Lubang", "text": EXPOSED, "reason": "Memuat nomor orang."},
    }[name]
    service = {"proof": services.answer_case}.get(name) or getattr(services, f"{name}_case")
    return service(case_id=case.id, by=by, at=AT, **words, **more)


@pytest.mark.parametrize("name", ["answer", "proof", "progress", "archive", "moderate"])
def test_what_is_held_is_not_stored_and_a_reason_makes_it_a_fact(name, roads):
    case, by = make_verified(office=roads), make_actor()
    before = everything()
    with pytest.raises(Exposed):
        say(name, case, by)
    assert everything() == before

    n_facts = len(facts_since())
    say(name, case, by, keep_reason=REASON)
    assert "PersonalDataKept" in facts_since(n_facts)
    row = KeptData.objects.get()
    assert (row.reason, row.about_id, row.by_ref) == (REASON, case.id, by.ref)


def test_a_secret_case_is_read_by_its_author_alone(roads):
    case = make_verified(office=roads, is_secret=True)
    say("answer", case, make_actor())
    assert KeptData.objects.count() == 0


def test_on_the_desk_it_is_marked_kept_in_the_field_covered_and_sent(client, roads):
    case = make_verified(office=roads)
    sign_in(client, make_officer(Role.OFFICER, roads, at=AT))
    url = f"/petugas/laporan/{case.number}/jawab/"
    sent = {"outcome": "done", "text": TOLD, "proof": PROOF}

    held = client.post(url, sent)
    content = held.content.decode()
    assert held.status_code == 422
    assert f"<mark>{NIK}</mark>" in content
    assert f"{TOLD}</textarea>" in content
    assert 'name="keep_reason"' in content
    assert not Message.objects.exists()

    covered = client.post(url, {**sent, "action": "mask"}).content.decode()
    assert NIK not in covered
    assert "[nomor disamarkan]" in covered
    assert not Message.objects.exists()

    assert client.post(url, {**sent, "keep_reason": REASON}).status_code == 302
    assert Message.objects.get(kind="answer").text == TOLD
    assert NIK not in client.get(f"/laporan/{case.number}/").content.decode()


def test_a_telephone_number_is_shown_once_more_and_then_sent(client, roads):
    case = make_verified(office=roads)
    sign_in(client, make_officer(Role.OFFICER, roads, at=AT))
    url = f"/petugas/laporan/{case.number}/tindak-lanjut/"
    sent = {"text": f"{ANSWER} Tanya ke {PHONE}."}
    seen = client.post(url, sent)
    assert f"<mark>{PHONE}</mark>" in seen.content.decode()
    assert Case.objects.get(id=case.id).messages.count() == 0
    assert client.post(url, {**sent, "action": "keep"}).status_code == 302
    assert KeptData.objects.count() == 0
