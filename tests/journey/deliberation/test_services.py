"""From mandate to response: who may, what follows what, and what a refusal leaves behind."""

from datetime import timedelta

import pytest
from tests.factories.deliberation import (
    AT,
    SEEDS,
    make_actor,
    make_deliberation,
    make_mandate,
    moderator,
    propose,
    reject,
    vote,
)
from tests.factories.people import make_office

from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.deliberation import selectors, services
from pendopo.journey.deliberation.errors import AnswersMissing, StatementUnfit
from pendopo.journey.deliberation.models import Deliberation, OfficialResponse, ResponseItem
from pendopo.journey.deliberation.types import Answer, Moderation, ResponseOutcome, State
from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed, Refused

pytestmark = pytest.mark.django_db
REASON = "Sudah masuk rencana penataan tahun depan."


def names_of(deliberation):
    return [type(fact).__name__ for fact in facts_about(deliberation.id)]


def test_draft_stores_mandate_and_seeds_and_is_not_public():
    made = make_deliberation(State.DRAFT, slug="alun-alun")
    texts = selectors.shown_statements(made.id).values_list("number", "text", "is_seed")
    assert list(texts) == [(n, text, True) for n, text in enumerate(SEEDS, start=1)]
    assert names_of(made) == ["DeliberationDrafted"]
    assert selectors.public_deliberations() == ([], "")
    assert selectors.all_deliberations()[0] == [made]


@pytest.mark.parametrize(
    ("mandate", "seeds", "error"),
    [
        ({"slug": "sudah-ada"}, SEEDS, Refused),
        ({"closes_at": AT - timedelta(days=1)}, SEEDS, BadInput),
        ({}, ["Telepon 081234567890 saja."], StatementUnfit),
    ],
)
def test_refused_draft_leaves_nothing_behind(mandate, seeds, error):
    make_deliberation(State.DRAFT, slug="sudah-ada")
    with pytest.raises(error):
        services.draft_deliberation(make_mandate(**mandate), seeds=seeds, by=moderator(), at=AT)
    assert Deliberation.objects.count() == 1


def test_citizen_may_neither_draft_open_close_nor_moderate():
    draft, opened = make_deliberation(State.DRAFT), make_deliberation()
    for step in (
        lambda: services.draft_deliberation(make_mandate(), seeds=SEEDS, by=ANONYMOUS, at=AT),
        lambda: services.open_deliberation(deliberation_id=draft.id, by=ANONYMOUS, at=AT),
        lambda: services.close_deliberation(deliberation_id=opened.id, by=ANONYMOUS, at=AT),
        lambda: services.moderate_statement(
            deliberation_id=opened.id, number=1, accept=True, by=ANONYMOUS, at=AT
        ),
    ):
        with pytest.raises(NotAllowed):
            step()
    assert Deliberation.objects.count() == 2
    assert names_of(draft) == ["DeliberationDrafted"]


def test_deliberation_without_a_statement_or_time_left_does_not_open():
    by = moderator()
    empty = make_deliberation(State.DRAFT, seeds=())
    with pytest.raises(Refused, match="pernyataan awal"):
        services.open_deliberation(deliberation_id=empty.id, by=by, at=AT)
    late = make_deliberation(State.DRAFT)
    with pytest.raises(Refused, match="sudah lewat"):
        services.open_deliberation(deliberation_id=late.id, by=by, at=late.closes_at)
    assert {row.state for row in Deliberation.objects.all()} == {"draft"}


def test_state_only_moves_forward():
    opened, by = make_deliberation(), moderator()
    with pytest.raises(IllegalTransition, match="Sedang dibuka"):
        services.open_deliberation(deliberation_id=opened.id, by=by, at=AT)
    services.close_deliberation(deliberation_id=opened.id, by=by, at=AT)
    with pytest.raises(IllegalTransition):
        services.close_deliberation(deliberation_id=opened.id, by=by, at=AT)


def test_ended_deliberation_is_closed_by_itself_with_its_figures():
    deliberation, running = (
        make_deliberation(),
        make_deliberation(closes_at=AT + timedelta(days=60)),
    )
    vote(deliberation, 1)
    vote(deliberation, 2)
    assert services.close_ended(at=AT + timedelta(days=28)) == 0
    assert services.close_ended(at=AT + timedelta(days=29)) == 1
    fact = facts_about(deliberation.id, names=["DeliberationClosed"])[0]
    assert (fact.n_participants, fact.n_statements, fact.n_votes, fact.by) == (2, 3, 2, "system")
    running.refresh_from_db()
    assert running.state == State.OPEN


