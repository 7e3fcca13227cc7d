"""Quotas from one known division, where nothing else is known of the volunteers."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from pendopo.engines.sortition.errors import BadPool
from pendopo.engines.sortition.pool import Quota


def proportional_quotas(
    volunteers: Mapping[str, Mapping[str, str]],
    feature: str,
    size: int,
    population: Mapping[str, int] | None = None,
) -> tuple[Quota, ...]:
    """Give each stratum its proportional seats, rounded down or up.

    The lottery between rounding down and up is left to the draw, so with the volunteers'
    own numbers everybody has the same chance.

    Parameters
    ----------
    volunteers : mapping of str to mapping
        For each id the value of each feature.
    feature : str
        The one that divides, such as the village.
    size : int
        Seats on the panel.
    population : mapping of str to int, optional
        People who live in each stratum; by default the volunteers are counted.

    Raises
    ------
    BadPool
        If the feature is missing, or a stratum has no population.
    """
    lacking = [id_ for id_, traits in volunteers.items() if feature not in traits]
    if lacking:
        raise BadPool(f"Sukarelawan {min(lacking)} tidak punya ciri {feature}.")
    found = Counter(traits[feature] for traits in volunteers.values())
    people = dict(found) if population is None else dict(population)
    unknown = sorted(found.keys() - people.keys())
    if unknown:
        raise BadPool(f"Jumlah penduduk untuk {feature} = {unknown[0]} tidak ada.")
    total = sum(people.values())
    quotas = []
    for value, number in sorted(people.items()):
        share = Fraction(size * number, total)
        down = share.numerator // share.denominator
        quotas.append(Quota(feature, value, down, down if share == down else down + 1))
    return tuple(quotas)
