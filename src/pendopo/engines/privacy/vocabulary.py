"""Finding many words in one pass: NumPy looks at the first letters, Python at what is left.

At every place where a word begins, its first two, three or four bytes are looked up in tables
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

HEAD = 4
_PADDING = b"\x00" * HEAD
_SPREAD = np.uint32(2_654_435_761)  # Knuth's multiplier: 2^32 divided by the golden ratio
_MASKS = (np.uint32(0xFFFF), np.uint32(0xFFFFFF), np.uint32(0xFFFFFFFF))


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


def _of(characters: str) -> npt.NDArray[np.bool_]:
    table = np.zeros(256, dtype=bool)
    table[list(characters.encode())] = True
    return table


_LETTERS = _of(string.ascii_letters)
_WORDLY = _of(string.ascii_letters + string.digits)
# Also what parts the words of a phrase or of a column's name.
_PLAIN = bytes.maketrans(
    string.ascii_uppercase.encode() + b"\n\r\t_", string.ascii_lowercase.encode() + b"    "
)


def plain(folded: bytes) -> bytes:
    """Return a folded text in small letters with one kind of space, of the same length."""
    return folded.translate(_PLAIN)


class Vocabulary:
    """All words that tell something, ready to be found."""

    def __init__(self, words: Iterable[Word]) -> None:
        """Lay out the tables and, for each beginning, a pattern of the words that begin so."""
        self._words = {word.text: word for word in words}
        self._tables = [np.zeros(1 << 16, dtype=bool) for _mask in _MASKS]
        heads: dict[bytes, list[bytes]] = {}
        for text in sorted(self._words, key=len, reverse=True):
            heads.setdefault(text[:HEAD], []).append(text)
        for head in heads:
            code = np.array([int.from_bytes(head, "little")], dtype=np.uint32)
            self._tables[len(head) - 2][_spread(code)] = True
        # A shorter beginning is tried where the longer one is no word's.
        self._patterns = {head: self._pattern(head, texts, heads) for head, texts in heads.items()}

    def _pattern(
        self, head: bytes, texts: list[bytes], heads: dict[bytes, list[bytes]]
    ) -> re.Pattern[bytes]:
        shorter = [text for n in (3, 2) if n < len(head) for text in heads.get(head[:n], ())]
        each = [
            re.escape(text) + (b"" if self._words[text].is_prefix else _NO_LETTER)
            for text in [*texts, *shorter]
        ]
        return re.compile(b"|".join(each))

    def marks(self, plain_text: bytes) -> list[Mark]:
        """Return the words of a text in order, none inside another."""
        found: list[Mark] = []
        patterns, words = self._patterns, self._words
        done = 0
        for start in self._places(plain_text):
            if start < done:
                continue
            head = plain_text[start : start + HEAD]
            pattern = patterns.get(head) or patterns.get(head[:3]) or patterns.get(head[:2])
            if pattern and (match := pattern.match(plain_text, start)):
                done = match.end()
                found.append(Mark(start, done, words[match.group()]))
        return found

    def _places(self, plain_text: bytes) -> list[int]:
        padded = plain_text + _PADDING
        letters = np.frombuffer(plain_text, dtype=np.uint8)
        begins = _LETTERS[letters]
        begins[1:] &= ~_WORDLY[letters[:-1]]
        places = np.flatnonzero(begins)
        # Four bytes from every place as one number, without copying the text four times.
        heads = np.ndarray((len(letters),), dtype="<u4", buffer=padded, strides=(1,))[places]
        passed = np.zeros(len(places), dtype=bool)
        for mask, table in zip(_MASKS, self._tables, strict=True):
            passed |= table[_spread(heads & mask)]
        return places[passed].tolist()


# A number may follow at once: "hp0812", "RT03".
_NO_LETTER = rb"(?![a-z])"


def _spread(heads: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return (heads * _SPREAD) >> np.uint32(16)
