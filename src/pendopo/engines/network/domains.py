"""Names of sites: written one way, without those another name covers already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pendopo.engines.network.errors import NetworkError

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")


def domain(text: str) -> str:
    """Return a domain in lower case, without dots around it.

    Raises
    ------
    NetworkError
        It is no domain; an address or a single word never is.
    """
    written = str(text).strip().strip(".").lower()
    try:
        plain = written.encode("idna").decode("ascii") if not written.isascii() else written
    except UnicodeError:
        plain = ""
    if len(plain) > 253 or not _DOMAIN.fullmatch(plain):
        message = f"'{text}' bukan nama domain, contoh: tiktok.com."
        raise NetworkError(message)
    return plain


def least(names: Iterable[str]) -> tuple[str, ...]:
    """Return names sorted, without those that lie below another of them.

    Squid refuses a list that holds both.
    """
    every = frozenset(names)
    return tuple(sorted(name for name in every if not any(up in every for up in _above(name))))


class DomainTable:
    """Which category a name belongs to: the longest listed name above it decides."""

    __slots__ = ("_names",)

    def __init__(self, categories: Mapping[str, Iterable[str]]) -> None:
        self._names = {name: code for code, names in categories.items() for name in names}

    def category(self, name: str) -> str | None:
        """Return the category of a name; None if nothing lists it."""
        if name in self._names:
            return self._names[name]
        return next((self._names[up] for up in _above(name) if up in self._names), None)


def _above(name: str) -> Iterable[str]:
    rest = name
    while "." in rest:
        rest = rest.split(".", 1)[1]
        yield rest
