"""A network plan: whose addresses are where, which sites are closed when, and for whom not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pendopo.engines.network.checks import require_sound
from pendopo.engines.network.domains import least
from pendopo.engines.network.ranges import Range, joined
from pendopo.engines.network.windows import Window

EVERYONE = "umum"


@dataclass(frozen=True, slots=True)
class Office:
    """A work unit with its addresses.

    Attributes
    ----------
    people
        How many work there; None if nobody said. A unit smaller than the threshold of
        the report is never shown by itself.
    """

    code: str
    name: str
    ranges: tuple[Range, ...]
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of sites, by their domains; everything below a domain belongs to it."""

    code: str
    name: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Addresses that are treated by themselves: communications, the duty desk."""

    code: str
    name: str
    ranges: tuple[Range, ...]


NamedT = TypeVar("NamedT", Office, Category, Group)


@dataclass(frozen=True, slots=True)
class Closing:
    """One category is closed in one window, but not for some groups."""

    window: Window
    category: str
    exempt: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Privacy:
    """What a report may tell.

    Attributes
    ----------
    k
        A number is shown only if at least so many devices are behind it.
    most_of_one
        A number is not shown if one device makes more than this share of it.
    round_to
        Shown numbers are multiples of this.
    """

    k: int = 10
    most_of_one: float = 0.5
    round_to: int = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is where and what is closed when; use it as :meth:`checked` gives it."""

    name: str
    version: int
    zone: str
    offices: tuple[Office, ...]
    categories: tuple[Category, ...]
    groups: tuple[Group, ...] = ()
    closings: tuple[Closing, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    folder: str = "/etc/pendopo-jaringan"

    def checked(self) -> Plan:
        """Return the plan in order, the same for the same content.

        Raises
        ------
        NetworkError
            A code is unknown, doubled or badly written, or two share an address or domain.
        """
        plan = replace(
            self,
            folder=self.folder.rstrip("/"),
            offices=_in_order(replace(each, ranges=joined(each.ranges)) for each in self.offices),
            categories=_in_order(
                replace(each, domains=least(each.domains)) for each in self.categories
            ),
            groups=_in_order(replace(each, ranges=joined(each.ranges)) for each in self.groups),
            closings=tuple(sorted(self.closings, key=lambda each: (each.window, each.category))),
        )
        require_sound(plan)
        return plan

    @property
    def audiences(self) -> tuple[str, ...]:
        """Return those who are treated alike: each group, then everyone else."""
        return (*(group.code for group in self.groups), EVERYONE)

    def closed(self, window: Window | None, audience: str) -> tuple[Category, ...]:
        """Return the categories closed to an audience; none without a window."""
        shut = {
            each.category
            for each in self.closings
            if each.window == window and audience not in each.exempt
        }
        return tuple(category for category in self.categories if category.code in shut)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Return all addresses of all offices."""
        return joined(each for office in self.offices for each in office.ranges)

    @property
    def digest(self) -> str:
        """Return sixteen hexadecimal digits that change when anything in the plan does."""
        text = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def as_data(self) -> dict[str, Any]:
        """Return the plan as ``files.read_plan`` reads it."""
        return {
            "name": self.name,
            "version": self.version,
            "zone": self.zone,
            "folder": self.folder,
            "offices": [
                {
                    "code": office.code,
                    "name": office.name,
                    "ranges": list(map(str, office.ranges)),
                    "people": office.people,
                }
                for office in self.offices
            ],
            "categories": [
                {"code": each.code, "name": each.name, "domains": list(each.domains)}
                for each in self.categories
            ],
            "groups": [
                {"code": group.code, "name": group.name, "ranges": list(map(str, group.ranges))}
                for group in self.groups
            ],
            "closings": [
                {
                    "window": each.window.value,
                    "category": each.category,
                    "exempt": sorted(each.exempt),
                }
                for each in self.closings
            ],
            "privacy": {
                "k": self.privacy.k,
                "most_of_one": self.privacy.most_of_one,
                "round_to": self.privacy.round_to,
            },
        }


def _in_order(named: Iterable[NamedT]) -> tuple[NamedT, ...]:
    return tuple(sorted(named, key=lambda each: each.code))
