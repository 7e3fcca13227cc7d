"""Reading logs line by line: Squid, dnsmasq and Pi-hole, each to the same kind of sight.

A sight lives for one turn of the loop. Nothing here keeps a line, and no message repeats one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pendopo.engines.network.errors import NetworkError

SQLITE = b"SQLite format 3\x00"
# Proxies ask for a password with these; the same request follows again.
ASKED_TO_SIGN_IN = ("/407", "/401")
# Lookups of one name come as several types; those of other types are no visit.
LOOKUPS = ("A", "AAAA")
# Answers wait for their question's client only so many names back.
MOST_OPEN_NAMES = 20_000
# Pi-hole's numbers: gravity, regex, exact, upstream, their CNAME kinds, busy database, special.
REFUSED = frozenset({1, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16})
PIHOLE_LOOKUPS = (1, 2)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_REFUSALS = ("gravity blocked", "regex blacklisted", "exactly blacklisted", "special domain")
_NOWHERE = ("NXDOMAIN", "NODATA", "0.0.0.0", "::", "<CNAME>")  # noqa: S104 -- answers, not a bind
_QUERY = re.compile(r"query\[(\w+)\] (\S+) from (\S+)$")
_ANSWER = re.compile(r"(\S.*?) (\S+) is (\S+)$")
_EXTRA = re.compile(r"\d+ \S+/\d+ ")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?(\[[^\]]*\]|[^/:?#\s]+)", re.IGNORECASE)


class Source(StrEnum):
    """Who wrote a log."""

    SQUID = "squid"
    DNSMASQ = "dnsmasq"
    PIHOLE = "pihole"


class Sight(NamedTuple):
    """One request: when (seconds since 1970), from which address, for which name.

    ``is_new`` is false for an answer that only tells that an earlier one was refused.
    """

    epoch: int
    address: str
    name: str
    is_refused: bool
    is_new: bool = True


@dataclass
class Reading:
    """How the reading went; counts only."""

    n_lines: int = 0
    n_unreadable: int = 0


def source_of(path: Path) -> Source:
    """Tell who wrote a log from how it begins.

    Raises
    ------
    NetworkError
        The file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            start = file.read(256)
    except OSError:
        message = "Berkas log tidak dapat dibuka."
        raise NetworkError(message) from None
    if start.startswith(SQLITE):
        return Source.PIHOLE
    return Source.SQUID if re.match(rb"\s*\d{9,}\.\d", start) else Source.DNSMASQ


def sights(
    path: Path, offset: timezone, read_on: date, told: Reading, source: Source | None = None
) -> Iterator[Sight]:
    """Yield what a log has seen, in its order, holding one line at a time.

    Parameters
    ----------
    offset
        The zone of the machine that wrote it; only dnsmasq's lines need it.
    read_on
        A day not before the log's last, because dnsmasq writes no year.

    Raises
    ------
    NetworkError
        The file cannot be opened, or is no database of Pi-hole.
    """
    kind = source or source_of(path)
    if kind is Source.PIHOLE and source_of(path) is Source.PIHOLE:
        yield from _pihole(path, told)
        return
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            if kind is Source.SQUID:
                yield from squid_lines(file, told)
            else:
                yield from dnsmasq_lines(file, offset, read_on, told)
    except OSError:
        message = "Berkas log tidak dapat dibuka."
        raise NetworkError(message) from None


def squid_lines(rows: Iterable[str], told: Reading) -> Iterator[Sight]:
    """Yield the requests of Squid's own format, or of the short one that plans ask for."""
    for row in rows:
        told.n_lines += 1
        words = row.split()
        # The short format has no time taken, so the client comes one word earlier.
        at = 1 if len(words) > 2 and "/" in words[2] else 2
        try:
            epoch, address = int(float(words[0])), words[at]
            status, target = words[at + 1], words[at + 4]
        except (IndexError, ValueError, OverflowError):
            told.n_unreadable += bool(words)
            continue
        host = _HOST.match(target)
        if host is None or "/" not in status:
            told.n_unreadable += 1
        elif not status.endswith(ASKED_TO_SIGN_IN):
            name = host.group(1).strip("[].").lower()
            yield Sight(epoch, address, name, status.startswith("TCP_DENIED"))


def dnsmasq_lines(
    rows: Iterable[str], offset: timezone, read_on: date, told: Reading
) -> Iterator[Sight]:
    """Yield the lookups of dnsmasq, or of Pi-hole's log, which is dnsmasq's with more words."""
    asked: dict[str, Sight] = {}
    for row in rows:
        told.n_lines += 1
        stamp, _, rest = row.rstrip().partition(": ")
        epoch = _moment(stamp, offset, read_on)
        if epoch is None:
            told.n_unreadable += bool(row.strip())
            continue
        what = _EXTRA.sub("", rest, count=1)
        if query := _QUERY.match(what):
            kind, name, address = query.groups()
            if kind in LOOKUPS:
                sight = Sight(epoch, address, name.strip(".").lower(), is_refused=False)
                _remember(asked, sight)
                yield sight
        elif (name := _refused_name(what)) and name in asked:
            yield asked.pop(name)._replace(is_refused=True, is_new=False)


def _remember(asked: dict[str, Sight], sight: Sight) -> None:
    if len(asked) >= MOST_OPEN_NAMES:
        asked.clear()
    asked[sight.name] = sight


def _refused_name(what: str) -> str:
    """Return the name that an answer line denies; empty if it does not."""
    answer = _ANSWER.match(what)
    if answer is None:
        return ""
    who, name, value = answer.groups()
    denies = who in _REFUSALS or (who == "config" and value in _NOWHERE)
    return name.strip(".").lower() if denies else ""


def _moment(stamp: str, offset: timezone, read_on: date) -> int | None:
    """Read ``Nov 21 19:40:56 …``: the last such day that is not after `read_on`."""
    words = stamp.split()
    try:
        month, day = _MONTHS.index(words[0]) + 1, int(words[1])
        hour, minute, second = map(int, words[2].split(":"))
        when = datetime(read_on.year, month, day, hour, minute, second, tzinfo=offset)
        if when.date() > read_on + timedelta(days=1):
            when = when.replace(year=read_on.year - 1)
    except (IndexError, ValueError):
        return None
    return int(when.timestamp())


def _pihole(path: Path, told: Reading) -> Iterator[Sight]:
    wanted = "SELECT timestamp, type, status, domain, client FROM queries ORDER BY timestamp"
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            for epoch, kind, status, name, address in database.execute(wanted):
                told.n_lines += 1
                if kind in PIHOLE_LOOKUPS and name and address:
                    yield Sight(int(epoch), address, str(name).lower(), status in REFUSED)
        finally:
            database.close()
    except sqlite3.Error:
        message = "Basis data Pi-hole tidak dapat dibaca."
        raise NetworkError(message) from None
