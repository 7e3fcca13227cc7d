"""Rumours from a file that listening to public signals left, one row each sighting.

Columns: ``text``, ``seen_on`` (a code of ``SeenOn``), and maybe ``seen_at`` (ISO 8601), ``link``
and ``n``. Others, such as an account's name, are not read. The same row of the same content is
taken once, however often a file is read.
"""

from __future__ import annotations

import csv
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.clarification.services import receive_claim
from pendopo.journey.clarification.types import Entry, SeenOn, Told
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.errors import BadInput

_NEEDED = {"text", "seen_on"}
_READ = ("text", "seen_on", "seen_at", "link", "n")


class FileUnreadable(BadInput):
    """The file is no CSV with the columns that are needed."""


@dataclass
class Heard:
    """What became of a file: rows by outcome, and the lines that were refused and why."""

    n_new: int = 0
    n_joined: int = 0
    n_known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def read_rumours(path: Path) -> Iterator[tuple[int, Told | str]]:
    """Yield each line's number with what it tells, or with why it cannot be read.

    Raises
    ------
    FileUnreadable
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(reader.fieldnames or ()) >= _NEEDED:
                raise FileUnreadable(_("Kolom text dan seen_on harus ada."))
            seen: Counter[str] = Counter()
            for row in reader:
                yield reader.line_num, _told(row, seen)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileUnreadable(_("Berkas ini bukan CSV UTF-8 yang dapat dibaca.")) from error


def _told(row: dict[str, str | None], seen: Counter[str]) -> Told | str:
    values = {name: (row.get(name) or "").strip() for name in _READ}
    content = "\n".join(values.values())
    seen[content] += 1
    if values["seen_on"] not in SeenOn.values:
        return _("Jenis kanal tidak dikenal.")
    try:
        at = _moment(values["seen_at"])
        n = int(values["n"] or 1)
    except ValueError:
        return _("Waktu atau jumlahnya tidak dapat dibaca.")
    return Told(
        key=listening_key(f"file:{content}:{seen[content]}"),
        text=values["text"],
        seen_on=SeenOn(values["seen_on"]),
        link=values["link"],
        entry=Entry.LISTENING,
        n=n,
        seen_at=at,
    )


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(settings.PENDOPO_ZONE))


def listening_key(words: str) -> uuid.UUID:
    """Return the key by which what a machine tells is known when it comes again."""
    return uuid.UUID(blind_index(words, purpose="claim_listening")[:32])


def hear(path: Path, *, by: Actor = SYSTEM, at: datetime) -> Heard:
    """Take in a file row by row; what cannot be read is told and left out.

    Raises
    ------
    FileUnreadable
    """
    heard = Heard()
    for line, told in read_rumours(path):
        if isinstance(told, str):
            heard.refused.append((line, told))
            continue
        try:
            received = receive_claim(told, by=by, at=at)
        except BadInput as error:
            heard.refused.append((line, error.message))
            continue
        if received.is_repetition:
            heard.n_known += 1
        elif received.is_new_claim:
            heard.n_new += 1
        else:
            heard.n_joined += 1
    return heard
