"""What the public may read of a text: identifiers and the reporter's own name are covered.

A first set of patterns, the same for the preview a citizen sees and for public pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from pendopo.journey.voice.types import Identifier, TextPart

# Addresses first: the part before the @ may be a phone number. Sixteen digits before
# phones: a NIK may contain what looks like one.
_IDENTIFIERS = (
    r"(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4})"
    r"|(?P<nik>(?<!\d)\d(?:[ .-]?\d){15}(?!\d))"
    r"|(?P<phone>(?<![\d-])(?:\(?\+?62\)?[ .-]?|0)8\d(?:[ .-]{0,2}\d){6,10}(?!\d)"
    r"|(?<![\d-])\(?0[2-79]\d{1,2}[) .-]{1,2}\d{3,4}[ .-]?\d{3,4}(?!\d))"
    # An account is told from other figures by the words before it.
    r"|(?:\b(?:no(?:mor)?\.?\s*)?(?:rekening|rek|norek)\b|\b(?:bca|bri|bni|bsi|btn|mandiri|bjb)\b)"
    r"[^\d\n]{0,30}(?P<account>\d(?:[ .-]?\d){7,17}(?!\d))"
    # Capitals, and two letters at the end: "blok B 12 A" and "RT 03" are places.
    r"|(?P<plate>(?-i:(?<![A-Z0-9])(?:[ABDEFGHKLMNPRSTWZ]|A[ABDEG]|B[ABDEGHKLMNP]"
    r"|D[ABCDEGHKLMNPRSTW]|E[ABD]|K[BHTU]|P[AB])[ .-]?[1-9]\d{0,3}[ .-]?"
    r"(?!RT|RW|KM|WIB|WIT|TH)[A-Z]{2,3}(?![A-Za-z0-9])))"
)
_TITLES = frozenset("h hj dr drs dra ir kh prof ust ny tn bapak ibu bpk pak bu sdr sdri".split())


def marked_text(text: str, *, name: str = "") -> list[TextPart]:
    """Return the text in parts, those marked that look like an identifier or are ``name``.

    A name of one word is not marked: it may be a common noun.

    >>> [part.text for part in marked_text("Hubungi 0812 3456 7890 ya") if part.found]
    ['0812 3456 7890']
    """
    return [part for part in _parts(text, name) if part.text]


def masked(text: str, *, name: str = "") -> str:
    """Return the text with every marked part covered; masking twice changes nothing."""
    return "".join(
        _cover(part.found) if part.found else part.text for part in marked_text(text, name=name)
    )


def _parts(text: str, name: str) -> Iterator[TextPart]:
    done = 0
    for match in re.finditer(_pattern(name, text), text, flags=re.IGNORECASE):
        # The words by which it is told from other figures stay readable.
        start, end = match.span(str(match.lastgroup))
        yield TextPart(text[done:start])
        yield TextPart(text[start:end], Identifier(str(match.lastgroup)))
        done = end
    yield TextPart(text[done:])


def _pattern(name: str, text: str) -> str:
    words = name.split()
    # A pattern with a name is compiled for that name alone, which costs more than the search.
    if len(words) < 2 or _folded(words[0]) not in _folded(text):
        return _IDENTIFIERS
    own = r"\s+".join(re.escape(word) for word in words)
    return rf"{_IDENTIFIERS}|(?P<name>(?<!\w){own}(?!\w))"


def _folded(text: str) -> str:
    # To a pattern that ignores case, both Turkish letters are an i as well.
    return text.casefold().replace("i\u0307", "i").replace("\u0131", "i")


def _cover(found: Identifier) -> str:
    return {
        Identifier.EMAIL: _("[surel disamarkan]"),
        Identifier.NIK: _("[nomor disamarkan]"),
        Identifier.PHONE: _("[telepon disamarkan]"),
        Identifier.ACCOUNT: _("[rekening disamarkan]"),
        Identifier.PLATE: _("[nomor polisi disamarkan]"),
        Identifier.NAME: _("[nama disamarkan]"),
    }[found]


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
