"""Visitors of the voice room."""

import pytest


@pytest.fixture
def client_b():
    """Another browser."""
    from django.test import Client

    return Client()


@pytest.fixture
def client_with_csrf():
    """A browser whose forms are checked for where they come from."""
    from django.test import Client

    return Client(enforce_csrf_checks=True)
