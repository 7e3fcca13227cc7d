"""The command: a short Indonesian summary, or one sentence, exit 2 and no file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pendopo
from pendopo.engines.budgeting import read_pabulib
from pendopo.engines.budgeting.__main__ import main

FILE = """META
key;value
budget;30
vote_type;approval
PROJECTS
project_id;cost;name
1;12;Taman
2;14;Jalan
3;9;Pos
VOTES
voter_id;vote
a;1
b;1,2
c;2
"""


@pytest.fixture
def votes(tmp_path):
    path = tmp_path / "votes.pb"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_the_command_writes_result_and_copy_and_tells_it(votes, tmp_path, capsys):
    out, copy = tmp_path / "result.json", tmp_path / "copy.pb"

    assert main([str(votes), "--out", str(out), "--pb", str(copy), "--step", "1"]) == 0

    assert capsys.readouterr().out == (
        f"Pemilih: 3\nUsulan: 3, didanai 2\nAnggaran: 30, terpakai 26\nHasil ditulis ke {out}.\n"
    )
    assert json.loads(out.read_bytes())["funded"] == ["1", "2"]
    assert [row["selected"] for row in read_pabulib(copy).projects] == ["1", "1", "0"]


def test_a_bad_option_is_refused_and_nothing_is_written(votes, tmp_path, capsys):
    out = tmp_path / "result.json"

    assert main([str(votes), "--out", str(out), "--step", "0"]) == 2

    assert capsys.readouterr() == ("", "Pilihan step = 0 tidak sah; yang sah: 1 atau lebih.\n")
    assert not out.exists()


def test_missing_files_and_folders_are_named(votes, tmp_path, capsys):
    missing = tmp_path / "none" / "x.pb"

    assert main([str(missing), "--out", str(tmp_path / "r.json")]) == 2
    assert main([str(votes), "--out", str(missing)]) == 2

    assert capsys.readouterr().err == (
        f"Berkas {missing} tidak dapat dibaca.\nHasil tidak dapat ditulis: {missing}.\n"
    )


def test_a_mistyped_command_is_refused_in_one_sentence(capsys):
    with pytest.raises(SystemExit) as left:
        main(["votes.pb"])

    assert left.value.code == 2
    assert capsys.readouterr().err == "Perintah tidak dapat dibaca: belum diisi: --out.\n"


def test_the_engine_runs_alone(votes, tmp_path):
    out = tmp_path / "result.json"

    finished = subprocess.run(
        [sys.executable, "-m", "pendopo.engines.budgeting", str(votes), "--out", str(out)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(pendopo.__file__).parents[1])},
    )

    assert finished.stdout.endswith(f"Hasil ditulis ke {out}.\n")
