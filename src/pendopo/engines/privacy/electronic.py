"""Addresses of e-mail, and what opens doors: keys, tokens, passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.rules import Rules, comparable
from pendopo.engines.privacy.window import Window

_LOCAL = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
_LONGEST_LOCAL = 64
_DOMAIN = re.compile(rb"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
_SPELLED = re.compile(rb"[a-z0-9-]{1,63}(?:(?:\.| ?[\[(](?:dot|titik)[\])] ?)[a-z0-9-]{1,63}){1,4}")
_AT: Mapping[bytes, re.Pattern[bytes]] = {
    b"@": _DOMAIN,
    b"%40": _DOMAIN,
}
_SPELLED_AT = (b"[at]", b"(at)")
_TOKENS: Mapping[str, re.Pattern[bytes]] = {
    "aws_key": re.compile(rb"AKIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
    "github_token": re.compile(rb"gh[pousr]_[A-Za-z0-9]{36}(?![0-9A-Za-z])"),
    "json_web_token": re.compile(rb"eyJ[\w-]{8,1000}\.[\w-]{8,4000}(?:\.[\w-]{0,1000})?"),
}
_KEY_BLOCK = re.compile(
    rb"BEGIN (?:[A-Z]{2,12} )?PRIVATE KEY-----(?:[^-]{1,6000}-----END (?:[A-Z]{2,12} )?PRIVATE KEY-----)?"
)
_VALUE = re.compile(rb"[\"']?(?: [a-zA-Z]{1,20}){0,5}\s{0,3}[:=]\s{0,3}[\"']?([^\s\"',;<>]{6,200})")
# A word of small letters behind "kata sandi:" is a sentence going on.
_LOOKS_CHOSEN = re.compile(
    rb"(?=.*[a-zA-Z])(?=.*[0-9!@#$%^&*_+=?])|(?=.*[a-z])(?=.*[a-z][A-Z])|[0-9]{6,}"
)


class ElectronicFinder:
    """What is told by a sign or by how it begins."""

    kinds = frozenset({Kind.EMAIL, Kind.SECRET})

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence, in no order."""
        for sign, domain in _AT.items():
            yield from self._mailboxes(window, sign, domain)
        for mark in window.marks("at"):
            if window.plain[mark.start - 1 : mark.end + 1] in _SPELLED_AT and (
                found := self._mailbox(window, mark.start - 1, 4, _SPELLED)
            ):
                yield found
        for mark in window.marks("secret"):
            yield from _labelled_secret(window.folded, mark.end)
        for mark in window.marks("token"):
            yield from _token(window.folded, mark.start)

    def _mailboxes(self, window: Window, sign: bytes, domain: re.Pattern[bytes]) -> Iterator[Found]:
        place = window.plain.find(sign)
        while place >= 0:
            if found := self._mailbox(window, place, len(sign), domain):
                yield found
            place = window.plain.find(sign, place + 1)

    def _mailbox(
        self, window: Window, place: int, width: int, domain: re.Pattern[bytes]
    ) -> Found | None:
        text = window.plain
        gap = int(width > 3 and text[place - 1 : place] == b" ")
        before = window.folded[max(place - gap - _LONGEST_LOCAL, 0) : place - gap]
        local = before[len(before.rstrip(_LOCAL)) :].lstrip(b".%+-")
        after = place + width + int(width > 3 and text[place + width : place + width + 1] == b" ")
        match = domain.match(text, after)
        if not local or match is None or self._is_nobodys(local.lower(), match.group()):
            return None
        start = place - gap - len(local)
        return start, match.end(), Kind.EMAIL, Confidence.SURE

    def _is_nobodys(self, local: bytes, domain: bytes) -> bool:
        rules = self._rules
        if comparable(local + b"@" + domain) in rules.allowed or domain.endswith(
            rules.reserved_domains
        ):
            return True
        is_official = domain.endswith(rules.official_domains)
        return is_official and re.split(rb"[._-]", local)[0] in rules.role_mailboxes


def _token(folded: bytes, start: int) -> Iterator[Found]:
    for pattern in _TOKENS.values():
        if match := pattern.match(folded, start):
            yield start, match.end(), Kind.SECRET, Confidence.SURE
    if folded[max(start - 5, 0) : start] == b"-----" and (match := _KEY_BLOCK.match(folded, start)):
        yield start - 5, match.end(), Kind.SECRET, Confidence.SURE


def _labelled_secret(folded: bytes, place: int) -> Iterator[Found]:
    match = _VALUE.match(folded, place)
    if match:
        chosen = _LOOKS_CHOSEN.match(match[1])
        yield *match.span(1), Kind.SECRET, Confidence.LIKELY if chosen else Confidence.SHAPE
