"""Saved filters: personal, or shared by an office."""

import pytest
from tests.factories.cases import AT, make_actor
from tests.factories.workspace import make_colleague

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.models import SavedFilter
from pendopo.journey.cases.workspace import filters
from pendopo.journey.cases.workspace.errors import FilterNotFound
from pendopo.journey.cases.workspace.selectors import filters_of
from pendopo.kernel.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db
ASKED = {"queue": "late", "topic": "", "text": "lampu", "cursor": "x"}


def save(actor, name="Lampu lewat batas", *, asked=ASKED, office=None):
    office_id = office.id if office else None
    return filters.save_filter(name=name, asked=asked, office_id=office_id, by=actor, at=AT)


@pytest.fixture
def budi(roads):
    return make_colleague("Budi", office=roads)


@pytest.fixture
def siti(roads):
    return make_colleague("Siti", office=roads)


def names(actor):
    return [row.name for row in filters_of(actor)]


def test_a_filter_keeps_only_what_was_asked(budi):
    assert save(budi).asked == {"queue": "late", "text": "lampu"}


def test_own_filters_are_ones_own_and_shared_ones_the_offices(roads, lights, budi, siti):
    save(budi, "Milik Budi")
    save(budi, "Milik kantor", office=roads)
    assert names(budi) == ["Milik Budi", "Milik kantor"]
    assert names(siti) == ["Milik kantor"]
    assert names(make_actor(Role.OFFICER, lights)) == []


def test_the_same_name_again_replaces_it(budi):
    save(budi)
    save(budi, asked={"queue": "open"})
    assert SavedFilter.objects.get().asked == {"queue": "open"}


def test_what_cannot_be_saved_is_refused(budi, lights):
    for values, error in (
        ({"name": "  "}, BadInput),
        ({"asked": {"cursor": "x"}}, BadInput),
        ({"office": lights}, NotAllowed),
    ):
        with pytest.raises(error):
            save(budi, **values)
    assert not SavedFilter.objects.exists()


def test_nobody_saves_without_end(budi):
    for number in range(filters.MOST_OWN):
        save(budi, f"Saringan {number}")
    with pytest.raises(BadInput):
        save(budi, "Satu lagi")
    save(budi, "Saringan 3", asked={"queue": "open"})
    assert SavedFilter.objects.count() == filters.MOST_OWN


def test_only_the_owner_and_the_head_of_the_office_drop_a_filter(roads, lights, budi, siti):
    own, shared = save(budi, "Milik Budi"), save(budi, "Milik kantor", office=roads)
    head = make_colleague("Kepala", Role.HEAD, roads)
    for actor, saved in ((siti, own), (siti, shared), (head, own), (make_actor(), shared)):
        with pytest.raises(FilterNotFound):
            filters.drop_filter(filter_id=saved.id, by=actor)
    filters.drop_filter(filter_id=shared.id, by=head)
    filters.drop_filter(filter_id=own.id, by=budi)
    assert not SavedFilter.objects.exists()
