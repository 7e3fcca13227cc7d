"""A short sketch of a text, so that texts alike are found by equal numbers in an index."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

N_BANDS, _ROWS = 4, 3
_MIN_WORDS = 3
# Fixed for ever: what is stored was drawn with them.
_CHANCE = np.random.default_rng(20_261_122)
_FACTORS = _CHANCE.integers(1, 2**63, N_BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
_OFFSETS = _CHANCE.integers(0, 2**63, N_BANDS * _ROWS, dtype=np.uint64)


def bands_of(words: Sequence[str]) -> tuple[int, ...] | None:
    """Return ``N_BANDS`` signed 32-bit numbers of a set of words; None for fewer than three.

    MinHash (Broder 1997) in bands of three (Leskovec, Rajaraman and Ullman, *Mining of
    Massive Datasets*, section 3.4): two texts whose words overlap by J (Jaccard) agree in
    at least one band with the chance 1 - (1 - J³)⁴: 0.94 for J = 0.8, 0.02 for J = 0.17.
    Order and repetition do not matter.
    """
    if len(set(words)) < _MIN_WORDS:
        return None
    hashed = np.array([zlib.crc32(word.encode()) for word in set(words)], dtype=np.uint64)
    mixed = (hashed[:, None] * _FACTORS + _OFFSETS) >> np.uint64(32)
    least = mixed.min(axis=0).astype("<u4").reshape(N_BANDS, _ROWS)
    return tuple(zlib.crc32(band.tobytes()) - 2**31 for band in least)