def test_moderation_names_its_rule_and_can_be_taken_back():
    deliberation = make_deliberation()
    propose(deliberation)
    rejected = reject(deliberation, 4)
    assert (rejected.moderation, rejected.reason) == (Moderation.REJECTED, "off_topic")
    services.moderate_statement(
        deliberation_id=deliberation.id, number=4, accept=True, by=moderator(), at=AT
    )
    assert selectors.shown_statement(deliberation.id, 4).reason == ""
    told = facts_about(deliberation.id, names=["StatementModerated"])
    assert [(fact.moderation, fact.reason) for fact in told] == [
        ("rejected", "off_topic"),
        ("accepted", ""),
    ]


def test_hiding_a_statement_needs_a_rule():
    deliberation = make_deliberation()
    with pytest.raises(BadInput, match="Pilih alasan"):
        services.moderate_statement(
            deliberation_id=deliberation.id, number=1, accept=False, by=moderator(), at=AT
        )
    assert selectors.shown_statement(deliberation.id, 1).number == 1


# --- the response ----------------------------------------------------------------------


def answers(*bundles):
    return [Answer(numbers, outcome, REASON) for numbers, outcome in bundles]


WHOLE = answers(((1, 3), ResponseOutcome.ACCEPTED), ((2,), ResponseOutcome.REJECTED))


def issue(deliberation, given=WHOLE, *, by=None):
    return services.issue_response(
        deliberation_id=deliberation.id,
        decision="Alun-alun ditata ulang.",
        reasons="Sebagian besar warga memintanya.",
        answers=given,
        by=by or make_actor(Role.HEAD),
        at=AT,
    )


def test_response_gives_every_statement_an_outcome_and_a_reason():
    deliberation = make_deliberation(State.CLOSED)
    response = issue(deliberation)
    items = selectors.response_items(response.id)
    assert [(item.statement.number, item.outcome, item.reason) for item in items] == [
        (1, "accepted", REASON),
        (3, "accepted", REASON),
        (2, "rejected", REASON),
    ]
    accepted = selectors.response_items(response.id, outcomes=["accepted"])
    assert [item.statement.number for item in accepted] == [1, 3]
    deliberation.refresh_from_db()
    assert deliberation.state == State.ANSWERED
    fact = facts_about(deliberation.id, names=["ResponseIssued"])[0]
    assert (fact.response_id, fact.office) == (response.id, "dinas-contoh")
    assert (fact.n_accepted, fact.n_partly, fact.n_rejected) == (2, 0, 1)


def test_regent_may_sign_for_any_office():
    response = issue(make_deliberation(State.CLOSED), by=make_actor(Role.REGENT))
    assert (response.signed_role, response.office.code) == ("regent", "dinas-contoh")


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.OFFICER, Role.ADMIN])
def test_others_may_not_sign(role):
    deliberation = make_deliberation(State.CLOSED)
    with pytest.raises(NotAllowed):
        issue(deliberation, by=make_actor(role))
    assert not OfficialResponse.objects.exists()


def test_head_of_another_office_may_not_sign():
    deliberation = make_deliberation(State.CLOSED)
    with pytest.raises(NotAllowed):
        issue(deliberation, by=make_actor(Role.HEAD, office=make_office("dinas-lain")))
    assert not OfficialResponse.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        [],
        answers(((1, 2), ResponseOutcome.ACCEPTED)),
        [Answer((1, 2, 3), ResponseOutcome.REJECTED, "Tidak.")],
    ],
)
def test_response_with_a_gap_leaves_nothing_behind(given):
    deliberation = make_deliberation(State.CLOSED)
    with pytest.raises(AnswersMissing):
        issue(deliberation, given)
    assert not OfficialResponse.objects.exists()
    assert not ResponseItem.objects.exists()
    assert selectors.deliberation_by_id(deliberation.id).state == State.CLOSED


def test_response_waits_for_closing_and_is_issued_once():
    with pytest.raises(IllegalTransition):
        issue(make_deliberation())
    closed = make_deliberation(State.CLOSED)
    issue(closed)
    with pytest.raises(IllegalTransition):
        issue(closed)
    assert OfficialResponse.objects.count() == 1


def test_list_pages_by_key_without_skipping_or_repeating():
    made = [make_deliberation(opens_at=AT - timedelta(days=n // 2)) for n in range(5)]
    first, cursor = selectors.public_deliberations(size=2)
    second, cursor = selectors.public_deliberations(after=cursor, size=2)
    third, end = selectors.public_deliberations(after=cursor, size=2)
    assert [len(first), len(second), len(third), end] == [2, 2, 1, ""]
    assert {row.id for row in first + second + third} == {row.id for row in made}
    assert selectors.public_deliberations(after="bukan kursor", size=9)[0] == first + second + third
