"""Reading how a population is divided, and in which cell of it each voter stands."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pendopo.engines.opinion.ballots import Ballots
from pendopo.engines.opinion.errors import BadTable
from pendopo.engines.opinion.raking import Margin

MARGIN_COLUMNS = ("margin", "cell", "share")
VOTER = "voter-id"


@dataclass(frozen=True, eq=False, slots=True)
class Population:
    """Margins ready for ``rake``, with the names of their cells in order."""

    margins: Mapping[str, Margin]
    cells: Mapping[str, tuple[str, ...]]


def read_population(margins: str | Path, attributes: str | Path, ballots: Ballots) -> Population:
    """Read shares of the population and the attributes of voters.

    Parameters
    ----------
    margins : str or Path
        UTF-8 table with the columns margin, cell and share; the shares of each margin
        add up to 1, within a thousandth.
    attributes : str or Path
        UTF-8 table with the column voter-id and one column for each margin, named like it;
        an empty or unlisted cell is not known. Voters without a vote are ignored.
    ballots : Ballots
        Whose people are to be weighed; not modified.

    Raises
    ------
    BadTable
        If a file is no such table, or shares do not add up.
    OSError
        If a file cannot be opened.
    """
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for line, row in _rows(margins, MARGIN_COLUMNS):
        shares[row["margin"]][row["cell"]] = _share(row["share"], line)
    for name, cells in shares.items():
        if abs(sum(cells.values()) - 1) > 1e-3:
            raise BadTable(f"Bagian penduduk pada “{name}” tidak berjumlah 1.")
    places = {name: i for i, name in enumerate(ballots.person_ids)}
    cell_of = {name: np.full(ballots.n_people, -1, dtype=np.intp) for name in shares}
    number = {name: {cell: i for i, cell in enumerate(cells)} for name, cells in shares.items()}
    for _line, row in _rows(attributes, (VOTER, *shares)):
        person = places.get(row[VOTER])
        if person is not None:
            for name in shares:
                cell_of[name][person] = number[name].get(row[name], -1)
    return Population(
        margins={name: Margin(cell_of[name], _whole(cells)) for name, cells in shares.items()},
        cells={name: tuple(cells) for name, cells in shares.items()},
    )


def _whole(cells: Mapping[str, float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    shares = np.array(list(cells.values()), dtype=np.float64)
    return shares / shares.sum()


def _share(text: str, line: int) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise BadTable(f"Baris {line}, kolom share: “{text[:40]}” bukan bagian antara 0 dan 1.")
    return share


def _rows(path: str | Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    name = Path(path).name
    with Path(path).open(encoding="utf-8-sig", newline="") as table:
        try:
            header = table.readline()
            delimiter = ";" if ";" in header and "," not in header else ","
            names = [each.strip() for each in next(csv.reader([header], delimiter=delimiter), [])]
            if missing := [each for each in columns if each not in names]:
                raise BadTable(f"Kolom {', '.join(missing)} tidak ada pada {name}.")
            reader = csv.reader(table, delimiter=delimiter)
            for cells in filter(None, reader):
                if len(cells) < len(names):
                    raise BadTable(f"Baris {reader.line_num + 1} pada {name} tidak utuh.")
                yield reader.line_num + 1, dict(zip(names, map(str.strip, cells), strict=False))
        except UnicodeDecodeError as error:
            raise BadTable(f"Berkas {name} bukan teks UTF-8.") from error
