"""What the tests stand on: their own folder, the database asked for, and no way out."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection


def test_no_connection_leaves_this_computer():
    with socket.socket() as far, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        far.connect(("192.0.2.1", 80))


def test_everything_is_written_into_a_temporary_folder():
    assert settings.PENDOPO_HOME.is_relative_to(Path(tempfile.gettempdir()).resolve())


def test_tests_use_the_database_asked_for(db):
    asked = "postgresql" if os.environ.get("PENDOPO_DATABASE_URL") else "sqlite"
    assert connection.vendor == asked


@pytest.mark.parametrize("visit", ["first", "second"])
def test_a_database_test_begins_with_a_cold_cache(db, visit):
    cache = caches["memory"]
    assert cache.get("kunjungan") is None
    cache.set("kunjungan", visit)


@pytest.mark.skipif(bool(os.environ.get("PENDOPO_DATABASE_URL")), reason="about SQLite alone")
def test_sqlite_is_a_file_with_a_write_ahead_log(db):
    with connection.cursor() as cursor:
        assert cursor.execute("pragma journal_mode").fetchone() == ("wal",)
