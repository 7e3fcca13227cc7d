"""The command: slips and draw in a file, or what is wrong, exit 2 and no file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pendopo
from pendopo.engines.sortition.__main__ import main

POOL = "id;kelamin\n" + "".join(f"w{i};{'P' if i % 2 else 'L'}\n" for i in range(8))
QUOTAS = "feature,value,min,max\nkelamin,P,2,2\nkelamin,L,2,2\n"


@pytest.fixture
def files(tmp_path):
    """Write a pool and its quotas."""
    pool, quotas = tmp_path / "pool.csv", tmp_path / "quotas.csv"
    pool.write_text(POOL, encoding="utf-8")
    quotas.write_text(QUOTAS, encoding="utf-8")
    return pool, quotas


def run(files, out, *more):
    pool, quotas = files
    return main([str(pool), "--quotas", str(quotas), "--size", "4", "--out", str(out), *more])


def test_the_command_prints_the_odds_first_and_draws_with_the_seed(files, tmp_path, capsys):
    out, register = tmp_path / "draw.json", tmp_path / "register.csv"

    assert run(files, out) == 0
    before = json.loads(out.read_bytes())
    told = capsys.readouterr().out
    assert run(files, out, "--seed", "blok 9", "--register", str(register)) == 0
    after = json.loads(out.read_bytes())

    assert told.startswith(
        "Sukarelawan: 8, kursi: 4\n"
        "Peluang terkecil: 500 dari 1.000 (yang terbaik yang mungkin: 500,0)\n"
    )
    assert before["drawn"] is None
    assert after["digest"] == before["digest"]
    drawn = [row.split(",") for row in register.read_text(encoding="utf-8").splitlines()]
    lots = [int(lot) for _, lot, _, seated in drawn[1:] if seated == "1"]
    assert lots == after["drawn"]["panel"]


def test_the_command_draws_for_those_who_declined(files, tmp_path):
    out = tmp_path / "draw.json"

    code = run(
        files, out, "--seed", "2", "--panel", "w0", "w1", "w2", "w3", "--declined", "w0", "w1"
    )

    assert code == 0
    assert json.loads(out.read_bytes())["volunteers"] == 4
    assert len(json.loads(out.read_bytes())["drawn"]["panel"]) == 2


def test_one_division_is_enough(files, tmp_path):
    out = tmp_path / "draw.json"

    code = main([str(files[0]), "--strata", "kelamin", "--size", "4", "--out", str(out)])

    assert code == 0
    assert json.loads(out.read_bytes())["quotas"] == [
        ["kelamin", "L", 2, 2],
        ["kelamin", "P", 2, 2],
    ]


@pytest.mark.parametrize(
    ("pool", "quotas", "more", "sentence"),
    [
        ("nama\nx\n", QUOTAS, [], "Kolom id tidak ada.\n"),
        (POOL + "w1;P\n", QUOTAS, [], "Baris 10: id w1 tertulis dua kali.\n"),
        (POOL + ";P\n", QUOTAS, [], "Baris 10: id kosong.\n"),
        (POOL + "w9\n", QUOTAS, [], "Baris 10: 1 isian untuk 2 kolom.\n"),
        (POOL, QUOTAS.replace("P,2,", "P,dua,"), [], "Baris 2: “dua” bukan jumlah kursi.\n"),
        (
            POOL,
            QUOTAS,
            ["--declined", "w1"],
            "Sebutkan panel yang sudah terpilih dengan --panel.\n",
        ),
        (
            POOL,
            QUOTAS,
            ["--panel", "w0", "--declined", "z"],
            "Sukarelawan z tidak ada.\n",
        ),
        (
            POOL,
            QUOTAS.replace("P,2,2", "P,5,5").replace("L,2,2", "L,0,2"),
            [],
            (
                "Tidak ada panel yang memenuhi semua kuota. Perubahan terkecil yang cukup: "
                "kelamin = P: turunkan batas bawah 5 menjadi 4 (sukarelawan yang ada 4 orang).\n"
            ),
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    files, tmp_path, capsys, pool, quotas, more, sentence
):
    files[0].write_text(pool, encoding="utf-8")
    files[1].write_text(quotas, encoding="utf-8")
    out = tmp_path / "draw.json"

    assert run(files, out, *more) == 2

    assert capsys.readouterr() == ("", sentence)
    assert not out.exists()


def test_tables_that_are_not_text_and_missing_files_are_named(files, tmp_path, capsys):
    files[0].write_bytes(b"id\n\xff\n")
    assert run(files, tmp_path / "x.json") == 2
    files[0].unlink()
    assert run(files, tmp_path / "x.json") == 2
    files[0].write_text(POOL, encoding="utf-8")
    assert run(files, tmp_path / "none" / "x.json") == 2

    assert capsys.readouterr().err == (
        "Berkas bukan teks UTF-8.\n"
        f"Berkas {files[0]} tidak dapat dibaca.\n"
        f"Hasil tidak dapat ditulis: {tmp_path / 'none' / 'x.json'}.\n"
    )


def test_a_mistyped_command_is_refused_in_one_sentence(capsys):
    with pytest.raises(SystemExit) as left:
        main(["pool.csv", "--out", "x", "--size", "dua"])

    assert left.value.code == 2
    assert capsys.readouterr().err == (
        "Perintah tidak dapat dibaca: pilihan --size: bukan bilangan bulat: 'dua'.\n"
    )


def test_the_engine_runs_alone(files, tmp_path):
    out = tmp_path / "draw.json"
    command = [sys.executable, "-m", "pendopo.engines.sortition", str(files[0]), "--size", "2"]

    finished = subprocess.run(
        [*command, "--seed", "1", "--out", str(out)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(pendopo.__file__).parents[1])},
    )

    assert finished.stdout.endswith(f"Hasil ditulis ke {out}.\n")
