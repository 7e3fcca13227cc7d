"""Small cells in tables of counts: three of a village with an illness are three known people.

A count is small if it lies below ``k`` and above nothing. A table is at risk where its rows name a
small area and its columns, or another column, a trait of persons: illness, age, belief, poverty.
Hiding the small counts alone does not help where a total tells the missing one, so in every row
and column with a total a second cell goes with a single hidden one (complementary suppression).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.vocabulary import plain

_HEAD_ROWS = 10
_NUMBER = re.compile(r"\s*\d{1,3}(?:[.,]\d{3})+\s*|\s*\d+\s*")
# "0-4 tahun", "umur 15 s.d. 19", "60+": an age as the head of a column.
_AGES = re.compile(rb"\b\d{1,2} ?(?:-|s\.?d\.?|sampai) ?\d{1,2}\b|\b\d{2} ?\+|\b(?:umur|usia)\b")
_TRAIT_ROLES = frozenset({"health", "belief", "crime", "finance", "violence"})


class SmallCell(NamedTuple):
    """A cell to hide, row and column counted from 0 in the whole table.

    Attributes
    ----------
    is_complementary
        Whether it is hidden only because a total would tell the small one.
    """

    row: int
    column: int
    is_complementary: bool


class _Shape(NamedTuple):
    head: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]


def small_cells(table: Sequence[Sequence[str]], rules: Rules) -> list[SmallCell]:
    """Return the cells of a table to hide before everyone may see it, in order.

    Parameters
    ----------
    table
        Rows of cells as shown, with a row of heads among the first ten.

    Returns
    -------
    list of SmallCell
        Empty where the table crosses no area with a trait, or nothing in it is small.
    """
    shape = _shape_of(table, rules)
    if shape is None:
        return []
    counts = np.array(
        [[_count(_cell(table[row], column)) for column in shape.columns] for row in shape.rows]
    )
    hidden = suppressed(counts, rules.smallest_cell)
    return [
        SmallCell(
            shape.rows[row],
            shape.columns[column],
            not 0 < counts[row, column] < rules.smallest_cell,
        )
        for row, column in np.argwhere(hidden).tolist()
    ]


def suppressed(counts: np.ndarray, k: int) -> np.ndarray:
    """Return which cells of a table of counts to hide.

    After the usual primary and complementary suppression; as if the total of every row and of
    every column were published.

    Parameters
    ----------
    counts : int64 ndarray of shape (n_rows, n_columns)
        -1 for a cell without a count. Not modified.
    k
        From this count on a cell is safe; a zero tells of nobody and is shown.

    Returns
    -------
    bool ndarray of shape (n_rows, n_columns)
        In no row and no column of two counts or more is exactly one hidden.
    """
    hidden = (counts > 0) & (counts < k)
    known = counts >= 0
    while True:
        before = hidden.sum()
        for line, lies in [
            *zip(hidden, counts, strict=True),
            *zip(hidden.T, counts.T, strict=True),
        ]:
            if line.sum() == 1:
                _hide_another(line, lies)
        if hidden.sum() == before:
            return hidden & known


def _hide_another(hidden: np.ndarray, counts: np.ndarray) -> None:
    """Hide the smallest other count of a line; a zero only where there is nothing else."""
    free = np.flatnonzero(~hidden & (counts >= 0))
    if len(free):
        best = min(free.tolist(), key=lambda place: (counts[place] == 0, counts[place], place))
        hidden[best] = True


def _shape_of(table: Sequence[Sequence[str]], rules: Rules) -> _Shape | None:
    """Return where the counts of a table lie; None if it crosses no area with a trait."""
    for head, row in enumerate(table[:_HEAD_ROWS]):
        heads = [plain(fold(cell)).strip() for cell in row]
        areas = [column for column, text in enumerate(heads) if _has(text, rules, "place_heads")]
        traits = [column for column, text in enumerate(heads) if _is_trait(text, rules)]
        if not areas or not set(traits) - set(areas):
            continue
        body = range(head + 1, len(table))
        columns = [
            column
            for column, text in enumerate(heads)
            if column not in areas
            and not _has(text, rules, "total_heads")
            and (column in traits or _has(text, rules, "count_heads"))
            and _is_counts([_cell(table[row], column) for row in body])
        ]
        rows = [row for row in body if not _is_total(table[row], areas, rules)]
        return _Shape(head, tuple(columns), tuple(rows)) if columns and rows else None
    return None


def _is_trait(head: bytes, rules: Rules) -> bool:
    if _has(head, rules, "trait_heads") or _AGES.search(head):
        return True
    return any(_TRAIT_ROLES & set(mark.word.roles) for mark in rules.vocabulary.marks(head))


def _is_total(row: Sequence[str], areas: Sequence[int], rules: Rules) -> bool:
    return any(
        _has(plain(fold(_cell(row, column))).strip(), rules, "total_heads") for column in areas
    )


def _has(text: bytes, rules: Rules, role: str) -> bool:
    return any(word in rules.table_words[role] for word in (text, *text.split()))


def _is_counts(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell.strip() not in {"", "-"}]
    return bool(told) and all(_NUMBER.fullmatch(cell) for cell in told)


def _count(cell: str) -> int:
    digits = re.sub(r"\D", "", cell)
    return int(digits) if digits else -1


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
