import pytest

from pendopo.engines.privacy import Confidence, Scanner
from pendopo.engines.privacy.shipped import shipped_rules


@pytest.fixture(scope="session")
def rules():
    return shipped_rules()


@pytest.fixture(scope="session")
def scanner(rules):
    return Scanner(rules)


@pytest.fixture(scope="session")
def shapes_too(rules):
    """A scanner that also tells what has only the shape of something."""
    return Scanner(rules, least=Confidence.SHAPE)
