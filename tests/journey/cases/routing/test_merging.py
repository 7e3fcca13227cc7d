"""Cases that go up in another one, come back, or come out of one."""

from datetime import timedelta

import pytest
from tests.factories.cases import (
    AT,
    everything,
    facts_since,
    make_actor,
    make_answered,
    make_case,
    make_closed,
    make_verified,
)
from tests.factories.people import make_citizen, make_office
from tests.factories.voice import make_topics

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import CaseJoin, CaseLink, Follow, Likeness
from pendopo.journey.cases.routing import merging
from pendopo.journey.cases.routing.links import links_of, merged_target
from pendopo.journey.cases.routing.merging import PartDraft
from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed, Refused

LATER = AT + timedelta(days=2)
WHY = "Lubang yang sama di Jalan Melati."


def merge(source, target, *, by=None, at=LATER):
    by = by or make_actor()
    return merging.merge_cases(source_id=source.id, target_id=target.id, text=WHY, by=by, at=at)


def unmerge(case, *, at=LATER + timedelta(days=1)):
    return merging.unmerge_case(case_id=case.id, text="Ternyata lain.", by=make_actor(), at=at)


@pytest.fixture
def pair(law):
    return make_verified(), make_verified()


def test_merging_stops_the_clocks_and_leads_the_number_to_the_target(pair):
    source, target = pair
    n_facts = len(facts_since())
    merge(source, target)

    source.refresh_from_db()
    assert (source.status, source.is_public, source.due_at) == ("archived", False, None)
    assert set(source.clocks.values_list("stop_reason", flat=True)) == {"verified", "merged"}
    assert not target.clocks.exclude(stopped_at=None).exclude(kind="verify").exists()
    assert merged_target(source.number) == target.number
    assert links_of(target).took_in == (source,)
    assert links_of(target).n_voices == 2
    told = facts_since(n_facts)
    assert (told[0] in {"CaseMerged", "ClockStopped"}, told[-1]) == (True, "CaseTookIn")
    assert not Likeness.objects.filter(case=source).exists()


def test_followers_and_joins_move_to_the_target(pair):
    source, target = pair
    merging.join_case(number=source.number, visitor="satu", at=AT)
    for case, name in ((source, "a"), (source, "b"), (target, "b")):
        Follow.objects.create(
            kind="laporan",
            target=case.number,
            address=f"{name}@contoh.id",
            address_index=blind_index(name, purpose="test"),
            site="",
            created_at=AT,
        )
    merge(source, target)
    assert links_of(target).n_joined == 1
    assert Follow.objects.filter(target=target.number).count() == 2


def test_unmerging_runs_the_clocks_from_where_they_began(pair):
    source, target = pair
    due_at = source.clocks.get(kind="answer").due_at
    merging.join_case(number=source.number, visitor="satu", at=AT)
    merge(source, target)
    back = unmerge(source)

    assert (back.status, back.is_public, back.due_at is not None) == ("assigned", True, True)
    again = back.clocks.get(kind="answer", stopped_at=None)
    assert (again.started_at, again.due_at) == (AT, due_at)
    assert merged_target(source.number) == ""
    assert (links_of(target).took_in, links_of(source).n_joined) == ((), 1)
    assert Likeness.objects.filter(case=source).exists()
    assert "CaseUnmerged" in facts_since(about=source)
    with pytest.raises(Refused, match="tidak sedang digabung"):
        unmerge(source)


def test_a_case_not_yet_verified_merges_and_comes_back_unverified(law):
    source, target = make_case(), make_verified()
    merge(source, target)
    back = unmerge(source)
    assert (back.status, back.is_public) == ("received", False)
    assert back.clocks.get(kind="verify", stopped_at=None).started_at == AT


