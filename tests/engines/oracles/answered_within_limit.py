"""The indicator "answered within the limit", one clock after the other, by hand."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

EXCLUDED = {"archived", "not_ours", "withdrawn", "merged"}


def members(facts, at, zone):
    """Return (case, clock, office, month, due, stopped, outcome) of every clock fallen due."""
    known = {fact["id"]: fact for fact in facts if fact["at"] <= at}
    ordered = sorted(known.values(), key=lambda fact: (fact["at"], fact["id"]))
    clocks = {}
    for fact in ordered:
        values = fact["payload"]
        if fact["name"].startswith("Clock") and values["clock"] == "answer":
            clocks.setdefault(values["clock_id"], []).append(fact)
    found = [member(clock_id, own, ordered, at, zone) for clock_id, own in clocks.items()]
    return sorted(
        (one for one in found if one is not None), key=lambda one: (one[3], one[2], one[0], one[1])
    )


def member(clock_id, own, ordered, at, zone):
    """Walk through one clock's facts up to its first stop."""
    case = due = office = stopped = reason = None
    for fact in own:
        values = fact["payload"]
        case = values["case_id"]
        if values.get("due_at"):
            due = datetime.fromisoformat(values["due_at"])
        elif fact["name"] == "ClockMoved":
            due = None
        if values.get("office"):
            office = values["office"]
        if fact["name"] == "ClockStopped":
            stopped, reason = fact["at"], values["reason"]
            break
    if due is None or not due < at:
        return None
    if office is None:
        office = holder(case, due, ordered) or "unassigned"
    month = due.astimezone(ZoneInfo(zone)).strftime("%Y-%m")
    return (case, clock_id, office, month, due, stopped, outcome(reason, stopped, due))


def holder(case, due, ordered):
    """Return who held the case when the clock fell due."""
    held = None
    for fact in ordered:
        values = fact["payload"]
        same = fact["name"] == "CaseAssigned" and values["case_id"] == case
        if same and fact["at"] <= due and values.get("office"):
            held = values["office"]
    return held


def outcome(reason, stopped, due):
    """Say what became of the clock."""
    if reason is None:
        return "unanswered_open"
    if reason == "answered":
        return "within" if stopped <= due else "late"
    if reason in EXCLUDED and (stopped <= due or reason == "merged"):
        return f"excluded:{reason}"
    return reason
