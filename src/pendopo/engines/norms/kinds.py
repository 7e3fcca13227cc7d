"""The parts of a norm text, what may stand in what, and how each is written.

Order and markers are those of UU 12/2011, Lampiran II, told from memory: unconfirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """A part of a norm text; the values are the words of Indonesian drafting."""

    ROOT = "naskah"
    TITLE = "judul"
    OPENING = "pembukaan"
    CONSIDERING = "menimbang"
    RECALLING = "mengingat"
    NOTING = "memperhatikan"
    APPROVAL = "persetujuan"
    DECIDING = "memutuskan"
    CHAPTER = "bab"
    PART = "bagian"
    SUBPART = "paragraf"
    ARTICLE = "pasal"
    CLAUSE = "ayat"
    LETTER = "huruf"
    NUMBER = "angka"
    SUBLETTER = "huruf_kurung"
    SUBNUMBER = "angka_kurung"
    CLOSING = "penutup"
    ELUCIDATION = "penjelasan"
    GENERAL = "penjelasan_umum"
    NOTE = "penjelasan_butir"


LISTED = (Kind.CLAUSE, Kind.LETTER, Kind.NUMBER, Kind.SUBLETTER, Kind.SUBNUMBER)
HEADED = (Kind.CHAPTER, Kind.PART, Kind.SUBPART)
NUMBERED = frozenset({*HEADED, Kind.ARTICLE, *LISTED})
# Their lines are kept as lines; the words of all other kinds run on.
IN_LINES = frozenset(
    {Kind.TITLE, Kind.OPENING, Kind.APPROVAL, Kind.CLOSING, Kind.ELUCIDATION, Kind.GENERAL}
)
# Only once in a text, in this order around the chapters.
ONCE = (
    Kind.TITLE,
    Kind.OPENING,
    Kind.CONSIDERING,
    Kind.RECALLING,
    Kind.NOTING,
    Kind.APPROVAL,
    Kind.DECIDING,
    Kind.CLOSING,
    Kind.ELUCIDATION,
)
LABELS: Mapping[Kind, str] = {
    Kind.CONSIDERING: "Menimbang",
    Kind.RECALLING: "Mengingat",
    Kind.NOTING: "Memperhatikan",
}

_LISTS = frozenset(LISTED)
CHILDREN: Mapping[Kind, frozenset[Kind]] = {
    Kind.ROOT: frozenset({*ONCE, Kind.CHAPTER, Kind.ARTICLE}),
    Kind.CONSIDERING: _LISTS - {Kind.CLAUSE},
    Kind.RECALLING: _LISTS - {Kind.CLAUSE},
    Kind.NOTING: _LISTS - {Kind.CLAUSE},
    Kind.CHAPTER: frozenset({Kind.PART, Kind.ARTICLE}),
    Kind.PART: frozenset({Kind.SUBPART, Kind.ARTICLE}),
    Kind.SUBPART: frozenset({Kind.ARTICLE}),
    Kind.ARTICLE: _LISTS,
    Kind.CLAUSE: _LISTS - {Kind.CLAUSE},
    Kind.LETTER: _LISTS - {Kind.CLAUSE, Kind.LETTER},
    Kind.NUMBER: _LISTS - {Kind.CLAUSE, Kind.NUMBER},
    Kind.SUBLETTER: _LISTS - {Kind.CLAUSE, Kind.SUBLETTER},
    Kind.SUBNUMBER: _LISTS - {Kind.CLAUSE, Kind.SUBNUMBER},
    Kind.ELUCIDATION: frozenset({Kind.GENERAL, Kind.NOTE}),
    Kind.NOTE: frozenset({Kind.NOTE}),
}


def may_hold(parent: Kind, child: Kind) -> bool:
    """Return whether a part of kind ``child`` may stand directly in one of kind ``parent``."""
    return child in CHILDREN.get(parent, frozenset())