def test_a_merged_case_can_be_merged_again_after_it_came_back(pair):
    source, target = pair
    merge(source, target)
    unmerge(source)
    merge(source, target, at=LATER + timedelta(days=2))
    assert CaseLink.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: (make_closed(), make_verified()), IllegalTransition),
        (lambda: (make_verified(), make_closed()), BadInput),
        (lambda: (make_verified(), make_answered()), BadInput),
        (lambda: (make_verified(is_secret=True), make_verified()), Refused),
        (
            lambda: (
                make_verified(is_secret=True),
                make_verified(case_class=CaseClass.COMPLAINT_OVERSIGHT),
            ),
            Refused,
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(law, make, error):
    source, target = make()
    before = everything()
    with pytest.raises(error):
        merge(source, target)
    assert everything() == before
    assert not CaseLink.objects.exists()


def test_merging_is_the_verifiers(pair):
    source, target = pair
    with pytest.raises(NotAllowed):
        merge(source, target, by=make_actor(Role.OFFICER, source.office))
    with pytest.raises(BadInput):
        merge(source, source)


def test_chains_are_not_built(law):
    first, second, third = make_verified(), make_verified(), make_verified()
    merge(first, second)
    with pytest.raises(Refused, match="arah sebaliknya"):
        merge(second, third)


def test_a_secret_case_does_not_tell_where_it_went(law):
    one, other = make_verified(is_secret=True), make_verified(is_secret=True)
    merge(one, other)
    assert merged_target(one.number) == ""
    assert merged_target("bukan nomor") == ""


def test_splitting_gives_the_part_its_own_number_and_the_first_limit(law):
    make_topics()
    author, other = make_citizen(), make_office("dishub", name="Dinas Perhubungan")
    case = make_verified(text="Jalan berlubang. Lampu juga mati.")
    case.voice.reporter = author.person
    case.voice.save()
    part = PartDraft("Lampu mati", "Lampu juga mati.", "roads.light", other)
    new = merging.split_case(case_id=case.id, part=part, by=make_actor(), at=LATER)

    assert new.number != case.number
    assert (new.office, new.topic_id, new.status) == (other, "roads.light", "assigned")
    assert new.voice.reporter_id == author.person_id
    own, first = (each.clocks.get(kind="answer") for each in (new, case))
    assert (own.started_at, own.due_at) == (first.started_at, first.due_at)
    assert links_of(case).parts == (new,)
    assert links_of(new).part_of == case
    assert facts_since(about=case)[-1] == "CaseSplit"
    assert Likeness.objects.filter(case=new).exists()


def test_splitting_needs_words_and_a_verifier(law):
    case, office = make_verified(), make_office("dishub")
    before = everything()
    for draft, by, error in (
        (PartDraft(" ", "Isi", "", office), make_actor(), BadInput),
        (PartDraft("Judul", " ", "", office), make_actor(), BadInput),
        (PartDraft("Judul", "Isi", "", office), make_actor(Role.OFFICER, case.office), NotAllowed),
    ):
        with pytest.raises(error):
            merging.split_case(case_id=case.id, part=draft, by=by, at=LATER)
    assert everything() == before


def test_joining_counts_each_browser_once(law):
    case = make_verified()
    counts = [
        merging.join_case(number=case.number, visitor=visitor, at=AT)
        for visitor in ("satu", "satu", "dua")
    ]
    assert counts == [1, 1, 2]
    assert facts_since(about=case)[-2:] == ["CaseJoined", "CaseJoined"]


def test_marks_of_one_browser_on_two_cases_differ(pair):
    for case in pair:
        merging.join_case(number=case.number, visitor="satu", at=AT)
    assert len(set(CaseJoin.objects.values_list("mark", flat=True))) == 2


def test_what_is_not_public_or_not_open_cannot_be_joined(law):
    for case in (make_case(), make_verified(is_secret=True)):
        with pytest.raises(CaseNotFound):
            merging.join_case(number=case.number, visitor="satu", at=AT)
    with pytest.raises(Refused, match="tidak terbuka"):
        merging.join_case(number=make_closed().number, visitor="satu", at=AT)
    assert not CaseJoin.objects.exists()
