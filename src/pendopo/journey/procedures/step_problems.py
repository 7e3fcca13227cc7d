"""What is wrong with the steps of a definition: what casework cannot do, or never ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from pendopo.journey.procedures.course import (
    ABILITIES,
    ASSIGN,
    BEGINNING,
    ENDS,
    actors_for,
    leads_to,
)
from pendopo.journey.procedures.definition import Raw
from pendopo.journey.procedures.wording import (
    ACTOR_NAMES,
    CLOCK_NAMES,
    REQUIRES_NAMES,
    STATE_NAMES,
)

Fault = tuple[tuple[str | int, ...], str]
# Step → the limit without which it has no meaning.
_LIMITED_BY = {
    "extend": "extend",
    "object": "object",
    "decide_objection": "objection_answer",
    "dispute": "dispute",
}


def step_faults(raw: Raw) -> Iterator[Fault]:
    """Yield the way to each fault, with a sentence."""
    for i, row in enumerate(raw["steps"]):
        if row["code"] != ASSIGN:
            yield from _unable(("steps", i), row, raw["kind"])
    yield from _lacking(raw)
    for state in _dead_ends(raw):
        message = _("Dari status “%(state)s” tidak ada langkah yang mengakhiri (tutup atau arsip).")
        yield ("steps",), message % {"state": STATE_NAMES[state]}


def _unable(at: tuple[str | int, ...], row: Raw, kind: str) -> Iterator[Fault]:
    ability, code = ABILITIES[row["code"]], row["code"]
    if row["actor"] not in actors_for(code, kind):
        known = ", ".join(str(ACTOR_NAMES[who]) for who in sorted(actors_for(code, kind)))
        message = _("Langkah ini pada jenis ini hanya dapat dilakukan: %(known)s.")
        yield (*at, "actor"), message % {"known": known}
    for j, state in enumerate(row["from"]):
        if state not in ability.from_states:
            known = ", ".join(str(STATE_NAMES[one]) for one in sorted(ability.from_states))
            message = _("Langkah ini hanya dapat dilakukan dari: %(known)s.")
            yield (*at, "from", j), message % {"known": known}
    if row.get("to", "") not in ("", ability.to_state):
        target = STATE_NAMES.get(ability.to_state, _("status yang sama"))
        yield (*at, "to"), _("Langkah ini selalu menuju: %(target)s.") % {"target": target}
    for j, guard in enumerate(row.get("requires", ())):
        if guard not in ability.guards:
            message = _("Syarat “%(guard)s” tidak dapat diperiksa pada langkah ini.")
            yield (*at, "requires", j), message % {"guard": REQUIRES_NAMES[guard]}


def _lacking(raw: Raw) -> Iterator[Fault]:
    """Yield what belongs to a step and is not there."""
    codes = {row["code"] for row in raw["steps"]}
    clocks = {row["clock"]: row["unit"] for row in raw.get("clocks", ())}
    for step, clock in _LIMITED_BY.items():
        if step in codes and clock not in clocks:
            message = _("Langkah “%(step)s” memerlukan batas waktu “%(clock)s”.")
            yield ("clocks",), message % {"step": step, "clock": CLOCK_NAMES[clock]}
    if "extend" in codes and clocks.get("extend") != clocks.get("answer"):
        yield ("clocks",), _("Satuan perpanjangan harus sama dengan satuan penyelesaian.")
    if ("object" in codes) != ("decide_objection" in codes):
        yield ("steps",), _("Keberatan perlu dua langkah: mengajukan dan memutus.")
    if "object" in codes and not raw.get("objection_grounds"):
        yield ("objection_grounds",), _("Belum ada alasan keberatan yang dapat dipilih.")


def _dead_ends(raw: Raw) -> list[str]:
    """Return the states that a case can come into and from which it never ends."""
    ways = _ways(raw)
    return sorted(state for state in _reached(BEGINNING, ways) if not _reached(state, ways) & ENDS)


def _ways(raw: Raw) -> Mapping[str, frozenset[str]]:
    ways: dict[str, set[str]] = {}
    for row in raw["steps"]:
        if row["code"] != ASSIGN:
            for state in row["from"]:
                ways.setdefault(state, set()).add(leads_to(row["code"], state))
    return {state: frozenset(targets) for state, targets in ways.items()}


def _reached(start: str, ways: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = ways.get(waiting.pop(), frozenset()) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)
