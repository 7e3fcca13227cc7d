"""Reading and writing Pabulib's .pb files, without losing what we do not use."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pendopo.engines.budgeting.election import Election, Project, gather
from pendopo.engines.budgeting.errors import BadFile

APPROVALS = ("approval", "choose-1")
POINTS = ("cumulative", "scoring")
MONEY = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,2}))?")
CENTS = 100

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Pabulib:
    """The three sections of one file, as text.

    Attributes
    ----------
    meta : dict
        Such as budget and vote_type, in the order of the file.
    projects, votes : tuple of dict
        Rows by column; all rows of a section have the same columns in the same order.
    """

    meta: Row
    projects: tuple[Row, ...]
    votes: tuple[Row, ...]

    @property
    def unit(self) -> int:
        """Into how many parts one unit of the file's money is divided: 1 or 100."""
        written = [self.meta["budget"], *(row["cost"] for row in self.projects)]
        return CENTS if any(_cents(each) % CENTS for each in written) else 1

    def election(self) -> Election:
        """Read the projects and ballots.

        Returns
        -------
        Election
            Money in ``1 / unit`` of the file's money.

        Raises
        ------
        BadFile
            If the vote type is not approval, choose-1, cumulative or scoring, or a value
            cannot be read.
        BadElection
            If projects, ballots and budget contradict each other.
        """
        kind, share = self.meta.get("vote_type", ""), CENTS // self.unit
        if kind not in APPROVALS + POINTS:
            raise BadFile(
                f"Jenis suara “{kind}” tidak didukung; yang didukung: "
                f"{', '.join(APPROVALS + POINTS)}."
            )
        projects = [
            Project(row["project_id"], _cents(row["cost"]) // share, row.get("name", ""))
            for row in self.projects
        ]
        ballots = [_ballot(row, with_points=kind in POINTS) for row in self.votes]
        return gather(_cents(self.meta["budget"]) // share, projects, ballots)

    def with_selection(self, funded: Iterable[str]) -> "Pabulib":
        """Give a copy whose column ``selected`` says 1 for these ids and 0 for others."""
        chosen = set(funded)
        rows = [row | {"selected": str(int(row["project_id"] in chosen))} for row in self.projects]
        return replace(self, projects=tuple(rows))


def read_pabulib(path: str | Path) -> Pabulib:
    """Read a .pb file (UTF-8, sections META, PROJECTS and VOTES, semicolons).

    Raises
    ------
    BadFile
        If a section or a needed column is missing, or it is not UTF-8.
    OSError
        If the file cannot be opened.
    """
    try:
        return parse_pabulib(Path(path).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadFile("Berkas bukan teks UTF-8.") from error


def parse_pabulib(text: str) -> Pabulib:
    """Read the text of a .pb file; errors as in ``read_pabulib``."""
    sections = _sections(text)
    meta = {row["key"]: row["value"] for row in _table(sections, "META", ("key", "value"))}
    if "budget" not in meta:
        raise BadFile("Bagian META tidak menyebut budget.")
    return Pabulib(
        meta=meta,
        projects=tuple(_table(sections, "PROJECTS", ("project_id", "cost"))),
        votes=tuple(_table(sections, "VOTES", ("vote",))),
    )


def write_pabulib(file: Pabulib) -> str:
    """Give the text of the file; reading it again gives an equal ``Pabulib``."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([["META"], ["key", "value"], *file.meta.items()])
    for title, rows in (("PROJECTS", file.projects), ("VOTES", file.votes)):
        columns = list(rows[0]) if rows else []
        writer.writerows([[title], columns, *([*row.values()] for row in rows)])
    return out.getvalue()


def _sections(text: str) -> dict[str, list[tuple[int, list[str]]]]:
    """Cut the lines at the three titles; each line with its number in the file."""
    sections: dict[str, list[tuple[int, list[str]]]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    title = ""
    try:
        for cells in reader:
            if len(cells) == 1 and cells[0].strip() in {"META", "PROJECTS", "VOTES"}:
                title = cells[0].strip()
                sections[title] = []
            elif any(cell.strip() for cell in cells):
                sections.setdefault(title, []).append((reader.line_num, cells))
    except csv.Error as error:
        raise BadFile(f"Bukan tabel yang sah: {error}.", line=reader.line_num) from error
    return sections


def _table(
    sections: Mapping[str, list[tuple[int, list[str]]]], title: str, needed: tuple[str, ...]
) -> Iterator[Row]:
    if not sections.get(title):
        raise BadFile(f"Bagian {title} tidak ada.")
    (head, header), *rows = sections[title]
    columns = [cell.strip() for cell in header]
    for name in needed:
        if name not in columns:
            raise BadFile(f"Bagian {title} tidak punya kolom {name}.", line=head)
    for line, cells in rows:
        if len(cells) != len(columns):
            raise BadFile(f"{len(cells)} isian untuk {len(columns)} kolom.", line=line)
        yield dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _cents(text: str) -> int:
    """Read money as hundredths, with a point or a comma before them."""
    found = MONEY.fullmatch(text)
    if found is None:
        raise BadFile(f"Nilai uang “{text[:40]}” tidak dapat dibaca.")
    return int(found[1]) * CENTS + int((found[2] or "").ljust(2, "0"))


def _ballot(row: Row, *, with_points: bool) -> dict[str, int]:
    named = _listed(row["vote"])
    if len(set(named)) < len(named):
        raise BadFile(f"Surat suara “{row['vote'][:40]}” menyebut satu usulan dua kali.")
    if not with_points:
        return dict.fromkeys(named, 1)
    points = _listed(row.get("points", ""))
    if len(points) != len(named) or not all(re.fullmatch("[0-9]{1,6}", each) for each in points):
        raise BadFile(
            f"Nilai “{row.get('points', '')[:40]}” tidak cocok dengan usulan yang dipilih."
        )
    return dict(zip(named, map(int, points), strict=True))


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]
