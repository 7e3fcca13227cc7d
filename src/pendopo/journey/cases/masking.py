"""What the public may read of a text: identifiers and the reporter's own name are covered."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

# Stricter than a warning to the author: "HP.0812…" and "wa0812…" count as well.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_NIK = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d-])(?:\(?\+?62\)?[ .-]?|0)8\d(?:[ .-]{0,2}\d){6,10}(?!\d)"
    r"|(?<![\d-])\(?0[2-79]\d{1,2}[) .-]{1,2}\d{3,4}[ .-]?\d{3,4}(?!\d)"
)
_TITLES = frozenset("h hj dr drs dra ir kh prof ust ny tn bapak ibu bpk pak bu sdr sdri".split())


def masked(text: str, *, name: str = "") -> str:
    """Return the text with e-mail addresses, 16-digit numbers, phone numbers and ``name`` covered.

    Masking twice changes nothing. A name of one word stays: it may be a common noun.
    """
    # Addresses first: the part before the @ may be a phone number.
    text = _EMAIL.sub(_("[surel disamarkan]"), text)
    text = _NIK.sub(_("[nomor disamarkan]"), text)
    text = _PHONE.sub(_("[telepon disamarkan]"), text)
    return _without_name(text, name)


def _without_name(text: str, name: str) -> str:
    words = name.split()
    if len(words) < 2:
        return text
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)"
    return re.sub(pattern, _("[nama disamarkan]"), text, flags=re.IGNORECASE)


def short_name(name: str) -> str:
    """Return a first name with the initial of the last.

    >>> short_name("Hj. Siti Rahayu Ningsih")
    'Siti N.'
    """
    words = [word for word in name.replace(",", " ").split() if _is_name(word)]
    if not words:
        return ""
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1][0].upper()}."


def _is_name(word: str) -> bool:
    bare = word.rstrip(".").lower()
    # "S.Pd." and "M.Si" are degrees, digits are nobody's name.
    return (
        bare.replace("'", "").replace("-", "").isalpha() and bare not in _TITLES and len(bare) > 1
    )
