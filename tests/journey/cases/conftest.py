"""The law, offices, and who works there."""

import pytest


@pytest.fixture
def law(db):
    from tests.factories.cases import make_law

    make_law()


@pytest.fixture
def roads(db):
    return _office("dpupr", "Dinas Pekerjaan Umum")


@pytest.fixture
def lights(db):
    return _office("dishub", "Dinas Perhubungan")


@pytest.fixture
def inspectorate(db):
    return _office("inspektorat", "Inspektorat Daerah")


@pytest.fixture
def verifier(db):
    return _actor("verifier")


@pytest.fixture
def officer(roads):
    return _actor("officer", roads)


@pytest.fixture
def inspector(inspectorate):
    return _actor("inspector", inspectorate)


def _office(code, name):
    from tests.factories.people import make_office

    return make_office(code, name=name)


def _actor(role, office=None):
    from tests.factories.cases import make_actor

    from pendopo.foundation.people.types import Role

    return make_actor(Role(role), office)
