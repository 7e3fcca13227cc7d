"""Volunteers, quotas, and the types of volunteers that quotas cannot tell apart."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.sortition.errors import BadPool


@dataclass(frozen=True, slots=True, order=True)
class Quota:
    """How many seats go to people of whom ``feature`` is ``value``: ``least`` to ``most``."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True)
class Pool:
    """The volunteers in the order of their lot numbers, and the rules for the panel.

    Build it with ``gather``.

    Attributes
    ----------
    ids : tuple of str
        Volunteer with the lot number at that place; in the order of SHA-256 of the id, so
        that neither arrival nor alphabet decides.
    kinds : tuple of int
        The type of each volunteer: people of one type are alike to all quotas.
    counted : ndarray of int64, shape (n_types, n_quotas)
        1 where a type counts for a quota.
    quotas : tuple of Quota
        In order of feature and value.
    size : int
        Seats on the panel.
    """

    ids: tuple[str, ...]
    kinds: tuple[int, ...]
    counted: NDArray[np.int64]
    quotas: tuple[Quota, ...]
    size: int

    @cached_property
    def heads(self) -> NDArray[np.int64]:
        """How many volunteers there are of each type."""
        return np.bincount(self.kinds, minlength=len(self.counted)).astype(np.int64)

    @cached_property
    def least(self) -> NDArray[np.int64]:
        """The fewest seats of each quota."""
        return np.array([quota.least for quota in self.quotas], dtype=np.int64)

    @cached_property
    def most(self) -> NDArray[np.int64]:
        """The most seats of each quota."""
        return np.array([quota.most for quota in self.quotas], dtype=np.int64)

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The lot numbers of each type, ascending."""
        found: list[list[int]] = [[] for _ in self.counted]
        for lot, kind in enumerate(self.kinds):
            found[kind].append(lot)
        return tuple(map(tuple, found))

    def keeps(self, lots: Iterable[int]) -> bool:
        """Whether these different volunteers fill the panel and keep all quotas."""
        panel = list(lots)
        seats = self.seats(panel)
        full = len(panel) == self.size == len(set(panel))
        return full and bool((self.least <= seats).all() and (seats <= self.most).all())

    def seats(self, lots: Iterable[int]) -> NDArray[np.int64]:
        """How many of these volunteers count for each quota."""
        kinds = [self.kinds[lot] for lot in lots]
        return self.counted[kinds].sum(axis=0)


def gather(volunteers: Mapping[str, Mapping[str, str]], quotas: Iterable[Quota], size: int) -> Pool:
    """Bring volunteers and quotas into the one order that does not depend on their arrival.

    Parameters
    ----------
    volunteers : mapping of str to mapping
        For each id the value of each feature; features without quotas are not looked at.
    quotas : iterable of Quota
        Without any, everybody has the same chance.
    size : int
        1 to the number of volunteers.

    Raises
    ------
    BadPool
        If a value has no quota although its feature has, a quota is impossible in itself or
        written twice, or there are too few volunteers.
    """
    rules = tuple(sorted(quotas))
    _check(rules, size, len(volunteers))
    ids = tuple(sorted(volunteers, key=_lot_order))
    features = sorted({quota.feature for quota in rules})
    places = {(quota.feature, quota.value): place for place, quota in enumerate(rules)}
    profiles = [_profile(id_, volunteers[id_], features, places) for id_ in ids]
    types = sorted(set(profiles))
    counted = np.zeros((len(types), len(rules)), dtype=np.int64)
    for kind, profile in enumerate(types):
        counted[kind, list(profile)] = 1
    numbers = {profile: kind for kind, profile in enumerate(types)}
    return Pool(ids, tuple(numbers[each] for each in profiles), counted, rules, size)


def _lot_order(id_: str) -> tuple[str, str]:
    return hashlib.sha256(id_.encode()).hexdigest(), id_


def _check(quotas: tuple[Quota, ...], size: int, volunteers: int) -> None:
    if not 1 <= size <= volunteers:
        raise BadPool(f"Panel {size} orang tidak dapat diundi dari {volunteers} sukarelawan.")
    named = Counter((quota.feature, quota.value) for quota in quotas)
    for quota in quotas:
        name = f"{quota.feature} = {quota.value}"
        if named[quota.feature, quota.value] > 1:
            raise BadPool(f"Kuota {name} tertulis dua kali.")
        if not 0 <= quota.least <= quota.most:
            raise BadPool(f"Kuota {name}: {quota.least} sampai {quota.most} tidak mungkin.")


def _profile(
    id_: str,
    traits: Mapping[str, str],
    features: list[str],
    places: Mapping[tuple[str, str], int],
) -> tuple[int, ...]:
    profile = []
    for feature in features:
        if feature not in traits:
            raise BadPool(f"Sukarelawan {id_} tidak punya ciri {feature}.")
        place = places.get((feature, traits[feature]))
        if place is None:
            raise BadPool(f"Nilai “{traits[feature]}” dari ciri {feature} tidak punya kuota.")
        profile.append(place)
    return tuple(profile)
