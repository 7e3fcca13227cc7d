"""A million deadlines in every unit, beside numpy.busday_offset, and one deadline explained.

    PYTHONPATH=src python benchmarks/bench_clock.py [--size 1000000]

The peer only moves dates: it knows neither zones, closing times nor the end of a day.
What it needs for the same answer (local dates and the late arrivals) is prepared
outside its measured time, so the ratio favours the peer. Both answers are compared.
"""

import argparse
import json
import platform
import resource
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from pendopo.engines.clock import Unit, due, due_many, load_calendar

CALENDARS = Path(__file__).parents[1] / "data" / "calendars"
SHIPPED = [CALENDARS / "id_national.yaml", CALENDARS / "id_hours.yaml"]
SEED = 20_260_302
AMOUNT = 14
ROUNDS = 5
OFFSET = np.timedelta64(7 * 3600, "s")
CLOSING = np.timedelta64(16 * 3600, "s")


def main():
    size = arguments().size
    plain = load_calendar(SHIPPED[:1], "Asia/Jakarta")
    starts = arrivals(size)
    units = every_unit(starts, load_calendar(SHIPPED, "Asia/Jakarta"))
    calendar = plain
    ours, answer = timed(lambda: due_many(starts, AMOUNT, Unit.WORK_DAYS, calendar))
    dates, business = peer_input(starts, calendar)
    peer, theirs = timed(
        lambda: np.busday_offset(dates, AMOUNT, roll="forward", busdaycal=business)
    )
    agree = bool((answer == ends_of(theirs)).all())
    single = one_explained(calendar)
    report(size, ours, peer, single, units, agree=agree)


def arguments():
    parser = argparse.ArgumentParser(description="time a million deadlines")
    parser.add_argument("--size", type=int, default=1_000_000)
    return parser.parse_args()


def arrivals(size):
    """Draw arrivals evenly over 2022-2026, to the second, in UTC."""
    chance = np.random.default_rng(SEED)
    first, last = np.datetime64("2022-01-03", "s"), np.datetime64("2026-11-30", "s")
    span = int((last - first).astype(int))
    return first + chance.integers(0, span, size).astype("timedelta64[s]")


def peer_input(starts, calendar):
    local = starts + OFFSET
    dates = local.astype("datetime64[D]")
    late = local - dates > CLOSING
    shut = [day.date for day in calendar.closed]
    return dates + late.astype(int), np.busdaycalendar(holidays=shut)


def ends_of(dates):
    return dates.astype("datetime64[s]") + np.timedelta64(86_399, "s") - OFFSET


def timed(work):
    """Give the median seconds of a few rounds, and the last answer."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), answer


def every_unit(starts, calendar):
    """Give the seconds for all starts in each unit, with Friday's and Ramadan's own hours."""
    amounts = {Unit.WORK_HOURS: 40, Unit.WORK_DAYS: 14, Unit.CALENDAR_DAYS: 60, Unit.MONTHS: 3}
    due_many(starts[:1], 1, Unit.WORK_HOURS, calendar)
    return {
        unit.value: round(timed(lambda u=unit, n=n: due_many(starts, n, u, calendar))[0], 4)
        for unit, n in amounts.items()
    }


def one_explained(calendar):
    """Give the seconds of one deadline with every skipped day named."""
    start, count = datetime(2026, 3, 17, 3, tzinfo=UTC), 2_000
    seconds, _ = timed(lambda: [due(start, AMOUNT, Unit.WORK_DAYS, calendar) for _ in range(count)])
    return seconds / count


def report(size, ours, peer, single, units, *, agree):
    rows = {
        "benchmark": "clock",
        "n_starts": size,
        "amount_work_days": AMOUNT,
        "due_many_seconds": round(ours, 4),
        "due_many_per_second": round(size / ours),
        "busday_offset_seconds": round(peer, 4),
        "times_faster_than_busday_offset": round(peer / ours, 2),
        "answers_agree": agree,
        "seconds_by_unit": units,
        "due_microseconds": round(single * 1e6, 1),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    print(
        f"due_many            {size:>9,} deadlines in {ours:.3f} s = {size / ours:,.0f} per second"
    )
    print(f"numpy.busday_offset {size:>9,} dates     in {peer:.3f} s (dates only, prepared before)")
    print(f"ratio               {peer / ours:.2f} times as fast as the peer; same answers: {agree}")
    print("each unit, own hours ", "; ".join(f"{u} {s:.3f} s" for u, s in units.items()))
    print(f"due, explained      {single * 1e6:.1f} microseconds each")
    print(json.dumps(rows))
    if not agree:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
