"""A person is forgotten; what they voted stays counted, for nobody knows whose it is."""

import pytest
from tests.factories.deliberation import AT, make_deliberation, make_visitor, propose, vote
from tests.factories.people import make_person

from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.deliberation import selectors
from pendopo.journey.deliberation.models import Participant, Statement, Vote
from pendopo.journey.deliberation.types import Moderation
from pendopo.kernel.personal import declarations

pytestmark = pytest.mark.django_db


def test_declared_fields_are_those_with_words_and_links():
    assert Statement.personal_data.fields == ("text", "note", "author")
    assert Participant.personal_data.fields == ("person",)
    assert Statement.personal_data in declarations().values()


def test_erased_person_leaves_counted_votes_without_link_or_words():
    deliberation, person, other = make_deliberation(), make_person(), make_person()
    vote(deliberation, 1, visitor=make_visitor(person))
    own = propose(deliberation, "Alun-alun perlu bangku.", visitor=make_visitor(person))
    kept = propose(deliberation, "Alun-alun perlu lampu.", visitor=make_visitor(other))
    erase_person(person.id, by=SYSTEM, at=AT)
    assert not Participant.objects.filter(person=person).exists()
    assert Vote.objects.count() == 1
    assert selectors.shown_statement(deliberation.id, 1).n_agree == 1
    own.refresh_from_db()
    assert (own.text, own.author, own.moderation) == ("", None, Moderation.WITHDRAWN)
    assert Statement.objects.get(id=kept.id).text == "Alun-alun perlu lampu."
