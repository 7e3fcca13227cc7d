"""From draft to publication: what is held and why, who approves, what goes out and when."""

from datetime import timedelta
from hashlib import sha256

import pytest
from tests.factories.governance import ship_policies
from tests.factories.people import actor_for, make_office, make_officer
from tests.factories.release import (
    AT,
    approve,
    make_account,
    make_mandate,
    make_published,
    make_release,
    make_topic,
    make_waiting,
    position_of,
    release_words,
)

from pendopo.foundation.governance.errors import NoPolicyInForce
from pendopo.foundation.governance.models import KeptData
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.receipts import verdict_on
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.services import give_position
from pendopo.foundation.people.types import SYSTEM, Role
from pendopo.foundation.release.errors import (
    NotYours,
    ReleaseNotFound,
    RuleForbids,
    SecondHand,
    WrongStep,
)
from pendopo.foundation.release.models import Approval, Release
from pendopo.foundation.release.selectors.releases import receipt_of, release_page
from pendopo.foundation.release.services import mandates, publishing, registers, releases
from pendopo.foundation.release.types import AccountState
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
NIK = "3301011203900001"
HOUR = timedelta(hours=1)


@pytest.fixture
def _policies(db):
    ship_policies()


policed = pytest.mark.usefixtures("_policies")


def facts_of(release):
    return [type(fact).__name__ for fact in facts_about(release.id)]


def rules_of(release):
    return [each["rule"] for each in release.reasons]


# --- the check ----------------------------------------------------------------------------


@policed
def test_a_nik_and_an_embargoed_figure_are_held_with_both_reasons_and_then_pass():
    author = actor_for(make_officer(), AT)
    words = {"text": f"Penerima {NIK} mendapat bantuan.", "embargo_until": AT + HOUR}
    release = make_waiting(by=author, **words)
    assert release.state == "held"
    assert rules_of(release) == ["privacy", "NAS-05"]
    assert facts_of(release) == ["ReleaseDrafted", "ReleaseHeld"]
    release = releases.mask(release_id=release.id, by=author, at=AT)
    assert NIK not in release.text
    later = {"planned_at": AT + 2 * HOUR, "embargo_until": AT + HOUR, "text": release.text}
    words = release_words(topic=release.topic, **later)
    releases.redraft(release_id=release.id, words=words, by=author, at=AT)
    release = releases.submit(release_id=release.id, by=author, at=AT)
    assert (release.state, release.needs) == ("waiting", ["fact_owner"])
    assert NIK not in str(list(FactRow.objects.values_list("payload", flat=True)))


@policed
@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"material_class": "secret"}, "NAS-02"),
        ({"child_identity": True}, "NAS-07"),
        ({"source_code": ""}, "NAS-08"),
        ({"election": True}, "NAS-11"),
    ],
)
def test_what_the_policy_forbids_is_held_with_the_rule(changes, rule):
    release = make_waiting(**changes)
    assert release.state == "held"
    assert rule in rules_of(release)
    assert not release.needs


@policed
def test_a_suspended_account_holds_what_should_go_through_it():
    account = make_account()
    registers.set_account_state(
        account_id=account.id,
        state=AccountState.SUSPENDED,
        by=actor_for(make_officer(Role.PPID), AT),
        at=AT,
    )
    assert rules_of(make_waiting(accounts=(account,))) == ["NAS-09"]


@policed
def test_special_data_does_not_go_out_for_any_reason():
    words = "Ibu Siti Rahayu positif HIV dan dirawat di rumah sakit daerah."
    author = actor_for(make_officer(), AT)
    release = make_waiting(by=author, text=words, keep_reason="Keluarganya meminta.")
    assert (release.state, rules_of(release)) == ("held", ["NAS-06"])
    release = releases.mask(release_id=release.id, by=author, at=AT)
    assert "HIV" not in release.text


@policed
def test_personal_data_that_must_stay_needs_a_reason_and_the_ppid():
    release = make_waiting(text=f"Pemenang: {NIK}.", keep_reason="Diwajibkan peraturan.")
    assert (release.state, release.needs) == ("waiting", ["fact_owner", "ppid"])
    fact = facts_about(release.id)[-1]
    assert fact.keeps_personal_data
    kept = KeptData.objects.get()
    assert (kept.about_id, kept.reason, kept.kinds) == (release.id, "Diwajibkan peraturan.", "nik")


