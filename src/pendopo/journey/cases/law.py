"""The limits and the calendar in force, read once and handed to the casework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from pendopo.engines.clock import Calendar, Due, Pause, Unit, due
from pendopo.journey.cases.errors import NoPolicy
from pendopo.journey.cases.models import Clock, ClockPolicy
from pendopo.kernel.calendars import office_calendar
from pendopo.kernel.time import from_iso, local


@dataclass(frozen=True)
class Law:
    """Policies and calendar as they stand."""

    policies: tuple[ClockPolicy, ...]
    calendar: Calendar

    def has_policy(self, clock: str, case_class: str, at: datetime) -> bool:
        """Return whether a limit is in force for a clock and class at a moment."""
        return bool(self._fitting(clock, case_class, self._day(at)))

    def policy(self, clock: str, case_class: str, at: datetime) -> ClockPolicy:
        """Return the newest policy in force for a clock and class on the local day of ``at``.

        Raises NoPolicy if the office has not set one.
        """
        found = self._fitting(clock, case_class, self._day(at))
        if not found:
            raise NoPolicy(
                _("Belum ada batas waktu untuk %(clock)s %(kind)s.")
                % {"clock": clock, "kind": case_class}
            )
        return max(found, key=lambda policy: (policy.case_class != "", policy.valid_from))

    def _day(self, at: datetime) -> date:
        return local(at, self.calendar.zone).date()

    def _fitting(self, clock: str, case_class: str, on: date) -> list[ClockPolicy]:
        return [
            policy
            for policy in self.policies
            if policy.clock == clock
            and policy.case_class in ("", case_class)
            and policy.valid_from <= on
            and (policy.valid_to is None or policy.valid_to > on)
        ]

    def due(self, policy: ClockPolicy, start: datetime, pauses: Iterable[Pause] = ()) -> Due:
        """Return when a clock under ``policy`` runs out."""
        return due(start, policy.amount, Unit(policy.unit), self.calendar, tuple(pauses))


def law_in_force(*, at: datetime) -> Law:
    """Return the law as its rows stand at ``at`` (two small queries)."""
    return Law(tuple(ClockPolicy.objects.all()), office_calendar(at=at))


def pauses_of(clock: Clock) -> list[Pause]:
    """Return a clock's pauses as the engine takes them."""
    return [Pause(from_iso(start), from_iso(end) if end else None) for start, end in clock.pauses]
