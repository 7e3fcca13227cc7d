"""Bulk: the preview is what happens, each case for itself, and a refusal leaves nothing."""

import pytest
from tests.factories.cases import (
    AT,
    everything,
    facts_since,
    make_answered,
    make_case,
    make_verified,
)
from tests.factories.voice import make_topics
from tests.factories.workspace import make_colleague

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.models import Assignment, Case, Message
from pendopo.journey.cases.workspace import bulk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def refused(lines):
    return {line.case.number for line in lines if line.is_refused}


def test_the_preview_says_what_then_happens_and_changes_nothing(roads, lights, verifier):
    going = [make_verified(office=roads), make_verified(office=roads)]
    there = make_verified(office=lights)
    over = make_answered(office=roads)
    cases = bulk.chosen_cases([one.number for one in (*going, there, over)], by=verifier)
    before = everything()
    planned = bulk.preview("assign", cases, {"office": lights}, by=verifier, at=AT)
    assert everything() == before
    assert refused(planned) == {there.number, over.number}
    assert "sudah di perangkat daerah itu" in planned[2].reason
    done = bulk.carry_out("assign", cases, {"office": lights}, by=verifier, at=AT)
    assert [(line.case.number, line.reason) for line in done] == [
        (line.case.number, line.reason) for line in planned
    ]
    offices = dict(Case.objects.values_list("number", "office__code"))
    assert [offices[one.number] for one in (*going, there, over)] == ["dishub"] * 3 + ["dpupr"]
    assert facts_since(about=going[0]).count("CaseAssigned") == 2


@pytest.mark.parametrize(
    ("action", "values", "n_done"),
    [
        ("note", {"text": "Dicek bersama."}, 3),
        ("close", {}, 1),
        ("topic", {"topic": "roads.light"}, 3),
    ],
)
def test_each_action_does_what_it_can(action, values, n_done, roads, verifier):
    make_topics()
    made = [make_verified(office=roads), make_answered(office=roads), make_case()]
    cases = bulk.chosen_cases([one.number for one in made], by=verifier)
    planned = bulk.preview(action, cases, values, by=verifier, at=AT)
    done = bulk.carry_out(action, cases, values, by=verifier, at=AT)
    assert [line.reason for line in planned] == [line.reason for line in done]
    assert sum(not line.is_refused for line in done) == n_done


def test_cases_are_given_to_a_person_together(roads):
    budi = make_colleague("Budi Santoso", office=roads)
    made = [make_verified(office=roads) for _ in range(3)]
    cases = bulk.chosen_cases([one.number for one in made], by=budi)
    values = {"person_id": budi.person_id}
    bulk.preview("handler", cases, values, by=budi, at=AT)
    assert not Assignment.objects.exists()
    bulk.carry_out("handler", cases, values, by=budi, at=AT)
    assert Assignment.objects.filter(person_id=budi.person_id).count() == 3


def test_only_what_the_actor_sees_is_chosen_once_and_in_order(roads, lights, officer):
    own = [make_verified(office=roads) for _ in range(2)]
    other = make_verified(office=lights)
    numbers = [own[1].number, other.number, own[0].number, own[1].number, "tidak-ada"]
    chosen = bulk.chosen_cases(numbers, by=officer)
    assert [case.number for case in chosen] == [own[1].number, own[0].number]


def test_an_officer_cannot_do_a_verifiers_work_in_bulk(roads, lights, officer):
    case = make_verified(office=roads)
    before = everything()
    lines = bulk.carry_out("assign", [case], {"office": lights}, by=officer, at=AT)
    assert refused(lines) == {case.number}
    assert everything() == before


@pytest.fixture
def signed_in(client, roads):
    from tests.factories.people import make_officer, sign_in

    return sign_in(client, make_officer(Role.OFFICER, roads, at=AT))


def posted(client, cases, **values):
    numbers = [case.number for case in cases]
    back = "/petugas/laporan/?queue=open"
    return client.post("/petugas/massal/", {"number": numbers, "back": back, **values})


def test_the_pages_ask_show_and_do(signed_in, roads):
    cases = [make_verified(office=roads, title="Lubang besar"), make_answered(office=roads)]
    asked = posted(signed_in, cases, action="close")
    assert "Lubang besar" in asked.content.decode()
    shown = posted(signed_in, cases, action="close", step="preview").content.decode()
    assert "Akan dilakukan pada 1 laporan" in shown
    assert "Lubang besar: " in shown.replace("</span>", "")
    assert Case.objects.filter(status="closed").count() == 0
    done = posted(signed_in, cases, action="close", step="do")
    assert (done.status_code, done.url) == (302, "/petugas/massal/hasil/")
    assert Case.objects.filter(status="closed").count() == 1
    result = signed_in.get(done.url).content.decode()
    assert "Dilakukan pada 1 laporan." in result
    assert f"/petugas/laporan/?queue=open#l-{cases[0].number}" in result
    # Looking again does nothing again.
    signed_in.get(done.url)
    assert Case.objects.filter(status="closed").count() == 1


def test_an_empty_note_comes_back_and_nothing_ticked_says_so(signed_in, roads):
    case = make_verified(office=roads)
    empty = posted(signed_in, [case], action="note", step="preview", text=" ")
    assert empty.status_code == 422
    nothing = signed_in.post("/petugas/massal/", {"action": "note"}, follow=True)
    assert "Centang dulu laporan" in nothing.content.decode()
    assert not Message.objects.filter(kind="note").exists()


def test_an_action_beyond_the_role_is_not_offered(signed_in, roads):
    case = make_verified(office=roads)
    assert posted(signed_in, [case], action="assign", office="dpupr", step="do").status_code == 302
    assert posted(signed_in, [case], action="archive", step="do").status_code == 302
    assert Case.objects.get().status == "assigned"
    page = signed_in.get("/petugas/laporan/").content.decode()
    assert '<option value="note">' in page
    assert '<option value="assign">' not in page
