"""The rules as they are shipped."""

import pytest


@pytest.fixture(autouse=True)
def _rules(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        from tests.factories.clarification import make_rules

        make_rules()
