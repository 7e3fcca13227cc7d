"""Where a text names a person: a title or label with a name behind it, or a common given name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pendopo.engines.privacy.vocabulary import Mark

if TYPE_CHECKING:
    from pendopo.engines.privacy.window import Window

# A name behind a title: "Bapak Budi", "a.n. SITI", "Nama : Agus"; the quote is CSV's and JSON's.
_NAME = re.compile(rb"[.\s:\"']{1,4}(?=([A-Z][A-Za-z'.]*))")
_CAPITAL = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
# "Jl. Kartini" is a road, "Masjid Nurul Huda" a house, "Jaksa Agung" an office.
_PLACE = re.compile(
    rb"(?:jl|jln|jalan|gg|gang|smp|sma|smk|sd|tk|rsud|stadion|pasar|masjid|musala|taman|gedung|bandara"
    rb"|terminal|stasiun|jembatan|puskesmas|klinik|universitas|makam|waduk|museum|monumen|perumahan"
    rb"|pesantren|hari|jaksa|mahkamah)\.? (?:raden |r\.? ?a?\.? ?|jenderal |kh\.? )?$"
)
_INITIALS = re.compile(rb"[.\s:\"']{1,4}[A-Z]{1,4}\b")


def persons_in(window: Window, marks: Iterable[Mark]) -> list[int]:
    """Return the places at which titles and names do name somebody, in order."""
    return [mark.start for mark in marks if _names_someone(mark, window)]


def _names_someone(mark: Mark, window: Window) -> bool:
    roles = mark.word.roles
    if "given_name" in roles and window.folded[mark.start] in _CAPITAL:
        return not is_place(window, mark.start)
    if "honorific" in roles:
        return _is_name(window, mark.end)
    return "initials" in roles and _INITIALS.match(window.folded, mark.end) is not None


def is_place(window: Window, start: int) -> bool:
    """Return whether the word before a name says that a place or an office is called so."""
    return _PLACE.search(window.plain, max(start - 24, 0), start) is not None


def _is_name(window: Window, place: int) -> bool:
    match = _NAME.match(window.folded, place)
    return match is not None and match[1].lower().rstrip(b".") not in window.rules.not_names
