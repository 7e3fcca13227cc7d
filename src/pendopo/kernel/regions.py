"""Regions of this installation: reading the table, and its official codes."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from pendopo.kernel.models import Region

# Permendagri 58/2021: province, regency or city, district, village.
_CODE = re.compile(r"^\d{2}(\.\d{2}(\.\d{2}(\.[123]\d{3})?)?)?$")


def is_region_code(text: str) -> bool:
    """Return whether ``text`` is written like a Kemendagri code."""
    return bool(_CODE.match(text))


def has_parts(code: str) -> bool:
    """Return whether the table knows the regions inside ``code``; no code has none."""
    return bool(code) and Region.objects.filter(parent_id=code).exists()


def covers(area: str, place: str) -> bool:
    """Return whether a place lies in an area; an empty area is everywhere.

    >>> covers("99.01.01", "99.01.01.2001"), covers("", ""), covers("99.01.01", "99.01.011")
    (True, True, False)
    """
    return not area or place == area or place.startswith(f"{area}.")


def parts_of(code: str) -> QuerySet[Region]:
    """Return the regions directly inside ``code``."""
    return Region.objects.filter(parent_id=code).order_by("name")


def region(code: str) -> Region | None:
    """Return a region with its parent, or None."""
    return Region.objects.select_related("parent").filter(code=code).first()


def region_names(codes: set[str]) -> dict[str, str]:
    """Return names by code in one query."""
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name"))


def villages_by_district(regency: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (district, [(code, village)]) of a regency, for a grouped choice."""
    rows = Region.objects.filter(code__startswith=f"{regency}.", level__gte=3).order_by("code")
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for row in rows:
        if row.level == Region.Level.DISTRICT:
            groups[row.code] = (row.name, [])
        elif row.parent_id in groups:
            groups[row.parent_id][1].append((row.code, row.name))
    return list(groups.values())
