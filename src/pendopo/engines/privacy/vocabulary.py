"""Finding many words in one pass: NumPy looks at the first letters, Python at what is left.

At every place where a word begins, its first two to six bytes are looked up in tables
of what the vocabulary's words begin with. Few places pass, so the cost is that of the tables,
whatever the number of words.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pendopo.engines.privacy.kinds import Kind

_SHORTEST, HEAD = 2, 6
_PADDING = bytes(8)
_SPREAD = np.uint64(
    11_400_714_819_323_198_485
)  # Knuth's multiplier: 2^64 divided by the golden ratio
_BITS = 16
# Below this many characters a pattern is done before NumPy has begun.
SHORT = 800
_BEGINNING = re.compile(rb"(?<![a-z0-9])[a-z]")


class Word(NamedTuple):
    """A word or phrase in small letters and what it tells about its neighbourhood.

    Attributes
    ----------
    label
        The kind that what follows is called by it.
    roles
        The parts it plays: ``label``, ``decoy``, ``street``, ``honorific``, ``health`` ...
    is_prefix
        Whether letters may follow at once, as in a key that begins with it.
    """

    text: bytes
    label: Kind | None = None
    roles: tuple[str, ...] = ()
    is_prefix: bool = False


class Mark(NamedTuple):
    """A word of the vocabulary where it stands."""

    start: int
    end: int
    word: Word


# Also what parts the words of a phrase or of a column's name.
_PLAIN = bytes.maketrans(
    string.ascii_uppercase.encode() + b"\n\r\t_", string.ascii_lowercase.encode() + b"    "
)


def plain(folded: bytes) -> bytes:
    """Return a folded text in small letters with one kind of space, of the same length."""
    return folded.translate(_PLAIN)


class Beginnings(NamedTuple):
    """Where words begin: int64 and uint64 arrays of shape (n_words,)."""

    places: npt.NDArray[np.int64]
    codes: npt.NDArray[np.uint64]


class Vocabulary:
    """All words that tell something, ready to be found."""

    def __init__(self, words: Iterable[Word]) -> None:
        """Lay out the tables and, for each beginning, a pattern of the words that begin so."""
        self._words = {word.text: word for word in words}
        self._tables = {n: np.zeros(1 << _BITS, dtype=bool) for n in range(_SHORTEST, HEAD + 1)}
        heads: dict[bytes, list[bytes]] = {}
        for text in sorted(self._words, key=len, reverse=True):
            heads.setdefault(text[:HEAD], []).append(text)
        for head in heads:
            code = np.array([int.from_bytes(head, "little")], dtype=np.uint64)
            self._tables[len(head)][_spread(code)] = True
        self._patterns = {head: self._pattern(head, heads) for head in heads}

    def _pattern(self, head: bytes, heads: dict[bytes, list[bytes]]) -> re.Pattern[bytes]:
        """Return a pattern of all words that may stand where a text begins with ``head``."""
        each = [
            re.escape(text) + (b"" if self._words[text].is_prefix else _NO_LETTER)
            for n in range(len(head), _SHORTEST - 1, -1)
            for text in heads.get(head[:n], ())
        ]
        return re.compile(b"|".join(each))

    def marks(self, plain_text: bytes, begun: Beginnings | None = None) -> list[Mark]:
        """Return the words of a text in order, none inside another.

        Parameters
        ----------
        begun
            What `beginnings` said of the same text, where it is asked for several vocabularies.
        """
        found: list[Mark] = []
        words, patterns = self._words, self._patterns
        done = 0
        for start, n in self._places(plain_text, begun):
            if start < done:
                continue
            pattern = patterns.get(plain_text[start : start + n])
            if pattern is None:
                pattern = self._shorter(plain_text, start, n)
            if pattern and (match := pattern.match(plain_text, start)):
                done = match.end()
                found.append(Mark(start, done, words[match.group()]))
        return found

    def _shorter(self, plain_text: bytes, start: int, n: int) -> re.Pattern[bytes] | None:
        # Two beginnings may share a place in a table; then a shorter one may still be right.
        for length in range(n - 1, _SHORTEST - 1, -1):
            if pattern := self._patterns.get(plain_text[start : start + length]):
                return pattern
        return None

    def _places(self, plain_text: bytes, begun: Beginnings | None) -> Iterable[tuple[int, int]]:
        """Return where a word of the vocabulary may begin, and the longest beginning it shares."""
        if len(plain_text) < SHORT:
            return [(match.start(), HEAD) for match in _BEGINNING.finditer(plain_text)]
        places, codes = begun or beginnings(plain_text)
        shared = np.zeros(len(places), dtype=np.uint8)
        for n, table in self._tables.items():
            shared[table[_spread(codes & np.uint64((1 << 8 * n) - 1))]] = n
        passed = np.flatnonzero(shared)
        return zip(places[passed].tolist(), shared[passed].tolist(), strict=True)


def beginnings(plain_text: bytes) -> Beginnings:
    """Return where words begin, and the eight bytes from there as one number."""
    signs = np.frombuffer(plain_text, dtype=np.uint8)
    # Unsigned: what lies below wraps around to a large number.
    is_letter = (signs - np.uint8(97)) < 26
    begins = is_letter.copy()
    begins[1:] &= ~(is_letter | ((signs - np.uint8(48)) < 10))[:-1]
    places = np.flatnonzero(begins)
    # A view with a number at every byte, without copying the text eight times.
    padded = plain_text + _PADDING
    codes = np.ndarray((len(signs),), dtype="<u8", buffer=padded, strides=(1,))[places]
    return Beginnings(places, codes)


# A number may follow at once: "hp0812", "RT03".
_NO_LETTER = rb"(?![a-z])"


def _spread(codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return (codes * _SPREAD) >> np.uint64(64 - _BITS)
