"""Finding the known reports that tell of the same thing as a new one."""

from pendopo.engines.matching.places import cell_of, cells_around, metres_between
from pendopo.engines.matching.retelling import keys_of, retelling, terms_of
from pendopo.engines.matching.scoring import WEIGHTS, Item, Match, Weights, rank
from pendopo.engines.matching.sketch import N_BANDS, bands_of
from pendopo.engines.matching.words import words_of

__all__ = [
    "N_BANDS",
    "WEIGHTS",
    "Item",
    "Match",
    "Weights",
    "bands_of",
    "cell_of",
    "cells_around",
    "keys_of",
    "metres_between",
    "rank",
    "retelling",
    "terms_of",
    "words_of",
]
