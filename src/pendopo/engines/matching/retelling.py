"""How alike two tellings of one rumour are, whatever the day and the place."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from math import sqrt

from pendopo.engines.matching.words import STOP_WORDS

_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")
_SHORTEST = 3
_DENIALS = frozenset("tidak tak tdk bukan belum tanpa jangan nggak enggak gak ga no not".split())
# What every message that is passed on says; it tells nothing of what it is about.
_CALLS = frozenset(
    """
    viralkan sebarkan sebar share bagikan forward teruskan diteruskan info informasi penting hati
    waspada awas hatihati breaking berita kabar pesan grup group sumber katanya konon dari
    assalamualaikum alhamdulillah saudara saudaraku teman teman2 warga masyarakat mohon segera
    """.split()
)
# As people write on telephones.
_ABBREVIATED = frozenset(
    "yg dgn dg krn utk dr dlm org sdh udh udah sm jg tp bs jd jdi smua semua hrs pd".split()
)
# A text that denies what the other asserts is further away than its words are.
_CONTRADICTION = 0.75
_PREFIXES = (
    "memper",
    "diper",
    "meng",
    "meny",
    "mem",
    "men",
    "peng",
    "peny",
    "pem",
    "pen",
    "ber",
    "ter",
    "per",
    "me",
    "di",
    "ke",
    "se",
    "pe",
)
_SUFFIXES = ("kannya", "annya", "inya", "kan", "nya", "lah", "kah", "an", "i")
_ROOT = 4


def terms_of(text: str) -> frozenset[str]:
    """Return what a text tells of: crude roots of its words, figures, and what it denies.

    A word behind a denial becomes another term, so that a rumour and its denial differ.

    >>> sorted(terms_of("Air sumur tidak beracun, sebarkan!"))
    ['-racun', 'air', 'sumur']
    """
    terms, denies = set(), False
    for word in _words(text):
        if word in _DENIALS:
            denies = True
            continue
        if len(word) < _SHORTEST and not word[0].isdigit():
            continue
        if word in STOP_WORDS or word in _CALLS or word in _ABBREVIATED:
            continue
        terms.add(("-" if denies else "") + _root(word))
        denies = False
    return frozenset(terms)


def _words(text: str) -> list[str]:
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return _WORD.findall(plain)


def _root(word: str) -> str:
    """Cut one ending and one beginning, as long as four letters stay."""
    if word[0].isdigit():
        return word.replace(".", "").replace(",", "")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _ROOT:
            word = word[: -len(suffix)]
            break
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _ROOT:
            return word[len(prefix) :]
    return word


def retelling(new: frozenset[str], known: frozenset[str]) -> float:
    """Return how likely two texts tell the same, 0..1: no probability, but comparable.

    The geometric mean of the share of all terms that both have (Jaccard) and of the shorter
    text's terms that the longer has: a message that wraps the rumour in other words still
    stands near, two messages that share a formula do not. A denial of what the other asserts
    takes a quarter off. Symmetric; 0 for empty texts.
    """
    shared = len(new & known)
    if not shared:
        return 0.0
    near = sqrt(shared / len(new | known) * shared / min(len(new), len(known)))
    return near * (_CONTRADICTION if _denies(new, known) or _denies(known, new) else 1)


def _denies(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(term[0] == "-" and term[1:] in other and term not in other for term in one)


def keys_of(terms: Iterable[str]) -> tuple[int, ...]:
    """Return a signed 32-bit number of each term, sorted, for an index that needs no words."""
    return tuple(sorted(zlib.crc32(term.encode()) - 2**31 for term in set(terms)))
