"""The rules' numbers as the installation ships them."""

import pytest


@pytest.fixture(autouse=True)
def _numbers(request: pytest.FixtureRequest) -> None:
    if not request.node.get_closest_marker("django_db"):
        return
    request.getfixturevalue("db")
    from django.conf import settings

    from pendopo.portal.law_loader import load_numbers

    load_numbers(settings.DATA_ROOT / "rules")
