"""From a rumour to a verdict: what is kept, who does what, and that it is one workflow."""

from datetime import timedelta

import pytest
from tests.factories.clarification import (
    OTHER,
    RETOLD,
    TEXT,
    clarifier,
    health_office,
    let_out,
    make_answered,
    make_claim,
    make_proposed,
    make_stated,
    make_triaged,
    owner,
    speaker,
    told,
    verdict_words,
)
from tests.factories.people import actor_for, make_office, make_officer
from tests.factories.release import AT, make_topic

from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.foundation.release.errors import RuleForbids
from pendopo.foundation.release.errors import WrongStep as ReleaseFixed
from pendopo.foundation.release.models import Release
from pendopo.foundation.release.rules import digest_of
from pendopo.foundation.release.selectors.releases import archived_words
from pendopo.foundation.release.services import publishing, releases
from pendopo.journey.clarification import services
from pendopo.journey.clarification.errors import ClaimNotFound, NotYours, WrongStep
from pendopo.journey.clarification.models import Claim, ClaimClock, Sighting, Wording
from pendopo.journey.clarification.selectors.public import public_page, standing
from pendopo.journey.clarification.services.answering import text_of
from pendopo.journey.clarification.tasks import forget_words
from pendopo.journey.clarification.types import (
    AsideReason,
    ClaimState,
    Harm,
    ReferredTo,
    TriageWords,
    VerdictKind,
    WaveAct,
)
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def facts_of(claim):
    return [type(fact).__name__ for fact in facts_about(claim.id)]


def running(claim):
    return list(ClaimClock.objects.filter(claim=claim, stopped_at=None).values_list("kind", "unit"))


# --- taking in --------------------------------------------------------------------------


def test_nothing_of_who_spread_it_is_kept_anywhere():
    text = (
        "[12/11/26 10.22] Budi Santoso: Kiriman dari akun Facebook Siti Aminah @siti_am: vaksin "
        "polio bikin lumpuh, tanya 0812-3456-7890 https://www.facebook.com/siti.aminah/posts/1"
    )
    link = "https://m.facebook.com/siti.aminah/posts/123?comment=9"
    make_claim(text, link=link)
    stored = " ".join(
        str(value)
        for model in (Claim, Wording, Sighting, FactRow)
        for row in model.objects.values()
        for value in row.values()
    )
    for trace in ("Budi", "Santoso", "Siti", "siti", "0812", "/posts"):
        assert trace not in stored
    assert Sighting.objects.get().link == "facebook.com"


def test_the_same_form_counts_once_and_a_retelling_is_joined():
    first = told()
    received = services.receive_claim(first, by=ANONYMOUS, at=AT)
    again = services.receive_claim(first, by=ANONYMOUS, at=AT)
    assert (again.sighting_id, again.is_repetition) == (received.sighting_id, True)
    retold = services.receive_claim(told(RETOLD), by=ANONYMOUS, at=AT)
    other = services.receive_claim(told(OTHER), by=ANONYMOUS, at=AT)
    assert (retold.claim_id, retold.is_new_claim) == (received.claim_id, False)
    assert other.is_new_claim
    assert Claim.objects.get(id=received.claim_id).n_seen == 2


@pytest.mark.parametrize("text", ["", "dan atau", "@budi https://t.me/budi"])
def test_words_that_tell_of_nothing_leave_nothing(text):
    with pytest.raises(BadInput):
        services.receive_claim(told(text), by=ANONYMOUS, at=AT)
    assert (Claim.objects.count(), FactRow.objects.count()) == (0, 0)


# --- sorting ----------------------------------------------------------------------------


def test_harm_and_reach_give_the_priority_and_its_clock():
    assert running(make_claim()) == [("triage", "work_hours")]
    claim = make_triaged()
    assert (claim.priority, running(claim)) == ("high", [("answer", "work_hours")])
    urgent = make_triaged(make_claim(OTHER), harm=Harm.DISASTER)
    assert (urgent.priority, running(urgent)) == ("urgent", [("answer", "hours")])
    clock = ClaimClock.objects.get(claim=urgent, stopped_at=None)
    assert clock.due_at == AT + timedelta(hours=2)
    assert not clock.is_confirmed


def test_a_claim_that_spreads_while_it_waits_is_put_higher_and_due_sooner():
    claim = make_triaged()
    make_claim(RETOLD, n=30)
    claim.refresh_from_db()
    clock = ClaimClock.objects.get(claim=claim, stopped_at=None)
    assert (claim.priority, clock.unit, clock.due_at) == (
        "urgent",
        "hours",
        AT + timedelta(hours=2),
    )
    assert facts_of(claim)[-1] == "ClaimRaised"


