"""Ranges of addresses: written one way, and whose an address is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import (
    IPv4Network,
    IPv6Network,
    collapse_addresses,
    ip_address,
    ip_network,
)
from itertools import combinations
from typing import TypeAlias

from pendopo.engines.network.errors import NetworkError

Range: TypeAlias = IPv4Network | IPv6Network


def address_range(text: str) -> Range:
    """Return a range written as ``10.10.3.0/24``.

    Raises
    ------
    NetworkError
        It is no range, or bits right of the prefix are set.
    """
    try:
        return ip_network(str(text).strip())
    except ValueError:
        message = f"'{text}' bukan rentang alamat, contoh: 10.10.3.0/24."
        raise NetworkError(message) from None


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return the fewest ranges with the same addresses, IPv4 first, in order."""
    every = tuple(ranges)
    four = collapse_addresses(each for each in every if isinstance(each, IPv4Network))
    six = collapse_addresses(each for each in every if isinstance(each, IPv6Network))
    return (*four, *six)


def overlap(owners: Mapping[str, Iterable[Range]]) -> tuple[str, str] | None:
    """Return two owners that share an address; None if nobody does."""
    for (one, ours), (other, theirs) in combinations(sorted(owners.items()), 2):
        if any(_share(a, b) for a in ours for b in theirs):
            return one, other
    return None


def _share(one: Range, other: Range) -> bool:
    return one.version == other.version and one.overlaps(other)


class RangeTable:
    """Whose an address is; the longest prefix decides."""

    __slots__ = ("_prefixes",)

    def __init__(self, owners: Mapping[str, Iterable[Range]]) -> None:
        found: dict[tuple[int, int], dict[int, str]] = {}
        for owner, ranges in owners.items():
            for each in ranges:
                shift = each.max_prefixlen - each.prefixlen
                place = found.setdefault((each.version, shift), {})
                place[int(each.network_address) >> shift] = owner
        self._prefixes = sorted(found.items(), key=lambda item: item[0][1])

    def owner(self, address: str) -> str | None:
        """Return whose an address is; None for nobody's, or for no address at all."""
        try:
            read = ip_address(address)
        except ValueError:
            return None
        version, number = read.version, int(read)
        for (kind, shift), owners in self._prefixes:
            if kind == version and (owner := owners.get(number >> shift)) is not None:
                return owner
        return None
