"""Finding what is personal in a text, and judging it by the numbers of its door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db.models import Q

from pendopo.engines import privacy
from pendopo.engines.privacy import Finding, Kind
from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.naming import named_persons, with_names
from pendopo.engines.privacy.rules import comparable
from pendopo.engines.privacy.shipped import shipped_rules
from pendopo.foundation.governance.guarding.types import (
    COVERS,
    KIND_LABELS,
    Door,
    Inspection,
    Level,
    Limits,
    Part,
)
from pendopo.kernel.models import RuleNumber
from pendopo.kernel.time import local

# Where nobody should be named; elsewhere officials name each other all the time.
NAMELESS = frozenset({Door.STATEMENT})
UNSET = Limits(warn=0, hold=1, block=0, many=0, name=1)


def inspect(texts: Mapping[str, str], door: Door, *, at: datetime) -> Inspection:
    """Return what is personal in texts that go out together, and what follows from it.

    One query, and none where nothing is found.
    """
    found = {name: search(text, door) for name, text in texts.items()}
    if not any(found.values()):
        return Inspection(door)
    limits = limits_of(door, at=at)
    shown = {name: _weighed(each, limits) for name, each in found.items()}
    every = [limits.level(_severity(one, limits)) for each in shown.values() for one in each]
    level = max(every, default=Level.CLEAR)
    if 0 < limits.many <= _n_different(texts, shown):
        level = Level.BLOCK
    return Inspection(door, level, shown)


def search(text: str, door: Door) -> list[Finding]:
    """Return everything personal in a text, in order; covers of an earlier masking count for nothing."""
    found = _scanner().scan(text, opaque=tuple({str(cover) for cover in COVERS.values()}))
    return with_names(found, named_persons(text, shipped_rules())) if door in NAMELESS else found


def is_special(kind: Kind) -> bool:
    """Return whether UU 27/2022 Art 4(2) names a kind: health, children, crime, finance."""
    return shipped_rules().kinds[kind].is_special


def limits_of(door: Door, *, at: datetime) -> Limits:
    """Return the numbers of a door on the local day of ``at`` (one query); its own before those of all.

    Where the numbers were not loaded everything is held: nothing goes out unseen.
    """
    day = local(at, settings.PENDOPO_ZONE).date()
    names = Limits._fields
    codes = [f"door.{each}.{name}" for each in ("any", door.value) for name in names]
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = RuleNumber.objects.filter(open_or_later, code__in=codes, valid_from__lte=day)
    found = dict(rows.order_by("valid_from").values_list("code", "amount"))
    own = {name: found.get(f"door.{door.value}.{name}") for name in names}
    amounts = {
        name: found.get(f"door.any.{name}") if amount is None else amount
        for name, amount in own.items()
    }
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    return Limits(**known) if len(known) == len(names) else UNSET


def covered(text: str, door: Door) -> str:
    """Return a text with everything personal covered; doing it twice changes nothing."""
    covers = {kind: str(cover) for kind, cover in COVERS.items()}
    text = privacy.masked(text, _scanner(), covers)
    if door in NAMELESS:
        for each in reversed(named_persons(text, shipped_rules())):
            text = text[: each.start] + covers[Kind.NAME] + text[each.end :]
    return text


def marked(text: str, found: Sequence[Finding]) -> list[Part]:
    """Return a text in parts that together are the text, with what was found in words."""
    return [
        Part(part.text, str(KIND_LABELS[part.kind]) if part.kind else "")
        for part in privacy.parts_of(text, found)
    ]


@cache
def _scanner() -> privacy.Scanner:
    return privacy.Scanner(shipped_rules())


def _weighed(found: Sequence[Finding], limits: Limits) -> list[Finding]:
    """Return what matters at a door; naming somebody is as bad as the door says."""
    return [each for each in found if limits.level(_severity(each, limits))]


def _severity(found: Finding, limits: Limits) -> int:
    return limits.name if found.kind is Kind.NAME else found.severity


def _n_different(texts: Mapping[str, str], found: Mapping[str, Sequence[Finding]]) -> int:
    values = {
        (one.kind, comparable(fold(texts[name][one.start : one.end])))
        for name, each in found.items()
        for one in each
    }
    return len(values)
