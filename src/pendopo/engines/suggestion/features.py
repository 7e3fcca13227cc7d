"""What of a text a model looks at: its telling words, and pairs of neighbours."""

from __future__ import annotations

from itertools import pairwise

from pendopo.engines.matching import words_of


def features_of(text: str) -> list[str]:
    """Return the words and neighbouring pairs of a text; figures are left out.

    >>> features_of("Lampu jalan mati di RT 02")
    ['lampu', 'jalan', 'mati', 'lampu jalan', 'jalan mati']
    """
    words = [word for word in words_of(text) if not word.isdigit()]
    return [*words, *(f"{one} {two}" for one, two in pairwise(words))]
