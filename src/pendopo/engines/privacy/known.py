"""Names that are known beforehand, such as the author's own, however their letters are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.vocabulary import plain
from pendopo.engines.privacy.window import Window


def known_names(window: Window, names: Sequence[str]) -> Iterator[Found]:
    """Return where the names stand; one of a single word may be a common noun and is left out."""
    for name in names:
        words = plain(fold(name)).split()
        # A pattern is compiled for that name alone, which costs more than the search.
        if len(words) >= 2 and words[0] in window.plain:
            own = rb"\s+".join(map(re.escape, words))
            for match in re.finditer(rb"(?<![a-z0-9])" + own + rb"(?![a-z0-9])", window.plain):
                yield *match.span(), Kind.NAME, Confidence.SURE
