"""The limits and the calendars in force, read once and handed to the casework."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.engines.clock import Calendar, Due, Pause, Unit, due
from pendopo.journey.cases.calendars import Calendars, calendars_in_force
from pendopo.journey.cases.errors import NoPolicy
from pendopo.journey.cases.models import Case, Clock, ClockPolicy
from pendopo.kernel.law_stamp import law_stamp
from pendopo.kernel.time import from_iso, local

NOON = time(12)


@dataclass(frozen=True)
class Law:
    """Policies and calendars as they stand."""

    policies: tuple[ClockPolicy, ...]
    calendars: Calendars

    @property
    def calendar(self) -> Calendar:
        """Return the calendar of an office without one of its own."""
        return self.calendars.usual

    def calendar_of(self, office_id: uuid.UUID | None) -> Calendar:
        """Return the calendar by which an office works."""
        return self.calendars.of(office_id)

    def has_policy(self, clock: str, case_class: str, at: datetime, *, procedure: str = "") -> bool:
        """Return whether a limit is in force for a clock and class at a moment."""
        return bool(self._fitting(clock, case_class, procedure, self._day(at)))

    def has_procedure(self, procedure: str) -> bool:
        """Return whether the limits of a procedure's version are among the rows."""
        return any(policy.procedure == procedure for policy in self.policies)

    def policy(
        self, clock: str, case_class: str, at: datetime, *, procedure: str = ""
    ) -> ClockPolicy:
        """Return the newest policy in force for a clock and class on the local day of ``at``.

        The limit of the procedure's own version goes before that of its class, and that
        before one for all. Raises NoPolicy if the office has not set one.
        """
        found = self._fitting(clock, case_class, procedure, self._day(at))
        if not found:
            raise NoPolicy(
                _("Belum ada batas waktu untuk %(clock)s %(kind)s.")
                % {"clock": clock, "kind": case_class}
            )
        return max(
            found,
            key=lambda policy: (policy.procedure != "", policy.case_class != "", policy.valid_from),
        )

    def _day(self, at: datetime) -> date:
        return local(at, self.calendar.zone).date()

    def _fitting(self, clock: str, case_class: str, procedure: str, on: date) -> list[ClockPolicy]:
        return [
            policy
            for policy in self.policies
            if policy.clock == clock
            and policy.case_class in ("", case_class)
            and policy.procedure in ("", procedure)
            and policy.valid_from <= on
            and (policy.valid_to is None or policy.valid_to > on)
        ]

    def due(
        self,
        policy: ClockPolicy,
        start: datetime,
        pauses: Iterable[Pause] = (),
        *,
        office: uuid.UUID | None = None,
        extra: int = 0,
    ) -> Due:
        """Return when a clock under ``policy`` runs out, by the calendar of its office.

        ``extra`` is by how much it was extended, in the unit of the policy.
        """
        calendar = self.calendars.of(office)
        return due(start, policy.amount + extra, Unit(policy.unit), calendar, tuple(pauses))


def law_in_force(*, at: datetime) -> Law:
    """Return the law as its rows stand at ``at``: one small query, three after a change."""
    stamp, zone = law_stamp(), settings.PENDOPO_ZONE
    return _kept_law(stamp, local(at, zone).date(), zone) if stamp else _read_law(at)


@lru_cache(maxsize=32)
def _kept_law(_stamp: str, day: date, zone: str) -> Law:
    """Return the law of a day, read once while its rows stand under the stamp."""
    return _read_law(datetime.combine(day, NOON, ZoneInfo(zone)))


def _read_law(at: datetime) -> Law:
    return Law(tuple(ClockPolicy.objects.all()), calendars_in_force(at=at))


def pauses_of(clock: Clock) -> list[Pause]:
    """Return a clock's pauses as the engine takes them."""
    return [Pause(from_iso(start), from_iso(end) if end else None) for start, end in clock.pauses]


def procedure_of(case: Case) -> str:
    """Return the version of the procedure under which a case began, as limits name it."""
    version = case.procedure_version if case.procedure_version_id else None
    return f"{version.procedure_id}@{version.number}" if version else ""
