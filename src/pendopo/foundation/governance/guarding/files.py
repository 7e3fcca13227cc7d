"""A file looked through before an office shares it; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from pendopo.engines import privacy
from pendopo.engines.privacy import Tally, Where
from pendopo.engines.privacy.shipped import shipped_rules
from pendopo.foundation.governance.guarding.types import KIND_LABELS, Level
from pendopo.kernel.errors import BadInput

MOST_SHOWN = 200
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class FileReport:
    """What a file holds and where, and what should follow; never a value.

    Attributes
    ----------
    found
        Kind and place of the first findings, in words.
    small
        Cells of a table of counts to hide, with whether only a total would tell them.
    """

    level: Level
    n_found: int
    by_kind: list[tuple[str, int]]
    found: list[tuple[str, str]]
    small: list[tuple[str, bool]]


def look_through(file: BinaryIO, name: str) -> FileReport:
    """Return what a file holds.

    Raises
    ------
    BadInput
        It is of an unknown kind, broken or locked.
    """
    rules, suffix = shipped_rules(), PurePath(name).suffix.lower()
    tally = Tally(rules)
    scanner = privacy.Scanner(rules, tally=tally)
    try:
        located = privacy.stream_findings(file, suffix, scanner)
        shown = [(_kind(each), _place(each.where)) for each in islice(located, MOST_SHOWN)]
        # The rest is only counted.
        n_found = len(shown) + sum(1 for _each in located)
        file.seek(0)
        small = [
            (_place(each.where), each.is_complementary)
            for each in privacy.small_counts(file, suffix, rules)
        ]
    except privacy.FileUnreadable as error:
        raise BadInput(str(error), field="file") from error
    level = Level(privacy.LEVELS.index(tally.verdict().level))
    counts = [(str(KIND_LABELS[kind]), n) for kind, n in tally.n_by_kind.most_common()]
    return FileReport(max(level, Level.WARN) if small else level, n_found, counts, shown, small)


def _kind(located: privacy.Located) -> str:
    return str(KIND_LABELS[located.finding.kind])


def _place(where: Where) -> str:
    return ", ".join(_words(where))


def _words(where: Where) -> Iterator[str]:
    if where.sheet:
        yield _("lembar %(name)s") % {"name": where.sheet}
    if where.page:
        yield _("halaman %(n)d") % {"n": where.page}
    if where.part:
        yield _("bagian %(name)s") % {"name": where.part}
    if where.cell:
        yield _("sel %(name)s") % {"name": where.cell}
    elif where.line:
        yield _("baris %(n)d") % {"n": where.line}
