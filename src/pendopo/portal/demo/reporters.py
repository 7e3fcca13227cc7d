"""Invented citizens, some of whom write more than once."""

from __future__ import annotations

from dataclasses import dataclass

from pendopo.portal.demo.dice import Dice
from pendopo.portal.demo.regency import Regency, Village

RETURNING = 0.34
# No operator sells numbers of this range; the last seven digits never repeat.
PHONE_RANGE, PHONES, STRIDE = "+628600", 10_000_000, 7_654_321


@dataclass(frozen=True, slots=True)
class Reporter:
    """A fictional citizen; the phone number identifies the person across stories."""

    name: str
    phone: str
    email: str
    region: str


class Reporters:
    """Gives each village people of its own."""

    def __init__(self, regency: Regency, dice: Dice) -> None:
        self._given, self._family = regency.given_names, regency.family_names
        self._dice = dice
        self._count = 0
        self._known: dict[str, list[Reporter]] = {}

    def someone(self, village: Village) -> Reporter:
        """Return a person of the village: somebody who wrote before, or somebody new."""
        known = self._known.setdefault(village.code, [])
        if known and self._dice.chance(RETURNING):
            return self._dice.pick(known)
        known.append(self._new(village))
        return known[-1]

    def _new(self, village: Village) -> Reporter:
        self._count += 1
        given = self._dice.pick(self._given)
        roll = self._dice.roll()
        # Many Javanese names are one word, and some are two given names.
        second = "" if roll < 0.14 else self._dice.pick(self._given if roll < 0.3 else self._family)
        name = f"{given} {second}" if second and second != given else given
        address = f"{name.lower().replace(' ', '.')}{self._count}@example.org"
        phone = f"{PHONE_RANGE}{self._count * STRIDE % PHONES:07d}"
        return Reporter(name, phone, address if self._dice.chance(0.45) else "", village.code)