@policed
@pytest.mark.parametrize("changes", [{"material_class": "internal"}, {"legal_process": True}])
def test_a_lowered_class_and_a_flag_ask_for_the_ppid(changes):
    assert make_waiting(**changes).needs == ["fact_owner", "ppid"]


def test_without_rules_nothing_is_released_and_the_draft_stays():
    author = actor_for(make_officer(), AT)
    release = make_release(by=author)
    with pytest.raises(NoPolicyInForce):
        releases.submit(release_id=release.id, by=author, at=AT)
    assert facts_of(release) == ["ReleaseDrafted"]
    release.refresh_from_db()
    assert release.state == "draft"


# --- spokespersons ------------------------------------------------------------------------


def speaking(topic, *, mandate_on):
    account = make_officer()
    position = position_of(account)
    make_mandate(mandate_on, position=position)
    return make_waiting(by=actor_for(account, AT), kind="statement", topic=topic)


@policed
def test_a_spokesperson_speaks_within_the_mandate():
    topic = make_topic("banjir", office=make_office("bpbd"))
    assert speaking(topic, mandate_on=topic).state == "waiting"


@policed
def test_a_spokesperson_without_mandate_on_the_topic_is_refused_with_the_rule():
    topic = make_topic("banjir", office=make_office("bpbd"))
    release = speaking(topic, mandate_on=make_topic("pajak"))
    assert release.state == "held"
    assert "NAS-43" in rules_of(release)


# --- approvals ----------------------------------------------------------------------------


@policed
def test_the_author_does_not_approve_even_as_head_and_nothing_is_left_behind():
    head = actor_for(make_officer(Role.HEAD), AT)
    release = make_waiting(by=head)
    n_facts = FactRow.objects.count()
    with pytest.raises(RuleForbids, match="NAS-10"):
        approve(release, by=head)
    assert not Approval.objects.exists()
    assert FactRow.objects.count() == n_facts


@policed
def test_only_the_head_of_the_owning_office_owns_the_facts():
    release = make_waiting(topic=make_topic("banjir", office=make_office("bpbd")))
    for role, office in ((Role.HEAD, "dinas-lain"), (Role.OFFICER, "bpbd"), (Role.PPID, "bpbd")):
        stranger = actor_for(make_officer(role, make_office(office)), AT)
        with pytest.raises(NotYours):
            approve(release, by=stranger)
    assert not Approval.objects.exists()


@policed
def test_nobody_gives_two_approvals():
    release = make_waiting(material_class="internal")
    account = make_officer(Role.HEAD)
    give_position(person=account.person, office=make_office(), role=Role.PPID, by=SYSTEM, at=AT)
    both = actor_for(account, AT)
    approve(release, by=both)
    with pytest.raises(SecondHand):
        approve(release, "ppid", by=both)
    release.refresh_from_db()
    assert (release.state, release.needs) == ("waiting", ["ppid"])
    assert approve(release, "ppid").state == "ready"


@policed
def test_approved_words_change_only_after_going_back_and_approvals_fall_away():
    author = actor_for(make_officer(), AT)
    release = make_waiting(by=author)
    words = release_words(topic=release.topic, text="Lain.")
    with pytest.raises(WrongStep):
        releases.redraft(release_id=release.id, words=words, by=author, at=AT)
    approve(release)
    with pytest.raises(NotYours):
        releases.send_back(release_id=release.id, by=actor_for(make_officer(), AT), at=AT)
    releases.send_back(release_id=release.id, by=author, at=AT)
    assert not Approval.objects.exists()
    releases.redraft(release_id=release.id, words=words, by=author, at=AT)
    with pytest.raises(NotYours):
        releases.redraft(
            release_id=release.id, words=words, by=actor_for(make_officer(), AT), at=AT
        )


# --- going out ----------------------------------------------------------------------------


@policed
def test_it_goes_out_at_the_hour_and_the_receipt_proves_the_archived_copy():
    release = make_waiting(planned_at=AT + HOUR, embargo_until=AT + HOUR)
    approve(release)
    assert publishing.publish_due(at=AT + HOUR - timedelta(seconds=1)) == 0
    assert publishing.publish_due(at=AT + HOUR) == 1
    assert publishing.publish_due(at=AT + HOUR) == 0
    release.refresh_from_db()
    receipt = receipt_of(release)
    assert receipt["fact"]["payload"]["archived"] == sha256(release.archive.encode()).hexdigest()
    assert verdict_on(receipt).ok
    assert facts_of(release) == [
        "ReleaseDrafted",
        "ReleaseSubmitted",
        "ReleaseApproved",
        "ReleaseReady",
        "ReleasePublished",
    ]


