"""A home that is made, cut short while it is made, and kept from other eyes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pendopo.config import secrets_store

SOURCE = str(Path(__file__).parents[2] / "src")


def pendopo(home, *arguments, **more):
    """Start ``pendopo`` in a home of its own, on SQLite."""
    environment = {**os.environ, "PENDOPO_HOME": str(home), "PYTHONPATH": SOURCE}
    environment |= {"PENDOPO_DATABASE_URL": "", "PENDOPO_TEST": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "pendopo", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **more,
    )


def tables(home):
    """Return the names of the tables that stand so far."""
    file = home / "pendopo.sqlite3"
    if not file.exists():
        return []
    with sqlite3.connect(file) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in found]


@pytest.mark.slow
def test_a_home_whose_making_was_killed_is_made_whole_by_the_next_start(tmp_path):
    home = tmp_path / "home"
    first = pendopo(home, "doctor")
    until = time.monotonic() + 120
    while len(tables(home)) < 4 and first.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert "cases_case" not in tables(home)

    said, _ = pendopo(home, "doctor").communicate(timeout=180)
    assert "tabel mutakhir" in said
    assert "Tabel wilayah kosong" not in said
    assert home.stat().st_mode & 0o077 == 0
    assert (home / "pendopo.sqlite3").stat().st_mode & 0o077 == 0


def test_two_starts_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _n: secrets_store.index_key(tmp_path), range(32)))
    assert len(keys) == 1
    assert [file.name for file in (tmp_path / "secrets").iterdir()] == ["index_key"]
    assert (tmp_path / "secrets" / "index_key").stat().st_mode & 0o077 == 0


def test_an_empty_key_is_refused(tmp_path):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "secret_key").touch()
    with pytest.raises(ValueError, match="secret_key is empty"):
        secrets_store.secret_key(tmp_path)
