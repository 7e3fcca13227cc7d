"""The command: a short Indonesian summary, or one sentence, exit 2 and no file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines.opinion.invented import as_csv, planted_rows

import pendopo
from pendopo.engines.opinion import opinion_map, read_votes, to_json
from pendopo.engines.opinion.__main__ import main


@pytest.fixture
def votes(tmp_path):
    """Write planted votes as a table."""
    path = tmp_path / "votes.csv"
    path.write_text(as_csv(planted_rows()[0]), encoding="utf-8")
    return path


def test_the_command_writes_the_map_and_tells_it_in_indonesian(votes, tmp_path, capsys):
    out = tmp_path / "map.json"

    code = main([str(votes), "--out", str(out), "--stability", "10", "--seed", "3"])

    told = capsys.readouterr().out
    assert code == 0
    assert out.read_bytes() == to_json(opinion_map(read_votes(votes), seed=3, stability=10))
    assert "Orang: 90 (90 cukup banyak memilih)\nPernyataan: 24\n" in told
    assert "Kelompok: A 40 orang, B 30 orang, C 20 orang; kestabilan 1,00" in told
    assert [path.name for path in tmp_path.iterdir()] == ["votes.csv", "map.json"]


def test_the_command_says_when_there_are_no_stable_groups(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text(as_csv([("ani", "1", 1, 0)]), encoding="utf-8")

    assert main([str(path), "--out", str(tmp_path / "map.json"), "--k", "auto"]) == 0

    told = capsys.readouterr().out
    assert "Kelompok: tidak ada kelompok pendapat yang stabil\n" in told
    assert "peta: 0,0% (0,0% + 0,0%)" in told


def test_the_command_says_when_groups_are_unchecked(votes, tmp_path, capsys):
    main([str(votes), "--out", str(tmp_path / "map.json"), "--stability", "0", "--k", "2"])

    assert "kestabilan tidak diperiksa" in capsys.readouterr().out


def test_ids_are_written_only_when_asked_for(votes, tmp_path):
    out = tmp_path / "map.json"

    main([str(votes), "--out", str(out), "--stability", "0", "--people"])

    assert {each["id"] for each in json.loads(out.read_bytes())["people"]} == {
        str(i) for i in range(90)
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "Kolom voter-id, comment-id, vote, timestamp tidak ada; yang ada: tidak satu pun.\n"),
        ("timestamp,comment-id,voter-id,vote\n", "Belum ada suara yang dapat dipetakan.\n"),
        (
            "timestamp,comment-id,voter-id,vote\n1,1,1,ya\n",
            (
                "Baris 2, kolom vote: nilai “ya” tidak sah; "
                "yang sah: 1 (setuju), 0 (lewati), -1 (tidak setuju).\n"
            ),
        ),
    ],
)
def test_a_bad_table_is_refused_in_one_sentence_and_the_old_map_stays(
    tmp_path, capsys, content, sentence
):
    path, out = tmp_path / "votes.csv", tmp_path / "map.json"
    path.write_text(content, encoding="utf-8")
    out.write_text("old", encoding="utf-8")

    assert main([str(path), "--out", str(out)]) == 2

    assert capsys.readouterr() == ("", sentence)
    assert out.read_text(encoding="utf-8") == "old"


def test_a_missing_table_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "none.csv"), "--out", str(tmp_path / "map.json")]) == 2

    assert capsys.readouterr().err == f"Berkas {tmp_path / 'none.csv'} tidak ditemukan.\n"
    assert list(tmp_path.iterdir()) == []


def test_an_out_of_range_k_is_refused(votes, tmp_path, capsys):
    assert main([str(votes), "--out", str(tmp_path / "map.json"), "--k", "9"]) == 2

    assert capsys.readouterr().err == "Pilihan k = 9 tidak sah; yang sah: auto, 2, 3, 4, 5.\n"


@pytest.mark.parametrize(
    ("place", "reason"), [("none/map.json", "tidak ditemukan"), ("folder", "adalah sebuah folder")]
)
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    votes, tmp_path, capsys, place, reason
):
    (tmp_path / "folder").mkdir()

    assert main([str(votes), "--out", str(tmp_path / place), "--stability", "0"]) == 2

    told = capsys.readouterr().err
    assert told == f"Hasil tidak dapat ditulis: {tmp_path / place} {reason}.\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "votes.csv"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["votes.csv"], "belum diisi: --out"),
        (["v", "--out", "m", "--seed", "x"], "pilihan --seed: bukan bilangan bulat: 'x'"),
        (["v", "--out", "m", "--k", "x"], "pilihan --k: “x” bukan auto atau bilangan 2 sampai 5"),
        (["v", "--out", "m", "--apa"], "tidak dikenal: --apa"),
    ],
)
def test_a_mistyped_command_is_refused_in_one_sentence(capsys, arguments, reason):
    with pytest.raises(SystemExit) as left:
        main(arguments)

    assert left.value.code == 2
    assert capsys.readouterr().err == f"Perintah tidak dapat dibaca: {reason}.\n"


def test_the_engine_runs_alone(votes, tmp_path):
    out = tmp_path / "map.json"
    command = [sys.executable, "-m", "pendopo.engines.opinion", str(votes), "--out", str(out)]

    finished = subprocess.run(
        [*command, "--stability", "0"],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(pendopo.__file__).parents[1])},
    )

    assert finished.stdout.endswith(f"Hasil ditulis ke {out}.\n")
    assert out.read_bytes() == to_json(opinion_map(read_votes(votes), stability=0))
