"""Visitors of the voice room."""

import pytest
from django.test import Client


@pytest.fixture
def client_b():
    """Another browser."""
    return Client()


@pytest.fixture
def client_with_csrf():
    """A browser whose forms are checked for where they come from."""
    return Client(enforce_csrf_checks=True)
