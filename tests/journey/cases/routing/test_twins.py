"""Open cases that may tell of the same thing are found, and only those one may see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Q
from tests.factories.cases import AT, make_case, make_closed, make_verified
from tests.factories.people import make_citizen
from tests.factories.voice import VILLAGE, make_regency, make_submission, make_topics

from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.cases.models import Likeness
from pendopo.journey.cases.routing import likeness
from pendopo.journey.cases.routing.twins import (
    item_of_case,
    item_of_submission,
    open_to_all,
    twins_of,
)
from pendopo.journey.cases.services import reopen_case
from pendopo.journey.voice.types import Place

HERE = Place(latitude=-7.001, longitude=110.001)
# 33 m to the north, and 4.4 km.
NEAR, FAR = replace(HERE, latitude=-7.0007), replace(HERE, latitude=-7.041)
LATER = AT + timedelta(days=3)


def twins(place=HERE, *, within=None, at=LATER, **words):
    item = item_of_submission(make_submission(place=place, topic="roads.light", **words), at=at)
    return [
        twin.case.number
        for twin in twins_of(item, within=open_to_all() if within is None else within, at=at)
    ]


@pytest.fixture
def topics(law):
    make_topics()


def test_a_near_case_is_found_and_a_far_one_not(topics):
    near = make_verified(place=NEAR, topic="roads.light")
    make_verified(place=FAR, topic="roads.hole", title="Air keruh", text="Air sumur warga keruh.")
    assert twins() == [near.number]


def test_equal_words_are_found_without_a_point(topics):
    make_regency()
    case = make_verified(place=Place(VILLAGE), topic="roads.light")
    assert twins(Place(VILLAGE)) == [case.number]
    # Even in another village: the words are the same.
    assert twins(Place()) == [case.number]


def test_secret_unverified_and_closed_cases_are_never_shown(topics):
    make_verified(place=NEAR, topic="roads.light", is_secret=True)
    make_case(place=NEAR, topic="roads.light")
    make_closed(place=NEAR, topic="roads.light")
    assert twins() == []
    # An officer is shown the first two.
    assert len(twins(within=Q())) == 2


def test_old_cases_are_not_compared(topics):
    make_verified(place=NEAR, topic="roads.light")
    assert twins(at=AT + timedelta(days=181)) == []


def test_a_case_is_not_its_own_twin(topics):
    case, other = make_verified(place=NEAR), make_verified(place=HERE)
    found = twins_of(item_of_case(case), within=Q(), at=LATER)
    assert [twin.case.id for twin in found] == [other.id]
    assert (round(found[0].match.metres), "lampu" in found[0].match.words) == (33, True)


def test_likeness_follows_the_case(topics):
    case = make_closed(place=NEAR)
    assert not Likeness.objects.exists()
    reopen_case(case_id=case.id, text="Belum selesai.", by=SYSTEM, at=LATER)
    assert twins() == [case.number]


def test_missing_likenesses_are_filled_once(topics):
    make_verified(place=NEAR)
    make_closed()
    expected = list(Likeness.objects.values())
    Likeness.objects.all().delete()
    assert (likeness.fill_missing(at=LATER), likeness.fill_missing(at=LATER)) == (1, 0)
    assert list(Likeness.objects.values()) == expected


def test_a_point_outside_the_earth_keeps_no_report_out(topics):
    case = make_case(place=Place(latitude=99.0, longitude=400.0))
    assert Likeness.objects.get(case=case).cell is None


def test_forgetting_a_person_forgets_where_their_cases_are_found(topics):
    author = make_citizen()
    case = make_verified(place=NEAR)
    case.voice.reporter = author.person
    case.voice.save()
    erase_person(author.person_id, by=SYSTEM, at=LATER)
    assert not Likeness.objects.exists()


def test_the_search_asks_equally_many_questions_of_one_case_and_of_three(
    topics, django_assert_num_queries
):
    make_regency()
    place = replace(NEAR, region_code=VILLAGE)
    for n_more in (1, 2):
        for _each in range(n_more):
            make_verified(place=place, topic="roads.light")
        with django_assert_num_queries(7):
            assert len(twins(place)) == (1 if n_more == 1 else 3)
