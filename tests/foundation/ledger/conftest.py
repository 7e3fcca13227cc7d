"""Listeners and duties that exist for one test only."""

from collections.abc import Callable

import pytest

from pendopo.foundation.ledger import subscriptions


@pytest.fixture
def listen(monkeypatch) -> Callable[..., str]:
    """Register a listener under a name for this test: ``listen("a", hear)``; nobody else hears."""
    monkeypatch.setattr(subscriptions, "_LISTENERS", {})
    monkeypatch.setattr(subscriptions, "_BY_FACT", {})

    def register(name: str, listener: Callable) -> str:
        subscriptions._LISTENERS[name] = listener
        subscriptions._BY_FACT.setdefault("OfficeRegistered", []).append(name)
        return name

    return register


@pytest.fixture
def plan(monkeypatch) -> Callable[..., None]:
    """Register the only duties there are: ``plan(work, every=...)``."""
    monkeypatch.setattr(subscriptions, "_DUTIES", {})

    def register(work: Callable, *, every, name: str = "work") -> None:
        subscriptions._DUTIES[name] = subscriptions.DutyPlan(name, work, every)

    return register
