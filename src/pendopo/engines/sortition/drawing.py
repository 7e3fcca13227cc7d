"""The published lottery, and the draw that anybody can repeat."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pendopo.engines.sortition.errors import BadOption, BadPool, QuotasUnmet
from pendopo.engines.sortition.fairness import MOST_ROUNDS, fair_lottery
from pendopo.engines.sortition.panels import relaxations
from pendopo.engines.sortition.pool import Pool
from pendopo.engines.sortition.slips import SLIPS, print_slips

FORMAT = "pendopo-sortition/1"


@dataclass(frozen=True)
class Lottery:
    """A thousand slips, to be published before the seed is known.

    Attributes
    ----------
    pool : Pool
        Not for publication.
    slips : tuple of tuple of int
        The panel on each slip, as ascending lot numbers counted from 0.
    ceiling : float
        No lottery gives its least lucky volunteer a greater chance.
    rounds : int
        Levels of chance that were raised; 1 is maximin alone.
    taking_part : tuple of int
        Lot numbers that can be drawn; not those already on the panel in a replacement.
    """

    pool: Pool
    slips: tuple[tuple[int, ...], ...]
    ceiling: float
    rounds: int
    taking_part: tuple[int, ...]

    @cached_property
    def chances(self) -> tuple[int, ...]:
        """On how many of the thousand slips each lot number stands."""
        counted = Counter(lot for slip in self.slips for lot in slip)
        return tuple(counted[lot] for lot in range(len(self.pool.ids)))

    @property
    def smallest(self) -> int:
        """Slips of the least lucky of those who take part."""
        return min(self.chances[lot] for lot in self.taking_part)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the slips as JSON without spaces: what is bound before the draw."""
        whole = json.dumps([FORMAT, self.slips], separators=(",", ":"))
        return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Draw:
    """One slip drawn by a public seed; the panel as lot numbers."""

    seed: str
    slip: int
    panel: tuple[int, ...]


def make_lottery(pool: Pool, rounds: int = MOST_ROUNDS) -> Lottery:
    """Print the slips of the fairest lottery that keeps the quotas.

    Parameters
    ----------
    pool : Pool
    rounds : int
        1 or more; 1 raises only the least lucky.

    Raises
    ------
    QuotasUnmet
        If no panel keeps the quotas; says which to relax.
    BadOption
        If ``rounds`` is less than 1.
    """
    if rounds < 1:
        raise BadOption(name="rounds", value=rounds, allowed="1 atau lebih")
    fair = fair_lottery(pool, rounds)
    everybody = tuple(range(len(pool.ids)))
    return Lottery(pool, print_slips(pool, fair), fair.ceiling, fair.rounds, everybody)


def draw(lottery: Lottery, seed: str) -> Draw:
    """Draw the slip that a public seed points to.

    The slip is SHA-256 of ``FORMAT``, the digest of the lottery and the seed, each
    followed by a newline, as one big number modulo 1,000. As the digest is part of it,
    slips cannot be chosen to suit a seed; the seed must not be known when they are
    published.
    """
    if not seed.strip():
        raise BadOption(name="seed", value="kosong", allowed="teks yang diumumkan")
    text = f"{FORMAT}\n{lottery.digest}\n{seed.strip()}\n"
    slip = int.from_bytes(hashlib.sha256(text.encode()).digest()) % SLIPS
    return Draw(seed.strip(), slip, lottery.slips[slip])


def replacement_lottery(
    pool: Pool,
    panel: Collection[int],
    declined: Collection[int],
    unavailable: Collection[int] = (),
) -> Lottery:
    """Print slips for the seats of those who declined; the whole panel keeps its quotas.

    Parameters
    ----------
    pool : Pool
        The pool of the first draw.
    panel : collection of int
        Lot numbers of the panel.
    declined : collection of int
        Those of the panel who do not come.
    unavailable : collection of int
        Others who may not be drawn any more, such as those who declined before.

    Returns
    -------
    Lottery
        Its lot numbers are those of the first draw; it draws only the missing people.

    Raises
    ------
    BadPool
        If somebody declined who is not on the panel, nobody declined, or too few are left.
    QuotasUnmet
        If the rest of the pool cannot keep the quotas; says which to relax.
    """
    gone, staying = set(declined), set(panel) - set(declined)
    if not gone or not gone <= set(panel):
        raise BadPool("Yang mengundurkan diri harus anggota panel, paling sedikit satu orang.")
    rest = [lot for lot in range(len(pool.ids)) if lot not in set(panel) | gone | set(unavailable)]
    if len(rest) < len(gone):
        raise BadPool(f"Tinggal {len(rest)} sukarelawan untuk {len(gone)} kursi.")
    smaller = _rest_of(pool, rest, staying, len(gone))
    try:
        lottery = make_lottery(smaller)
    except QuotasUnmet:
        raise QuotasUnmet(relaxations(smaller, pool.seats(sorted(staying)))) from None
    slips = tuple(tuple(rest[lot] for lot in slip) for slip in lottery.slips)
    return replace(lottery, pool=pool, slips=slips, taking_part=tuple(rest))


def _rest_of(pool: Pool, rest: list[int], staying: set[int], size: int) -> Pool:
    """The pool of those left, with quotas less what those who stay already fill."""
    seats = pool.seats(sorted(staying))
    quotas = tuple(
        replace(quota, least=max(0, quota.least - int(there)), most=quota.most - int(there))
        for quota, there in zip(pool.quotas, seats, strict=True)
    )
    kept = sorted({pool.kinds[lot] for lot in rest})
    numbers = {kind: place for place, kind in enumerate(kept)}
    return Pool(
        ids=tuple(pool.ids[lot] for lot in rest),
        kinds=tuple(numbers[pool.kinds[lot]] for lot in rest),
        counted=np.asarray(pool.counted[kept]),
        quotas=quotas,
        size=size,
    )
