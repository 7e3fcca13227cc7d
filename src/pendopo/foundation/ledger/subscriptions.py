"""Who hears of which fact, and what is done at regular times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from pendopo.kernel.events import Fact

FactT = TypeVar("FactT", bound=Fact)
Listener = Callable[[FactT], None]


@dataclass(frozen=True)
class DutyPlan:
    """A recurring piece of work: what, and how long until the next time."""

    name: str
    work: Callable[[datetime], None]
    every: timedelta


_LISTENERS: dict[str, Listener] = {}
_BY_FACT: dict[str, list[str]] = {}
_DUTIES: dict[str, DutyPlan] = {}


def subscribe(*facts: type[FactT]) -> Callable[[Listener[FactT]], Listener[FactT]]:
    """Register a function as subscriber of facts; it must be idempotent.

    Delivery is at least once: after a crash the same fact comes again.
    """

    def register(listener: Listener[FactT]) -> Listener[FactT]:
        name = f"{listener.__module__.removeprefix('pendopo.')}.{listener.__qualname__}"
        _LISTENERS[name] = listener
        for fact in facts:
            if name not in _BY_FACT.setdefault(fact.__name__, []):
                _BY_FACT[fact.__name__].append(name)
        return listener

    return register


def duty(*, every: timedelta) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register a function ``work(at)`` to be run by the worker at intervals of ``every``."""

    def register(work: Callable[[datetime], None]) -> Callable[[datetime], None]:
        name = f"{work.__module__.removeprefix('pendopo.')}.{work.__qualname__}"
        _DUTIES[name] = DutyPlan(name, work, every)
        return work

    return register


def subscribers_of(fact_name: str) -> tuple[str, ...]:
    """Return the names of the subscribers of a fact, in order of registration."""
    return tuple(_BY_FACT.get(fact_name, ()))


def listener(name: str) -> Listener:
    """Return the subscriber registered under ``name``; KeyError if it is gone."""
    return _LISTENERS[name]


def duties() -> tuple[DutyPlan, ...]:
    """Return all recurring work."""
    return tuple(_DUTIES.values())
