from __future__ import annotations

import json

import duckdb
import pytest
from tests.engines.indicators.examples import DEFINITION, FILE, computed, exported, started, stopped

from pendopo.engines.indicators import OutputInUse, write_result
from pendopo.engines.indicators.__main__ import main

DUE = "2026-02-10T10:00:00"
FACTS = [
    started(1, "2026-01-20", DUE, office="dlh"),
    stopped(2, "2026-02-01", DUE, office="dlh"),
    started(3, "2026-01-20", DUE, case="b", office="dlh"),
    stopped(4, "2026-02-01", DUE, "merged", case="b", office="dlh"),
]


@pytest.fixture
def result(tmp_path):
    return computed(tmp_path / "facts", FACTS)


def table(path):
    return duckdb.read_parquet(str(path))


def test_tables_and_manifest_hold_the_result(tmp_path, result):
    out = tmp_path / "out"
    write_result(result, out)
    manifest = json.loads((out / "manifest.json").read_text())

    assert sorted(one.name for one in out.iterdir()) == [
        "cells.parquet",
        "manifest.json",
        "members.parquet",
    ]
    assert [row[:4] + row[6:7] for row in table(out / "members.parquet").fetchall()] == [
        ("a", "a-1", "dlh", "2026-02", "within"),
        ("b", "b-1", "dlh", "2026-02", "excluded:merged"),
    ]
    (cell,) = table(out / "cells.parquet").fetchall()
    assert cell[:4] == ("2026-02", "dlh", 1, 1)
    assert cell[4] == {"archived": 0, "not_ours": 0, "withdrawn": 0, "merged": 1}
    assert cell[5:8] == (pytest.approx(0.147, abs=5e-4), 1.0, "jeffreys")
    assert manifest["definition"] == {
        "code": "answered_within_limit",
        "version": 1,
        "digest": DEFINITION.digest,
    }
    assert manifest["input"] == {"n_facts": 4, "digest": result.input_digest}
    assert (manifest["cut_off"], manifest["zone"]) == ("2026-04-01T00:00:00Z", "Asia/Jakarta")


def test_the_same_result_gives_the_same_bytes(tmp_path, result):
    for name in ("one", "two"):
        write_result(result, tmp_path / name)

    for file in ("members.parquet", "cells.parquet", "manifest.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_result_is_swapped_whole_and_one_before_is_kept(tmp_path, result):
    out = tmp_path / "out"
    builds = [write_result(result, out) for _ in range(4)]

    assert out.resolve() == builds[3]
    assert (tmp_path / ".out.before").resolve() == builds[2]
    assert [one.exists() for one in builds] == [False, False, True, True]


def test_failure_leaves_the_old_result_and_no_rubbish(tmp_path, result):
    out = tmp_path / "out"
    write_result(result, out)
    before = sorted(tmp_path.iterdir())
    broken = type("Broken", (), {"members": [None], "cells": ()})()

    with pytest.raises(AttributeError):
        write_result(broken, out)
    assert sorted(tmp_path.iterdir()) == before
    assert (out / "manifest.json").exists()


def test_a_folder_of_someone_else_is_not_replaced(tmp_path, result):
    (tmp_path / "out").mkdir()

    with pytest.raises(OutputInUse, match="must be new"):
        write_result(result, tmp_path / "out")


def command(tmp_path, *, at="2026-04-01T00:00:00+00:00", definition=FILE):
    facts = exported(tmp_path / "facts", FACTS)
    return [
        "compute", str(definition), "--facts", str(facts), "--out", str(tmp_path / "out"),
        "--at", at, "--zone", "Asia/Jakarta",
    ]  # fmt: skip


def test_command_writes_and_says_what_it_found(tmp_path, capsys):
    assert main(command(tmp_path)) == 0
    assert capsys.readouterr().out == (
        "Dijawab dalam batas waktu (versi 1)\n"
        "2026-02: 1 dari 1 (100.0%), rentang 14.7% sampai 100.0%\n"
        "semua: 1 dari 1 (100.0%), rentang 14.7% sampai 100.0%\n"
    )
    assert table(tmp_path / "out/members.parquet").fetchone()[0] == "a"


def test_command_says_when_nothing_has_fallen_due(tmp_path, capsys):
    assert main(command(tmp_path, at="2026-02-01T00:00:00+00:00")) == 0
    assert capsys.readouterr().out.endswith("semua: belum ada yang jatuh tempo\n")


@pytest.mark.parametrize("at", ["2026-04-01T00:00:00", "besok"])
def test_command_refuses_a_time_without_zone(tmp_path, capsys, at):
    assert main(command(tmp_path, at=at)) == 2
    assert capsys.readouterr().err.startswith("Tidak dapat dihitung: ")
    assert not (tmp_path / "out").exists()
