"""The secret code of a voice, and what in a text had better not be public."""

from __future__ import annotations

import re
import uuid

from pendopo.journey.voice.types import Identifier, TextPart
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.ids import read_tracking_code, tracking_code_from

# NIK first: its sixteen digits may contain what looks like a phone number.
_IDENTIFIERS = re.compile(
    r"(?P<nik>(?<![\w.])\d(?:[ .-]?\d){15}(?!\d))"
    r"|(?P<email>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4})"
    r"|(?P<phone>(?<![\w.])(?:\+?62[ .-]?|0)8\d(?:[ .-]?\d){6,10}(?!\d)"
    r"|(?<![\w.])\(?0[2-79]\d{1,2}[) .-]{1,2}\d{3,4}[ .-]?\d{3,4}(?!\d))"
)


def tracking_code(submission_key: uuid.UUID) -> str:
    """Return the secret code of a submission.

    It is derived from the submission's key and the installation's secret, so that a
    repeated click gives the same code although only its blind index is stored.
    """
    return tracking_code_from(blind_index(str(submission_key), purpose="tracking_code"))


def tracking_index(code: str) -> str:
    """Return the blind index under which a tracking code is stored; empty if unreadable."""
    canonical = read_tracking_code(code)
    return blind_index(canonical, purpose="tracking") if canonical else ""


def public_name(name: str, *, is_anonymous: bool, is_secret: bool) -> str:
    """Return the reporter's name as the public may read it; empty means anonymous.

    >>> public_name("Siti Rahayu Ningsih", is_anonymous=False, is_secret=False)
    'Siti N.'
    """
    words = name.split()
    if is_anonymous or is_secret or not words:
        return ""
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1][0].upper()}."


def marked_text(text: str) -> list[TextPart]:
    """Return the text in parts, those marked that look like a phone number, NIK or e-mail.

    >>> [part.text for part in marked_text("Hubungi 0812 3456 7890 ya") if part.found]
    ['0812 3456 7890']
    """
    parts, done = [], 0
    for match in _IDENTIFIERS.finditer(text):
        parts.append(TextPart(text[done : match.start()]))
        parts.append(TextPart(match.group(), Identifier(str(match.lastgroup))))
        done = match.end()
    parts.append(TextPart(text[done:]))
    return [part for part in parts if part.text]
