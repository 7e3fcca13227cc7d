"""Rules are drafted, decided by a second person for a term, and asked; every step is a fact."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.governance import (
    AT,
    TODAY,
    ask,
    everyday,
    make_draft,
    make_editor,
    make_policy,
    make_rules,
    make_term,
    ship_policies,
)
from tests.factories.people import actor_for, make_officer

from pendopo.engines.clock import ClockError
from pendopo.engines.policy import ACTS, APPROVERS, FACTS, PolicyError, Request, parse
from pendopo.foundation.governance import selectors
from pendopo.foundation.governance.difference import changes
from pendopo.foundation.governance.errors import (
    DraftMissing,
    NoPolicyInForce,
    NotEditor,
    PolicyNotFound,
    RulesUnsound,
    SameHands,
)
from pendopo.foundation.governance.events import PolicyDecided
from pendopo.foundation.governance.models import PolicySet, PolicyTerm, PolicyVersion
from pendopo.foundation.governance.rules import as_recorded, from_record
from pendopo.foundation.governance.services import (
    Decree,
    drop_draft,
    end_term,
    publish_version,
    save_draft,
)
from pendopo.foundation.governance.trying import tried
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = AT + 20 * DAY


def told():
    rows = FactRow.objects.filter(name__startswith="Policy").order_by("id")
    return list(rows.values_list("name", flat=True))


def ruling(at=AT):
    return selectors.in_force(at=at).version.policy_set_id


# --- what the software brings -------------------------------------------------------------


def test_the_national_set_holds_after_loading_and_the_others_wait():
    assert ship_policies() == 3
    assert ship_policies() == 0
    assert ruling() == "nasional"
    term = PolicyTerm.objects.get()
    assert (term.decree_number, term.published_at) == ("", None)
    assert set(PolicyVersion.objects.values_list("state", flat=True)) == {"shipped"}


def test_an_offices_own_version_is_not_overwritten_by_loading():
    make_draft(code="nasional")
    assert ship_policies() == 2
    assert PolicyVersion.objects.get(policy_set="nasional").title == "Kebijakan contoh"


# --- drafts -------------------------------------------------------------------------------


def test_a_draft_changes_nothing_that_holds():
    ship_policies()
    make_draft()
    make_draft(title={"id": "Lain"})
    assert ruling() == "nasional"
    draft = PolicyVersion.objects.get(policy_set="contoh")
    assert (draft.number, draft.state, draft.title) == (1, "draft", "Lain")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.PPID}))
def test_nobody_else_edits_or_decides(role):
    ship_policies()
    other = actor_for(make_officer(role))
    n_facts = FactRow.objects.count()
    with pytest.raises(NotEditor):
        make_draft(by=other)
    with pytest.raises(NotEditor):
        make_term(code="kabupaten-ketat", by=other)
    with pytest.raises(NotEditor):
        drop_draft(code="nasional", by=other, at=AT)
    with pytest.raises(NotEditor):
        end_term(term_id=PolicyTerm.objects.get().id, by=other, at=AT)
    assert (PolicyVersion.objects.count(), FactRow.objects.count()) == (3, n_facts)


def test_unsound_rules_are_refused_whole():
    raw = make_rules()
    raw["rules"][0]["effect"] = "maybe"
    with pytest.raises(RulesUnsound) as refused:
        save_draft(raw=raw, by=make_editor(), at=AT)
    assert [fault.place for fault in refused.value.faults] == ["rules › 1 › effect"]
    assert not PolicySet.objects.exists()


def test_dropping_a_draft_leaves_what_was_decided():
    make_policy()
    with pytest.raises(DraftMissing):
        drop_draft(code="contoh", by=make_editor(), at=AT)
    make_draft(title={"id": "Lain"})
    drop_draft(code="contoh", by=make_editor(), at=AT)
    assert list(PolicyVersion.objects.values_list("state", flat=True)) == ["decided"]
    make_draft(code="sebentar")
    drop_draft(code="sebentar", by=make_editor(), at=AT)
    assert not PolicySet.objects.filter(code="sebentar").exists()


# --- deciding for a term ------------------------------------------------------------------


def test_whoever_wrote_the_draft_does_not_decide_it():
    editor = make_editor()
    make_draft(by=editor)
    with pytest.raises(SameHands):
        make_term(by=editor)
    assert not PolicyTerm.objects.exists()
    make_term(by=make_editor(Role.ADMIN))
    assert ruling() == "contoh"


def test_what_was_decided_never_changes_again():
    term = make_policy()
    make_draft(title={"id": "Lain"})
    assert selectors.in_force(at=AT).version_id == term.version_id
    assert term.version.title == "Kebijakan contoh"
    assert PolicyVersion.objects.filter(policy_set="contoh").count() == 2


def test_a_term_with_an_end_goes_before_and_what_held_returns():
    ship_policies()
    make_term(code="masa-pemilihan", first=TODAY + 5 * DAY, last=TODAY + 10 * DAY)
    days = [ruling(AT + n * DAY) for n in (4, 5, 9, 10)]
    assert days == ["nasional", "masa-pemilihan", "masa-pemilihan", "nasional"]
    make_policy()
    days = [ruling(AT + n * DAY) for n in (4, 5, 9, 10)]
    assert days == ["contoh", "masa-pemilihan", "masa-pemilihan", "contoh"]


def test_of_two_alike_the_one_decided_later_holds():
    make_policy()
    make_draft(code="lain")
    make_term(code="lain", at=AT + timedelta(minutes=1))
    assert ruling() == "lain"


def test_the_day_begins_at_midnight_of_the_office_and_not_of_greenwich():
    ship_policies()
    make_draft()
    make_term(first=TODAY + DAY)
    midnight = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert [ruling(midnight - timedelta(seconds=1)), ruling(midnight)] == ["nasional", "contoh"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "  "}, "decree_number"),
        ({"signed_on": TODAY + DAY}, "valid_from"),
        ({"valid_from": TODAY - DAY, "signed_on": TODAY - 3 * DAY}, "valid_from"),
        ({"valid_to": TODAY}, "valid_to"),
    ],
)
def test_a_decree_is_whole_in_order_and_not_in_arrears(change, field):
    make_draft()
    values = {"number": "1/2026", "signed_on": TODAY, "valid_from": TODAY} | change
    with pytest.raises(BadInput) as refused:
        publish_version(code="contoh", decree=Decree(**values), by=make_editor(), at=AT)
    assert refused.value.field == field
    assert PolicyVersion.objects.get().state == "draft"
    assert told() == ["PolicyDrafted"]


def test_ending_a_term_brings_back_what_lay_beneath():
    ship_policies()
    term = make_term(code="masa-pemilihan", last=TODAY + 30 * DAY)
    assert ruling() == "masa-pemilihan"
    end_term(term_id=term.id, by=make_editor(), at=LATER)
    assert [ruling(LATER - DAY), ruling(LATER)] == ["masa-pemilihan", "nasional"]
    with pytest.raises(PolicyNotFound):
        end_term(term_id=term.id, by=make_editor(), at=LATER)


def test_a_term_that_has_not_begun_may_be_called_off():
    ship_policies()
    term = make_term(code="kabupaten-ketat", first=TODAY + 5 * DAY)
    assert [each.id for each in selectors.coming(at=AT)] == [term.id]
    end_term(term_id=term.id, by=make_editor(), at=AT)
    assert ruling(LATER) == "nasional"
    assert not selectors.coming(at=AT)


def test_what_lies_beneath_all_cannot_be_ended():
    ship_policies()
    with pytest.raises(PolicyNotFound):
        end_term(term_id=PolicyTerm.objects.get().id, by=make_editor(), at=AT)


def test_every_step_is_told_with_the_digest_of_the_rules():
    term = make_policy()
    end_term(term_id=term.id, by=make_editor(), at=AT)
    assert told() == ["PolicyDrafted", "PolicyPublished", "PolicyEnded"]
    published = FactRow.objects.get(name="PolicyPublished").payload
    assert published["digest"] == term.version.digest
    assert (published["policy"], published["valid_from"]) == ("contoh", "2026-11-30")


# --- requests -----------------------------------------------------------------------------


def test_a_request_is_decided_and_recorded_without_who_asked():
    make_policy()
    evening = AT + timedelta(hours=9)
    assert ask(everyday(at=evening)).effect == "allow"
    assert ask(everyday(roles=frozenset({"asn", "ppid"}))).effect == "deny"
    allowed, denied = FactRow.objects.filter(name="PolicyDecided").order_by("id")
    assert (allowed.payload["effect"], allowed.payload["rule"]) == ("allow", "CON-01")
    assert (denied.payload["roles"], denied.payload["working_time"]) == ("asn+ppid", "work")
    assert denied.payload["embargoed"] is None
    assert {allowed.by, denied.by} == {"system"}


def test_the_rules_of_the_moment_of_the_deed_are_asked():
    ship_policies()
    make_draft()
    make_term(first=TODAY + 5 * DAY)
    assert ask(everyday(at=AT)).missing
    assert [rule.id for rule in ask(everyday(at=AT + 7 * DAY)).rules] == ["CON-02"]


def test_without_rules_nothing_is_allowed():
    with pytest.raises(NoPolicyInForce):
        ask()
    assert told() == []


def test_a_request_that_cannot_be_understood_leaves_nothing():
    make_policy()
    before = told()
    with pytest.raises(PolicyError):
        ask(everyday("fly"))
    with pytest.raises(PolicyError):
        ask(everyday(network="borrowed"))
    with pytest.raises(ClockError):
        ask(Request("share", datetime(2126, 1, 1, tzinfo=UTC)))
    assert told() == before


def test_deciding_asks_as_often_for_many_rules_as_for_few(django_assert_num_queries):
    make_policy()
    ask()
    with django_assert_num_queries(5):
        ask()
    ship_policies()
    make_term(code="kabupaten-ketat", at=AT + timedelta(hours=1))
    ask()
    with django_assert_num_queries(5):
        ask()


def test_the_record_has_a_field_for_every_fact_and_takes_all_codes_at_once():
    names = {field.name for field in fields(PolicyDecided)}
    assert set(FACTS) == names - {"at", "by", "policy_version_id", "act", "effect", "rule"}
    sets = {name: frozenset(known.values) for name, known in FACTS.items() if known.is_set}
    version_id = make_policy().version_id
    fact = PolicyDecided(
        policy_version_id=version_id, act="post", effect="deny", at=AT, **as_recorded(sets)
    )
    assert {name: from_record(fact.payload())[name] for name in sets} == sets
    assert max(map(len, (*ACTS, *APPROVERS))) < 80


def test_no_approvals_and_unknown_approvals_are_kept_apart():
    none, unknown = (
        from_record(as_recorded(facts))["authorisations"]
        for facts in ({"authorisations": frozenset()}, {})
    )
    assert (none, unknown) == (frozenset(), None)


# --- trying rules on the past -------------------------------------------------------------


def test_a_draft_is_tried_on_last_months_requests():
    make_policy()
    evening = AT + timedelta(hours=9)
    for n in range(3):
        ask(everyday(at=evening), at=AT - n * DAY)
    ask(everyday(network="office", at=evening))
    ask(everyday(at=evening), at=AT - 40 * DAY)
    raw = make_rules()
    raw["rules"].append(
        raw["rules"][1] | {"id": "CON-03", "when": {"network": ["office"]}, "acts": ["share"]}
    )
    raw["rules"][2]["effect"] = "deny"
    draft = save_draft(raw=raw, by=make_editor(), at=AT)
    before = told()
    found = tried(draft, at=AT + timedelta(minutes=1))
    assert found.n_asked == 4
    # Three did not say from which network: a fact that is missing forbids.
    assert found.counts == {("allow", "deny"): 4}
    assert [(turn.n, turn.after.missing) for turn in found.turns] == [(3, ("network",)), (1, ())]
    assert told() == before


def test_trying_reads_once_however_much_was_asked(django_assert_num_queries):
    version = make_policy().version
    for n in range(3):
        ask(everyday(at=AT + timedelta(hours=9 + n)))
    selectors.policy_of(version, on=TODAY)
    with django_assert_num_queries(1):
        assert tried(version, at=AT + DAY).n_turned == 0


# --- differences --------------------------------------------------------------------------


def test_changes_are_told_rule_by_rule_in_words():
    before, after = make_rules(), make_rules()
    after["rules"].reverse()
    assert changes(before, after) == []
    after["rules"][0]["when"] = {"working_time": ["work", "rest"]}
    after["rules"][1]["explanation"]["id"] = "Boleh."
    found = {change.place: change.after for change in changes(before, after)}
    assert found == {
        "Aturan › CON-01 › penjelasan › bahasa Indonesia": "Boleh.",
        "Aturan › CON-02 › bila › Waktunya": "work; rest",
    }


def test_a_rule_holds_only_while_its_own_dates_say_so():
    raw = make_rules()
    raw["rules"][1]["valid_from"] = "2026-12-02"
    save_draft(raw=raw, by=make_editor(), at=AT)
    make_term()
    assert ask(everyday(at=AT)).effect == "allow"
    assert ask(everyday(at=AT + 2 * DAY)).effect == "deny"
    assert parse(raw).rules[1].valid_from == date(2026, 12, 2)
