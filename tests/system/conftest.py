"""Whole halls: processes of their own, started and killed."""

import uuid
from urllib.parse import urlsplit

import pytest
from benchmarks.hall.running import Hall


def pytest_configure(config):
    config.addinivalue_line("markers", "system: starts and kills real processes")


@pytest.fixture
def database_url():
    """A fresh database on the server of this run; empty where the run is on SQLite."""
    from pendopo.config import env

    server = env.text("PENDOPO_DATABASE_URL")
    if not server:
        yield ""
        return
    import psycopg

    name = f"hall_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def hall(tmp_path, database_url):
    """A hall of its own that does not run yet; whatever runs afterwards is killed."""
    made = Hall(tmp_path / "hall", database_url)
    yield made
    for name in list(made.processes):
        made.kill(name)
