"""Names for what was counted: districts, and the numbers of single cases."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from pendopo.journey.cases.models import SearchEntry
from pendopo.journey.cases.search.mapping.types import Area
from pendopo.kernel.regions import parts_of, region_names

# Kemendagri codes: two digits for province, regency and district with dots between.
_DISTRICT = 8
# More numbers than this nobody opens one by one.
_MOST_NUMBERS = 1_000


def areas_of(counts: Iterable[tuple[str, int, int]]) -> tuple[Area, ...]:
    """Return the districts by name from (region, cases, open ones); what names none is last."""
    tallies: dict[str, list[int]] = {}
    for region, n_cases, n_open in counts:
        code = region[:_DISTRICT] if len(region) >= _DISTRICT else ""
        tally = tallies.setdefault(code, [0, 0])
        tally[0] += n_cases
        tally[1] += n_open
    names = region_names(set(tallies))
    areas = (Area(code, names.get(code, code), *tally) for code, tally in tallies.items())
    return tuple(sorted(areas, key=lambda area: (not area.code, area.name.casefold())))


def numbers_at(places: Iterable[int]) -> dict[int, str]:
    """Return the numbers of cases by place; of what is no longer public there is none."""
    wanted = sorted(set(places))[-_MOST_NUMBERS:]
    rows = SearchEntry.objects.filter(place__in=wanted, case__is_public=True)
    return dict(rows.values_list("place", "case__number"))


def landmarks() -> list[tuple[float, float, str]]:
    """Return where the districts lie, with their names: a map without tiles needs them."""
    rows = parts_of(settings.PENDOPO_REGION).filter(latitude__isnull=False)
    return [(row.latitude or 0.0, row.longitude or 0.0, row.name) for row in rows]