@policed
def test_approvals_expire_when_it_did_not_go_out_in_time():
    release = make_waiting()
    approve(release)
    assert publishing.publish_due(at=AT + 25 * HOUR) == 0
    release.refresh_from_db()
    assert (release.state, rules_of(release)) == ("held", ["approval-expired"])
    assert not Approval.objects.exists()


@policed
def test_a_mandate_that_ended_after_the_approval_holds_the_statement():
    topic = make_topic("banjir", office=make_office("bpbd"))
    account = make_officer()
    mandate = make_mandate(topic, position=position_of(account))
    release = make_waiting(
        by=actor_for(account, AT), kind="statement", topic=topic, planned_at=AT + 24 * HOUR
    )
    approve(release)
    mandates.end_mandate(
        mandate_id=mandate.id,
        last=AT.date(),
        by=actor_for(make_officer(Role.PPID), AT),
        at=AT,
    )
    assert publishing.publish_due(at=AT + 24 * HOUR) == 0
    release.refresh_from_db()
    assert "NAS-43" in rules_of(release)


@policed
def test_a_correction_takes_the_place_and_the_old_copy_stays():
    old = make_published()
    author = actor_for(make_officer(), AT)
    words = release_words(topic=old.topic, text="Jembatan dibuka lagi sejak kemarin.")
    new = releases.draft(words=words, by=author, at=AT, replaces=old)
    with pytest.raises(WrongStep):
        releases.draft(words=words, by=author, at=AT, replaces=old)
    releases.submit(release_id=new.id, by=author, at=AT)
    approve(new)
    publishing.publish_due(at=AT)
    archive = old.archive
    old.refresh_from_db()
    assert (old.state, old.archive) == ("corrected", archive)
    assert Release.objects.get(id=new.id).version == 2
    assert facts_of(old)[-1] == "ReleaseCorrected"


@policed
def test_it_is_withdrawn_with_a_reason_by_owner_or_ppid():
    release = make_published()
    ppid = actor_for(make_officer(Role.PPID), AT)
    with pytest.raises(NotYours):
        publishing.withdraw(
            release_id=release.id, reason="Salah.", by=actor_for(make_officer(), AT), at=AT
        )
    with pytest.raises(BadInput):
        publishing.withdraw(release_id=release.id, reason=" ", by=ppid, at=AT)
    publishing.withdraw(release_id=release.id, reason="Angkanya keliru.", by=ppid, at=AT)
    release.refresh_from_db()
    assert (release.state, release.withdrawal_reason) == ("withdrawn", "Angkanya keliru.")
    assert release.archive


# --- emergencies --------------------------------------------------------------------------


@policed
def test_an_emergency_goes_out_with_one_approval_and_is_reviewed_by_other_hands():
    ppid = actor_for(make_officer(Role.PPID), AT)
    release = make_waiting(is_emergency=True, legal_process=False, by=ppid)
    assert release.needs == ["fact_owner"]
    approve(release)
    publishing.publish_due(at=AT)
    release.refresh_from_db()
    assert release.review_due_at == AT + 24 * HOUR
    with pytest.raises(NotYours):
        publishing.review(release_id=release.id, by=ppid, at=AT + HOUR)
    other = actor_for(make_officer(Role.PPID), AT)
    publishing.review(release_id=release.id, by=other, at=AT + HOUR)
    with pytest.raises(WrongStep):
        publishing.review(release_id=release.id, by=other, at=AT + HOUR)
    assert facts_of(release)[-1] == "ReleaseReviewed"


# --- whose eyes ---------------------------------------------------------------------------


@policed
def test_a_release_is_seen_by_author_owner_and_ppid_only():
    author = actor_for(make_officer(), AT)
    release = make_release(by=author, topic=make_topic("banjir", office=make_office("bpbd")))
    head = actor_for(make_officer(Role.HEAD, make_office("bpbd")), AT)
    for actor in (author, head, actor_for(make_officer(Role.PPID), AT)):
        assert release_page(release.id, actor).release == release
    for role in (Role.OFFICER, Role.HEAD, Role.INSPECTOR):
        with pytest.raises(ReleaseNotFound):
            release_page(release.id, actor_for(make_officer(role), AT))
