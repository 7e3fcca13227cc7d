"""What the public may read of a text: identifiers and the reporter's own name are covered.

The privacy engine finds them; here stands which kinds are covered and by which words, the same
for the preview a citizen sees and for public pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.engines import privacy
from pendopo.engines.privacy import Kind
from pendopo.engines.privacy.shipped import shipped_rules
from pendopo.journey.voice.types import Identifier, TextPart

# Words about health, crime or belief and addresses stay: they may be what the report is about,
# and the verifier decides.
_IDENTIFIERS: Mapping[Kind, Identifier] = {
    Kind.EMAIL: Identifier.EMAIL,
    Kind.NIK: Identifier.NIK,
    Kind.KK: Identifier.NIK,
    Kind.PHONE: Identifier.PHONE,
    Kind.ACCOUNT: Identifier.ACCOUNT,
    Kind.CARD: Identifier.ACCOUNT,
    Kind.PLATE: Identifier.PLATE,
    Kind.NAME: Identifier.NAME,
    Kind.SECRET: Identifier.SECRET,
    **dict.fromkeys(
        (
            Kind.NPWP,
            Kind.NIP,
            Kind.PASSPORT,
            Kind.SIM,
            Kind.BPJS,
            Kind.NISN,
            Kind.MEDICAL_RECORD,
            Kind.CIVIL_DEED,
        ),
        Identifier.NUMBER,
    ),
}
_TITLES = frozenset("h hj dr drs dra ir kh prof ust ny tn bapak ibu bpk pak bu sdr sdri".split())


@cache
def _scanner() -> privacy.Scanner:
    return privacy.Scanner(shipped_rules(), kinds=_IDENTIFIERS)


def marked_text(text: str, *, name: str = "") -> list[TextPart]:
    """Return the text in parts, those marked that look like an identifier or are ``name``.

    A name of one word is not marked: it may be a common noun.

    >>> [part.text for part in marked_text("Hubungi 0812 3456 7890 ya") if part.found]
    ['0812 3456 7890']
    """
    found = _scanner().scan(text, names=[name], opaque=tuple(_covers().values()))
    return [
        TextPart(part.text, _IDENTIFIERS[part.kind] if part.kind else None)
        for part in privacy.parts_of(text, found)
    ]


def masked(text: str, *, name: str = "") -> str:
    """Return the text with every marked part covered; masking twice changes nothing."""
    return privacy.masked(text, _scanner(), _covers(), names=[name])


def _covers() -> Mapping[Kind, str]:
    return _covers_in(get_language())


@cache
def _covers_in(_language: str | None) -> Mapping[Kind, str]:
    """Give the words in the reader's language; texts are looked through by the thousand."""
    words = {
        Identifier.EMAIL: _("[surel disamarkan]"),
        Identifier.NIK: _("[nomor disamarkan]"),
        Identifier.NUMBER: _("[nomor disamarkan]"),
        Identifier.PHONE: _("[telepon disamarkan]"),
        Identifier.ACCOUNT: _("[rekening disamarkan]"),
        Identifier.PLATE: _("[nomor polisi disamarkan]"),
        Identifier.SECRET: _("[rahasia disamarkan]"),
        Identifier.NAME: _("[nama disamarkan]"),
    }
    return {kind: words[identifier] for kind, identifier in _IDENTIFIERS.items()}


def short_name(name: str) -> str:
    """Return a first name with the initial of the last.

    >>> short_name("Hj. Siti Rahayu Ningsih")
    'Siti N.'
    """
    words = [word for word in name.replace(",", " ").split() if _is_name(word)]
    if not words:
        return ""
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1][0].upper()}."


def public_name(name: str, *, is_anonymous: bool, is_secret: bool) -> str:
    """Return the reporter's name as the public may read it; empty means anonymous."""
    return "" if is_anonymous or is_secret else short_name(name)


def _is_name(word: str) -> bool:
    bare = word.rstrip(".").lower()
    # "S.Pd." and "M.Si" are degrees, digits are nobody's name.
    return (
        bare.replace("'", "").replace("-", "").isalpha() and bare not in _TITLES and len(bare) > 1
    )
