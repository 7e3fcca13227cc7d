"""Invented facts and the shipped definition for the tests of this engine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pendopo.engines.indicators import compute, load_definition, write_facts_day

FILE = Path(__file__).parents[3] / "data/indicators/answered_within_limit.yaml"
DEFINITION = load_definition(FILE)
ZONE = "Asia/Jakarta"
AT = datetime(2026, 4, 1, tzinfo=UTC)


def instant(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fact(number, name, at, **payload):
    return {
        "id": f"{number:08d}" if isinstance(number, int) else number,
        "name": name,
        "version": 1,
        "subject_type": "case",
        "subject_id": payload.get("case_id"),
        "at": instant(at) if isinstance(at, str) else at,
        "by_ref": "system",
        "payload": payload,
    }


def clock(number, name, at, case="a", **payload):
    own = {"case_id": case, "clock_id": f"{case}-1", "clock": "answer"}
    return fact(number, name, at, **own | payload)


def started(number, at, due, **payload):
    return clock(number, "ClockStarted", at, due_at=f"{due}Z", policy="p", **payload)


def stopped(number, at, due, reason="answered", **payload):
    return clock(number, "ClockStopped", at, due_at=f"{due}Z", reason=reason, **payload)


def exported(folder, facts):
    """Write ``facts`` as one day's file, as the evidence room does, and return the folder."""
    write_facts_day(folder / "day=2026-01-01" / "facts.parquet", facts)
    return folder


def computed(folder, facts, at=AT, definition=DEFINITION, zone=ZONE):
    return compute(definition, exported(folder, facts), at=at, zone=zone)
