"""The throw-away PostgreSQL: it serves one command and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "postgres"
UNAVAILABLE = 69
SAY_ADDRESS = "import os; print(os.environ['PENDOPO_DATABASE_URL'], flush=True);"
ASK_VERSION = (
    "import os, psycopg;"
    "connection = psycopg.connect(os.environ['PENDOPO_DATABASE_URL']);"
    "print(connection.execute('select 6 * 7').fetchone()[0])"
)


def command(code: str) -> list[str]:
    return [str(SCRIPT), "run", "--", sys.executable, "-c", code]


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command(code),
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == UNAVAILABLE and os.environ.get("CI") != "true":
        pytest.skip(done.stderr)
    return done


@pytest.fixture
def folder():
    """A temporary folder that the server's own account may enter; pytest's own are closed to it."""
    with tempfile.TemporaryDirectory(prefix="pendopo-clusters-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


def is_listening(address: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(address).port)) == 0


def test_the_command_reaches_a_server(folder):
    assert run(ASK_VERSION, folder).stdout == "42\n"


def test_server_and_files_are_gone_after_a_failing_command(folder):
    done = run(SAY_ADDRESS + "raise SystemExit(7)", folder)
    assert done.returncode == 7
    assert not is_listening(done.stdout.strip())
    assert list(folder.iterdir()) == []


def test_server_and_files_are_gone_after_a_termination(folder):
    run("", folder)
    wait = SAY_ADDRESS + "import time; time.sleep(60)"
    with subprocess.Popen(
        command(wait), env=os.environ | {"TMPDIR": str(folder)}, stdout=subprocess.PIPE, text=True
    ) as running:
        address = running.stdout.readline().strip()
        assert is_listening(address)
        running.send_signal(signal.SIGTERM)
    assert running.returncode == 128 + signal.SIGTERM
    assert not is_listening(address)
    assert list(folder.iterdir()) == []