def test_words_of_what_was_never_answered_go_after_a_year_and_the_count_stays():
    claim = make_claim(link="https://kabar.example/daerah/air", n=3)
    how = {"note": "", "by": clarifier(), "at": AT, "claim_id": claim.id}
    services.set_aside(reason=AsideReason.OPINION, referred_to=None, **how)
    forget_words(AT + 364 * DAY)
    assert claim.wordings.exists()
    forget_words(AT + 366 * DAY)
    claim.refresh_from_db()
    assert not claim.wordings.exists()
    assert (claim.n_seen, claim.sightings.get().link) == (3, "")
    assert "polio" not in claim.headline
    assert facts_of(claim)[-1] == "ClaimForgotten"


def test_who_does_not_sort_may_not_and_a_name_in_the_headline_is_refused():
    claim, topic = make_claim(), make_topic("kesehatan", office=health_office())
    with pytest.raises(NotYours):
        services.triage(
            claim_id=claim.id,
            words=TriageWords("Vaksin polio berbahaya", Harm.HEALTH, topic),
            by=owner(Role.HEAD),
            at=AT,
        )
    with pytest.raises(BadInput):
        make_triaged(claim, headline="Vaksin dari @budi berbahaya")
    claim.refresh_from_db()
    assert claim.state == ClaimState.NEW
    assert facts_of(claim) == ["ClaimReceived", "ClaimSeen"]


def test_what_belongs_to_the_election_commission_is_referred_with_the_reason():
    claim = make_claim("Surat suara pemilihan bupati sudah dicoblos sebelum hari pemungutan.")
    how = {"note": "Tanyakan kepada KPU.", "by": clarifier(), "at": AT, "claim_id": claim.id}
    with pytest.raises(BadInput):
        services.set_aside(reason=AsideReason.REFERRED, referred_to=None, **how)
    services.set_aside(
        reason=AsideReason.REFERRED, referred_to=ReferredTo.ELECTION_COMMISSION, **how
    )
    claim.refresh_from_db()
    assert (claim.state, claim.referred_to, running(claim)) == ("set_aside", "kpu", [])
    services.take_up(claim_id=claim.id, by=clarifier(), at=AT)
    claim.refresh_from_db()
    assert (claim.state, claim.aside_reason) == ("new", "")


def test_an_officer_joins_two_claims_and_both_wordings_are_known_from_then_on():
    first, second = make_claim(), make_claim(OTHER)
    services.join(claim_id=second.id, into_id=first.id, by=clarifier(), at=AT)
    first.refresh_from_db()
    assert first.n_seen == 2
    assert make_claim(f"{OTHER} Sebarkan!").id == first.id
    with pytest.raises(WrongStep):
        services.join(claim_id=second.id, into_id=first.id, by=clarifier(), at=AT)


# --- the answer and its release -----------------------------------------------------------


def test_only_the_owner_of_the_facts_states_and_only_with_a_source():
    claim = make_triaged()
    stranger = actor_for(make_officer(Role.HEAD, make_office("dishub")), AT)
    with pytest.raises(NotYours):
        services.state_verdict(claim_id=claim.id, words=verdict_words(), by=stranger, at=AT)
    with pytest.raises(BadInput):
        make_stated(claim, sources=())
    with pytest.raises(BadInput):
        make_stated(claim, quote="Kata Pak Budi Santoso 081234567890 vaksin berbahaya")
    assert not claim.verdicts.exists()


def test_the_verdict_goes_out_through_a_release_and_what_is_shown_is_what_was_approved():
    release = make_proposed()
    claim = Claim.objects.get()
    assert (release.state, release.needs, claim.state) == ("waiting", ["fact_owner"], "proposed")
    assert not standing().exists()
    let_out(release)
    claim.refresh_from_db()
    page = public_page(claim.number)
    words = archived_words(Release.objects.get())
    assert (claim.state, running(claim)) == ("answered", [])
    assert words["text"] == text_of(page.verdict)
    assert words["title"] == "[SALAH] Vaksin polio menyebabkan anak lumpuh"
    release.refresh_from_db()
    assert release.digest == digest_of({"title": words["title"], "text": words["text"]})
    assert facts_of(claim) == [
        "ClaimReceived",
        "ClaimSeen",
        "ClaimTriaged",
        "ClaimStated",
        "VerdictProposed",
        "VerdictPublished",
    ]


def test_a_spokesperson_without_mandate_on_the_topic_is_held_with_the_rule():
    other = speaker(make_topic("pendidikan", office=make_office("disdik")))
    release = make_proposed(by=other)
    assert release.state == "held"
    assert "NAS-43" in [each["rule"] for each in release.reasons]
    # Somebody with the mandate brings the same answer out.
    claim = Claim.objects.get()
    assert services.propose(claim_id=claim.id, by=speaker(), at=AT).state == "waiting"


def test_the_head_who_proposes_may_not_approve_it():
    head = owner(Role.HEAD)
    release = make_proposed(by=head)
    with pytest.raises(RuleForbids):
        releases.approve(release_id=release.id, kind="fact_owner", by=head, at=AT)
    assert not standing().exists()


