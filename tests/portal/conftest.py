"""A hall with its law, an office and its officers.

Rooms are imported inside the fixtures: this file is read before Django is set up.
"""

import pytest


@pytest.fixture
def law(db, settings):
    """The clock limits as they ship."""
    from pendopo.engines.clock import load_policies
    from pendopo.journey.cases.services import add_policies

    add_policies(load_policies(settings.DATA_ROOT / "clocks" / "complaints.yaml"))


@pytest.fixture
def office(db):
    from tests.factories.people import make_office

    return make_office()


@pytest.fixture
def verifier(office):
    from django.utils import timezone
    from tests.factories.people import actor_for, make_officer

    from pendopo.foundation.people.types import Role

    return actor_for(make_officer(Role.VERIFIER, office), timezone.now())


@pytest.fixture
def client_b():
    """Another browser."""
    from django.test import Client

    return Client()


@pytest.fixture
def open_case(law):
    """Let the worker deliver; return the case of a voice."""
    from django.utils import timezone

    from pendopo.foundation.ledger.delivery import deliver_due
    from pendopo.journey.cases.models import Case

    def delivered(sent):
        deliver_due(at=timezone.now())
        return Case.objects.get(voice_id=sent.voice_id)

    return delivered


@pytest.fixture
def verified_case(open_case, office, verifier):
    """Return the case of a voice after a verifier accepted it."""
    from django.utils import timezone

    from pendopo.journey.cases.services import verify_case
    from pendopo.journey.cases.types import CaseClass

    def verified(sent, case_class=CaseClass.COMPLAINT):
        case = open_case(sent)
        return verify_case(
            case_id=case.id, case_class=case_class, office=office, by=verifier, at=timezone.now()
        )

    return verified
