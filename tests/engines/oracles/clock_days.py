"""Deadlines counted one day at a time, the way a clerk does it with a wall calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


USUAL = dict.fromkeys(range(5), time(16))


def slow_due(start, amount, zone, closed, *, by_work=True, pauses=(), closings=USUAL):
    """Return (instant, receipt, counted, skipped dates); the instant is None while it cannot end.

    ``closings`` has the closing time of each weekday that is worked.
    """
    here = ZoneInfo(zone)
    arrival = start.astimezone(here).replace(microsecond=0)
    day = arrival.date()
    if arrival.time() > closings.get(day.weekday(), time(16)):
        day += ONE_DAY
    while not _works(day, closed, closings):
        day += ONE_DAY
    receipt, counted, skipped = day, [], []
    while len(counted) < amount:
        day += ONE_DAY
        if _waits_for_ever(day, here, pauses):
            return None, receipt, counted, _before_the_wait(skipped, day, here, pauses)
        open_today = _works(day, closed, closings) or not by_work
        if open_today and not any(_touches(pause, day, here) for pause in pauses):
            counted.append(day)
        else:
            skipped.append(day)
    end = datetime.combine(day, time(23, 59, 59), tzinfo=here)
    return end.astimezone(UTC), receipt, counted, skipped


def _before_the_wait(skipped, day, here, pauses) -> list[date]:
    """Drop the pause days that run without a gap into the open pause: they are part of it."""
    kept = list(skipped)
    while kept and kept[-1] == day - ONE_DAY and any(_touches(p, kept[-1], here) for p in pauses):
        day = kept.pop()
    return kept


def _works(day: date, closed: set[date], closings) -> bool:
    return day.weekday() in closings and day not in closed


def _touches(pause, day, here) -> bool:
    """Say whether any moment of the local day lies in [start, end)."""
    begins = datetime.combine(day, time(0), tzinfo=here)
    if pause.start == pause.end:
        return False
    has_begun = pause.start.replace(microsecond=0) < begins + ONE_DAY
    return has_begun and (pause.end is None or pause.end.replace(microsecond=0) > begins)


def _waits_for_ever(day, here, pauses) -> bool:
    tonight = datetime.combine(day, time(0), tzinfo=here) + ONE_DAY
    return any(pause.end is None and pause.start < tonight for pause in pauses)
