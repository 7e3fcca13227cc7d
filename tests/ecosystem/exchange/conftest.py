"""The law and the topics that every case here stands on."""

import pytest


@pytest.fixture
def law(db):
    # Imported here: pytest reads this file before Django is set up.
    from tests.factories.cases import make_law
    from tests.factories.voice import make_topics

    make_law()
    make_topics()
