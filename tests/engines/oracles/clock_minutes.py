"""Working hours counted one minute at a time, by looking at the door."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_MINUTE = timedelta(minutes=1)


def slow_hours(start, hours, zone, is_open, pauses=()):
    """Return the instant at which so many open, unpaused minutes have gone by.

    None while an open pause keeps it from ending. Everything must fall on whole
    minutes; ``is_open`` is asked with the local minute that begins.
    """
    here = ZoneInfo(zone)
    minute, left = start.astimezone(here), hours * 60
    while left or not is_open(minute):
        if left and any(p.end is None and p.start <= minute for p in pauses):
            return None
        is_paused = any(p.start <= minute and (p.end is None or minute < p.end) for p in pauses)
        if left and is_open(minute) and not is_paused:
            left -= 1
            if not left:
                return (minute + ONE_MINUTE).astimezone(UTC)
        minute += ONE_MINUTE
    return minute.astimezone(UTC)


def door(weeks, closed):
    """Return ``is_open`` for weeks of opening times and a set of closed dates.

    ``weeks`` are (first date, last date, {weekday: [(from, until)]}); the last that
    covers a day holds.
    """

    def is_open(minute: datetime) -> bool:
        day, clock = minute.date(), minute.time()
        if day in closed:
            return False
        week = [week for first, last, week in weeks if first <= day <= last][-1]
        return any(
            a <= clock and (clock < b or b == time(0)) for a, b in week.get(day.weekday(), ())
        )

    return is_open
