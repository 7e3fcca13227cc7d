"""Instants are stored in UTC and shown in the office's zone, with its Indonesian name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

# Keppres 41/1987 fixes three zones without daylight saving.
ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    ).split(),
    "en": (
        "January February March April May June July August September October November December"
    ).split(),
}


def zone_label(zone_name: str) -> str:
    """Return WIB, WITA or WIT; the zone's own name outside Indonesia."""
    return ZONE_NAMES.get(zone_name, zone_name)


def local(instant: datetime, zone_name: str) -> datetime:
    """Return ``instant`` as wall-clock time of the zone; naive instants are refused."""
    if instant.tzinfo is None:
        message = "instant must carry its zone"
        raise ValueError(message)
    return instant.astimezone(ZoneInfo(zone_name))


def _words(table: Mapping[str, Sequence[str]], language: str) -> Sequence[str]:
    return table["en" if language.startswith("en") else "id"]


def format_date(day: date, *, language: str = "id", weekday: bool = False) -> str:
    """Return ``16 Maret 2026``, with the weekday before it if asked."""
    text = f"{day.day} {_words(_MONTHS, language)[day.month - 1]} {day.year}"
    return f"{_words(_DAYS, language)[day.weekday()]}, {text}" if weekday else text


def format_month(day: date, *, language: str = "id") -> str:
    """Return ``Maret 2026``."""
    return f"{_words(_MONTHS, language)[day.month - 1]} {day.year}"


def format_instant(instant: datetime, zone_name: str, *, language: str = "id") -> str:
    """Return ``Senin, 16 Maret 2026 pukul 10.05 WIB`` (a colon and *at* in English)."""
    here = local(instant, zone_name)
    day = format_date(here.date(), language=language, weekday=True)
    if language.startswith("en"):
        return f"{day} at {here:%H:%M} {zone_label(zone_name)}"
    return f"{day} pukul {here:%H.%M} {zone_label(zone_name)}"


def to_iso(instant: datetime) -> str:
    """Return the instant as UTC text with microseconds and Z, the form facts carry."""
    utc = instant.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def from_iso(text: str) -> datetime:
    """Return the instant written by ``to_iso``; ValueError for anything that is none."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError as error:
        # The first and last day of all in a zone that lies on the other side.
        raise ValueError(f"no instant: {text!r}") from error
