"""Hours of the law: a clock begins under the row in force, and shows honestly how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from pendopo.engines.clock import Calendar, Unit, due, remaining
from pendopo.foundation.governance.models import Clocked
from pendopo.kernel.calendars import usual_calendar
from pendopo.kernel.numbers import number_in_force, rule_in_force
from pendopo.ui.templatetags.pendopo_ui import local_time_text


def begun(code: str, *, since: datetime) -> dict[str, Any]:
    """Return the columns of ``Clocked`` for a rule's clock that begins at ``since``.

    Raises
    ------
    NoNumber
        The installation's law was not loaded.
    """
    rule = rule_in_force(f"personal_data.{code}", at=since)
    found = due(since, rule.amount, Unit(rule.unit), usual_calendar(at=since))
    return {
        "due_at": found.at,
        "amount": rule.amount,
        "unit": rule.unit,
        "legal_basis": rule.legal_basis,
        "is_confirmed": rule.confidence == "verified",
    }


@dataclass(frozen=True)
class Standing:
    """How a clock stands: hours left, or hours late; a stopped clock keeps what it showed."""

    state: str
    n_hours: int

    @property
    def is_late(self) -> bool:
        """Return whether the limit passed before the duty was done."""
        return self.state == "late"


@dataclass(frozen=True)
class Wall:
    """What all clocks of a page are read by, fetched once: the calendar, and when it is near."""

    at: datetime
    calendar: Calendar
    near_hours: int


def wall(*, at: datetime) -> Wall:
    """Return what clocks are read by at a moment."""
    near = number_in_force("personal_data.near_hours", at=at)
    return Wall(at, usual_calendar(at=at), near)


def standing(row: Clocked, *, since: datetime, stopped_at: datetime | None, by: Wall) -> Standing:
    """Return how a clock stands, or stood when it was stopped."""
    if row.due_at is None or row.amount is None:
        return Standing("stopped" if stopped_at else "on_time", 0)
    limit = due(since, row.amount, Unit(row.unit), by.calendar)
    left = remaining(limit, stopped_at or by.at, by.calendar)
    if left.is_late:
        return Standing("late", left.days)
    if stopped_at is not None:
        return Standing("stopped", left.days)
    return Standing("near" if left.days <= by.near_hours else "on_time", left.days)


def face(
    row: Clocked, name: str, *, since: datetime, stopped_at: datetime | None, by: Wall
) -> dict[str, Any]:
    """Return a clock as ``components/clock.html`` takes it."""
    stood = standing(row, since=since, stopped_at=stopped_at, by=by)
    left = -stood.n_hours if stood.is_late else stood.n_hours
    is_running = row.due_at is not None and stopped_at is None
    length = row.amount or 0
    return {
        "name": name,
        "state": stood.state,
        "due": row.due_at,
        "remaining": left if is_running else None,
        "unit": _("jam"),
        "unit_left": npgettext("satuan waktu", "jam", "jam", stood.n_hours),
        "elapsed": min(max(length - left, 0), length) if is_running else None,
        "length": length if is_running else None,
        "legal_basis": row.legal_basis,
        "unconfirmed": bool(row.legal_basis) and not row.is_confirmed,
        "note": _note(stood, stopped_at),
    }


def _note(stood: Standing, stopped_at: datetime | None) -> str:
    if stopped_at is None:
        return ""
    told = {"at": local_time_text(stopped_at), "n": stood.n_hours}
    if not stood.is_late:
        return _("Dipenuhi %(at)s, dalam batas waktu.") % told
    if not stood.n_hours:
        return _("Baru dipenuhi %(at)s, kurang dari satu jam lewat batas waktu.") % told
    return _("Baru dipenuhi %(at)s, %(n)s jam lewat batas waktu.") % told