def test_words_of_a_verdict_change_only_at_its_own_desk():
    release = make_proposed()
    claim = Claim.objects.get()
    author = release.author_ref
    with pytest.raises(WrongStep):
        make_stated(claim)
    releases.send_back(
        release_id=release.id, by=actor_for(make_officer(Role.HEAD, health_office()), AT), at=AT
    )
    by = next(iter([each for each in [speaker()] if each.ref != author]))
    with pytest.raises(ReleaseFixed):
        releases.draft(
            words=releases.ReleaseWords(
                topic=release.topic,
                kind="clarification",
                title="x",
                text="y",
                material_class="releasable",
                source_kind="claim",
            ),
            by=by,
            at=AT,
        )
    make_stated(claim, verdict=VerdictKind.MISLEADING)
    assert claim.verdicts.count() == 1


def test_a_draft_sent_back_cannot_go_out_with_words_older_than_the_verdict():
    head = actor_for(make_officer(Role.HEAD, health_office()), AT)
    author = speaker()
    release = make_proposed(by=author)
    releases.send_back(release_id=release.id, by=head, at=AT)
    make_stated(Claim.objects.get(), verdict=VerdictKind.MISLEADING)
    with pytest.raises(ReleaseFixed):
        releases.submit(release_id=release.id, by=author, at=AT)
    again = services.propose(claim_id=Claim.objects.get().id, by=author, at=AT)
    assert (again.id, again.title[:13]) == (release.id, "[MENYESATKAN]")


def test_a_correction_is_a_new_version_and_the_old_one_stays_readable():
    claim = make_answered()
    make_stated(claim, verdict=VerdictKind.MISLEADING)
    assert public_page(claim.number).verdict.verdict == "false"
    let_out(make_proposed(claim, at=AT + DAY), at=AT + DAY)
    page = public_page(claim.number)
    assert (page.verdict.verdict, [each.verdict for each in page.earlier]) == (
        "misleading",
        ["false"],
    )
    assert [each.version for each in standing()] == [2]


def test_a_withdrawn_verdict_opens_the_claim_again():
    claim = make_answered()
    head = actor_for(make_officer(Role.HEAD, health_office()), AT)
    release = Release.objects.get()
    publishing.withdraw(release_id=release.id, reason="Sumbernya keliru.", by=head, at=AT + DAY)
    deliver_due(at=AT + DAY + timedelta(seconds=1))
    claim.refresh_from_db()
    assert (claim.state, running(claim)) == ("asked", [("answer", "work_hours")])
    assert public_page(claim.number).is_withdrawn


def test_a_claim_never_answered_has_no_public_page():
    with pytest.raises(ClaimNotFound):
        public_page(make_stated().number)


# --- waves --------------------------------------------------------------------------------


def test_a_rumour_that_comes_back_after_its_answer_is_a_second_wave_with_its_own_clock():
    claim = make_answered()
    make_claim(RETOLD, at=AT + DAY)
    make_claim(RETOLD, at=AT + 2 * DAY)
    assert claim.waves.count() == 1
    later = AT + 30 * DAY
    make_claim(RETOLD, at=later)
    assert claim.waves.count() == 1
    make_claim(TEXT, at=later + DAY)
    wave = claim.waves.get(number=2)
    assert (wave.began_at, running(claim)) == (later, [("wave", "work_hours")])
    assert facts_of(claim)[-1] == "WaveNoticed"
    make_claim(TEXT, at=later + DAY)
    assert claim.waves.count() == 2


def test_a_wave_is_met_by_sharing_anew_through_the_desk_of_releases():
    claim = make_answered()
    later = AT + 30 * DAY
    make_claim(RETOLD, at=later)
    make_claim(TEXT, at=later)
    how = {"claim_id": claim.id, "by": clarifier(), "at": later}
    with pytest.raises(BadInput):
        services.meet_wave(act=WaveAct.NOTHING, note="", **how)
    wave = services.meet_wave(act=WaveAct.RESHARE, note="", **how)
    assert (wave.release.state, wave.release.kind) == ("draft", "news")
    assert claim.number in wave.release.source_code
    assert running(claim) == [("wave", "work_hours")]
    with pytest.raises(WrongStep):
        services.meet_wave(act=WaveAct.RESHARE, note="", **how)


def test_a_wave_met_by_an_update_ends_when_the_new_version_is_out():
    claim = make_answered()
    later = AT + 30 * DAY
    make_claim(RETOLD, at=later)
    make_claim(TEXT, at=later)
    services.meet_wave(claim_id=claim.id, act=WaveAct.UPDATE, note="", by=clarifier(), at=later)
    make_stated(claim, at=later, explanation="Versi baru: hasil uji ulang bulan ini tetap aman.")
    let_out(make_proposed(claim, at=later), at=later)
    assert running(claim) == []
