"""How invented citizens fill in the form of a procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pendopo.foundation.people.types import Contact
from pendopo.journey.procedures.definition import CONTACT_FILLS, Definition, Question
from pendopo.journey.procedures.rules import Answers, holds
from pendopo.journey.procedures.types import Answer
from pendopo.portal.demo.dice import Dice

# No real NIK begins with 99; no business number with 00.
_NIK, _NIB = "99{:014d}", "00{:011d}"
_KEPT_ELSEWHERE = frozenset({"title", "text", *CONTACT_FILLS})
_MOST_DAYS = 60


def invented_contact(name: str, serial: int, village: str) -> Contact:
    """Return who applies, with numbers that belong to nobody."""
    return Contact(
        name=name,
        phone=f"+628601{serial:07d}",
        email=f"{name.lower().replace(' ', '.')}.{serial}@example.org",
        nik=_NIK.format(serial),
        address=f"RT 02 RW 01, {village}",
    )


def filled_in(
    definition: Definition, lines: Mapping[str, Sequence[str]], day: date, dice: Dice
) -> Answers:
    """Return answers to what is asked and kept with the form; the rest is said elsewhere."""
    told: dict[str, Answer] = {}
    for question in definition.questions:
        if holds(question.show_when, told) and question.fills not in _KEPT_ELSEWHERE:
            told[question.code] = _answer(question, lines, day, dice)
    return told


def _answer(
    question: Question, lines: Mapping[str, Sequence[str]], day: date, dice: Dice
) -> Answer:
    if question.code in lines:
        return dice.pick(lines[question.code])
    if question.choices:
        chosen = dice.pick(question.choices)[0]
        return [chosen] if question.type == "array" else chosen
    if question.type == "boolean":
        return dice.chance(0.5)
    if question.type in ("integer", "number"):
        return day.year - 1 - int(dice.roll() * 8)
    if question.format == "date":
        return (day - timedelta(days=1 + int(dice.roll() * _MOST_DAYS))).isoformat()
    number = int(dice.roll() * 10**9)
    return _NIB.format(number) if "13" in question.pattern else _NIK.format(number)
