"""Where in a file a finding lies, as a person would look for it."""

from __future__ import annotations

from typing import NamedTuple

from pendopo.engines.privacy.kinds import Finding


class Where(NamedTuple):
    """A place; what a kind of file does not have is empty.

    Attributes
    ----------
    line, column
        From 1.
    cell
        Column letters and row number, as in a spreadsheet.
    page
        Of a PDF, from 1.
    part
        Of a document: body, header, comment; of a picture: the name of the entry.
    """

    line: int = 0
    column: int = 0
    cell: str = ""
    sheet: str = ""
    page: int = 0
    part: str = ""


class Located(NamedTuple):
    """A finding with its place; offsets count within the cell, paragraph or page named there."""

    finding: Finding
    where: Where


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell whose row and column are counted from 0.

    >>> cell_name(11, 27)
    'AB12'
    """
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return f"{letters}{row + 1}"
