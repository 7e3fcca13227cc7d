"""What of a text is searched: its words by their stems, as keyed digests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer
from django.conf import settings

from pendopo.kernel.crypto import blind_index

_WORD = re.compile(r"[^\W_]+")
_SHORTEST, _LONGEST = 2, 40
_DIGEST = 10
# Words in nearly every report; a search for one of them alone still finds it nowhere.
COMMON = frozenset(
    "ada adalah agar akan apa atau bagi bahwa bisa dalam dan dapat dari dengan di hingga ini "
    "itu jika juga kami karena ke kepada kita lagi maka mohon namun oleh pada para saat saja "
    "saya sebagai secara sehingga serta sudah telah tersebut tolong untuk yaitu yang".split()
)


def stems(text: str) -> set[str]:
    """Return the stems of the words in ``text`` without the common ones.

    >>> sorted(stems("Perbaikan jalan yang berlubang-lubang"))
    ['baik', 'jalan', 'lubang']
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = set(_WORD.findall(plain)) - COMMON
    return {_stem(word) for word in words if _SHORTEST <= len(word) <= _LONGEST}


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    # Numbers and codes stay as they are written.
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.basestemmer.BaseStemmer:
    return snowballstemmer.stemmer("indonesian")


def word_digests(text: str) -> set[str]:
    """Return the digests of the words of a text."""
    return {digest(stem) for stem in stems(text)}


def code_digest(kind: str, code: str) -> str:
    """Return the digest of a code: ``office``, ``topic``, ``region``, ``status``, ``number``."""
    # A colon stands in no word, so that no word is taken for a code.
    return digest(f"{kind}:{code}")


def digest(word: str) -> str:
    """Return 40 bits of the keyed digest of a word in hex."""
    return _digest(word, settings.PENDOPO_INDEX_KEY)


@lru_cache(maxsize=200_000)
def _digest(word: str, _key: str) -> str:
    return blind_index(word, purpose="search")[:_DIGEST]


def plain_number(text: str) -> str:
    """Return a case number, ours or another system's, without what people group it by.

    >>> plain_number(" 26-0482 9357.9 ")
    '26048293579'
    """
    return re.sub(r"[\s.\-/#]", "", text).upper()


def written(digests: Iterable[str]) -> str:
    """Return digests as a column holds them."""
    return " ".join(sorted(digests))
