"""Tables of counts that would tell of single people, and what must be hidden so that totals do not."""

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pendopo.engines.privacy.__main__ import main
from pendopo.engines.privacy.cells import small_cells, suppressed
from pendopo.engines.privacy.counted import small_counts

WIDE = [
    ["Kasus menurut desa dan penyakit", "", "", "", ""],
    ["Desa", "TBC", "HIV", "Hepatitis", "Total"],
    ["Contohsari", "12", "2", "9", "23"],
    ["Contoharjo", "30", "14", "8", "52"],
    ["Contohrejo", "25", "11", "7", "43"],
    ["Total", "67", "27", "24", "118"],
]


def hidden(table, rules):
    return [(each.row, each.column, each.is_complementary) for each in small_cells(table, rules)]


def test_a_small_count_takes_three_others_with_it(rules):
    # Its row and its column have totals, and so have those of the second and third.
    assert hidden(WIDE, rules) == [
        (2, 2, False),
        (2, 3, True),
        (4, 2, True),
        (4, 3, True),
    ]


@pytest.mark.parametrize(
    "table",
    [
        [["Desa", "Lubang jalan", "Lampu mati"], ["Contohsari", "2", "1"]],
        [["Bulan", "TBC"], ["Januari", "2"]],
        [["Desa", "TBC"], ["Contohsari", "12"], ["Contoharjo", "0"]],
        [["Desa", "Tanggal lahir penyakit"], ["Contohsari", "2 Mei"]],
        [],
    ],
)
def test_tables_that_tell_of_nobody_are_left_alone(table, rules):
    assert hidden(table, rules) == []


def test_a_long_table_is_read_by_its_column_of_counts(rules):
    table = [
        ["kelurahan", "kelompok umur", "jumlah"],
        ["Contohsari", "0-4", "3"],
        ["Contohsari", "5-9", "1.204"],
        ["Contoharjo", "0-4", "18"],
    ]
    assert hidden(table, rules)[0] == (1, 2, False)
    assert len(hidden(table, rules)) == 2


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_file_names_the_cells_to_hide_as_their_owner_does(tmp_path, rules, suffix):
    path = tmp_path / f"kasus{suffix}"
    if suffix == ".csv":
        path.write_text("\n".join(";".join(row) for row in WIDE), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in WIDE:
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(path)
    with path.open("rb") as file:
        found = [
            (each.where.cell, each.is_complementary) for each in small_counts(file, suffix, rules)
        ]
    assert found == [("C3", False), ("D3", True), ("C5", True), ("D5", True)]
    assert main([str(path)]) == 1


COUNTS = arrays(
    np.int64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(-1, 12)
)


@given(COUNTS)
def test_no_line_hides_a_single_cell_that_its_total_would_tell(counts):
    given_counts = counts.copy()
    mask = suppressed(counts, 5)
    assert (counts == given_counts).all()
    assert mask[(counts > 0) & (counts < 5)].all()
    assert not mask[counts < 0].any()
    for line, lies in [*zip(mask, counts, strict=True), *zip(mask.T, counts.T, strict=True)]:
        assert line.sum() != 1 or (lies >= 0).sum() == 1
