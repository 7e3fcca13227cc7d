"""Weighted figures stand beside the raw ones, from files a statistics office can write."""

import json

import numpy as np
import pytest
from tests.engines.opinion.invented import as_csv, planted_rows, random_ballots

from pendopo.engines.opinion import (
    BadTable,
    consensus,
    count_votes,
    gather_votes,
    opinion_map,
    read_population,
    weigh,
)
from pendopo.engines.opinion.__main__ import main
from pendopo.engines.opinion.consensus import compared
from pendopo.engines.opinion.weighing import scaled_counts

MARGINS = "margin,cell,share\nsex,f,0.5\nsex,m,0.5\n"


@pytest.fixture
def files(tmp_path):
    """Thirty men agree, ten women do not."""
    rows = [(f"m{i}", "1", 1, 0) for i in range(30)] + [(f"f{i}", "1", -1, 0) for i in range(10)]
    people = "voter-id,sex\n" + "".join(f"{name},{name[0]}\n" for name, *_rest in rows)
    for name, text in (("votes", as_csv(rows)), ("margins", MARGINS), ("people", people)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path, gather_votes(rows)


def test_whoever_is_missing_counts_as_the_population_has_them(files):
    folder, ballots = files
    population = read_population(folder / "margins.csv", folder / "people.csv", ballots)
    found = weigh(opinion_map(ballots, stability=0), population)
    assert found.raw.tolist() == [0.75]
    assert found.weighted[0] == pytest.approx(0.5, abs=1e-3)
    assert found.raking.n_effective == pytest.approx(40**2 / (30 * (2 / 3) ** 2 + 10 * 4))


def test_the_command_writes_both_and_nobodys_weight(files):
    folder, _ballots = files
    out = folder / "map.json"
    options = ["--population", f"{folder}/margins.csv", "--attributes", f"{folder}/people.csv"]
    assert main([f"{folder}/votes.csv", "--out", str(out), "--stability", "0", *options]) == 0
    weighted = json.loads(out.read_bytes())["weighted"]
    assert weighted["statements"][0]["raw"] == 0.75
    women = weighted["margins"]["sex"][0]
    assert (women["cell"], women["raw"], women["population"]) == ("f", 0.25, 0.5)
    assert "m1" not in out.read_text(encoding="utf-8")


def test_equal_weights_change_nothing():
    rows, truth = planted_rows((40, 30), 12)
    ballots = gather_votes(rows)
    labels = truth[[int(name) for name in ballots.person_ids]]
    plain = consensus(count_votes(ballots, labels))
    found = compared(*scaled_counts(ballots, labels, np.full(70, 3.0)))
    assert np.allclose(found.bridge, plain.bridge)
    assert np.allclose(found.floor, plain.floor)
    assert found.readings == plain.readings


def test_unequal_weights_are_less_sure_than_as_many_equal_ones():
    ballots = random_ballots(200, 5, seed=2)
    labels = np.zeros(ballots.n_people, dtype=np.intp)
    weights = np.where(np.arange(ballots.n_people) % 10, 0.5, 5.0)
    cast = scaled_counts(ballots, labels, weights)[2]
    assert (cast < count_votes(ballots, labels).cast).all()


@pytest.mark.parametrize(
    ("margins", "people", "reason"),
    [
        ("margin,cell\nsex,f\n", "voter-id,sex\n", "Kolom share"),
        ("margin,cell,share\nsex,f,0.4\n", "voter-id,sex\n", "tidak berjumlah 1"),
        ("margin,cell,share\nsex,f,x\n", "voter-id,sex\n", "bukan bagian antara 0 dan 1"),
        (MARGINS, "voter-id\n", "Kolom sex"),
        (MARGINS, "voter-id,sex\nm1\n", "tidak utuh"),
    ],
)
def test_files_that_do_not_fit_get_one_sentence(tmp_path, margins, people, reason):
    (tmp_path / "margins.csv").write_text(margins, encoding="utf-8")
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    with pytest.raises(BadTable, match=reason):
        read_population(tmp_path / "margins.csv", tmp_path / "people.csv", random_ballots(3, 3))


def test_one_file_without_the_other_is_refused(files, capsys):
    folder, _ballots = files
    out = folder / "map.json"
    code = main([f"{folder}/votes.csv", "--out", str(out), "--population", f"{folder}/margins.csv"])
    assert code == 2
    assert "--attributes" in capsys.readouterr().err
    assert not out.exists()
