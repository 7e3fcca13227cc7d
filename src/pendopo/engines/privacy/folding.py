"""One ASCII byte for each character, so that an offset in the folded text is one in the original.

Full-width and other digits become ASCII digits, accented letters their base, every space a
space and every dash a hyphen. What has no such form becomes an underscore if it belongs to
words, otherwise a byte that no pattern matches.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache

NOTHING = "\x00"
_LETTER = "_"
# Neither compatibility nor decomposition leads to these; invisible ones only part what belongs together.
_OTHERS = {
    "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "a", "Æ": "A", "ß": "s",
    "‘": "'", "’": "'", "“": '"', "”": '"', "−": "-", "⁃": "-",
    "\u200b": " ", "\u200c": " ", "\u200d": " ", "\u2060": " ", "\ufeff": " ", "\u00ad": " ",
}  # fmt: skip


def fold(text: str) -> bytes:
    """Return the text as ASCII, exactly one byte for each character.

    >>> fold("NIK ３２７６ –é")
    b'NIK 3276 -e'
    """
    return text.encode("ascii", _HANDLER)


def _folded_run(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    return "".join(map(_folded, run)), error.end


@cache
def _folded(character: str) -> str:
    if character in _OTHERS:
        return _OTHERS[character]
    base = unicodedata.normalize("NFKD", character)[:1]
    if base.isascii():
        return base
    if base.isdecimal():
        return str(unicodedata.decimal(base))
    category = unicodedata.category(base)
    return {"Pd": "-", "Zs": " ", "Zl": "\n", "Zp": "\n"}.get(category) or (
        _LETTER if category[0] in "LM" else NOTHING
    )


_HANDLER = "pendopo-privacy-fold"
codecs.register_error(_HANDLER, _folded_run)
