"""Start, kill and stop a hall's processes on loopback, each with a log of its own."""

import http.client
import importlib.machinery
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
THREADS = 8
READY_SECONDS = 90
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass
class Hall:
    """One installation: ``database_url`` empty means SQLite in the home."""

    home: Path
    database_url: str = ""
    server: str = "waitress"
    settings: str = "pendopo.config.settings"
    has_own_worker: bool = False
    port: int = 0
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    def __post_init__(self):
        self.home.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()

    def environment(self):
        """Give the environment of the hall's processes, with nothing of the caller's settings."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'benchmarks'}",
            "PENDOPO_HOME": str(self.home),
            "PENDOPO_DATABASE_URL": self.database_url,
            "PENDOPO_EMBEDDED_WORKER": "no" if self.has_own_worker else "yes",
            "DJANGO_SETTINGS_MODULE": self.settings,
        }

    def run(self, *words):
        """Run a command of the hall to its end and give what it said."""
        return subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self):
        """Start whatever does not run, and wait until pages are served."""
        if not self.is_alive("server"):
            self._spawn("server", self._server_words())
        if self.has_own_worker and not self.is_alive("worker"):
            self._spawn("worker", ["-m", "pendopo", "worker"])
        self.wait_ready()

    def _server_words(self):
        if self.server == "waitress":
            listen = f"127.0.0.1:{self.port}"
            return ["-m", "pendopo", "serve", "--listen", listen, "--threads", str(THREADS)]
        words = ["-m", "granian", "--interface", "wsgi", "--workers", "2", "--no-ws"]
        words += ["--blocking-threads", str(THREADS // 2), "--port", str(self.port)]
        return [*words, "pendopo.config.wsgi:application"]

    def _spawn(self, name, words):
        with (self.home / f"{name}.log").open("a") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def is_alive(self, name):
        process = self.processes.get(name)
        return process is not None and process.poll() is None

    def wait_ready(self):
        """Wait until the health page answers."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if not self.is_alive("server"):
                raise RuntimeError(f"the server ended at once: {self.log()[-2_000:]}")
            if self.health():
                return
            time.sleep(0.05)
        raise TimeoutError(f"no answer in {READY_SECONDS} s: {self.log()[-2_000:]}")

    def health(self):
        """Give the health page's facts, None while nothing answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/sehat/")
            answer = connection.getresponse()
            return json.loads(answer.read()) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def wait_delivered(self, seconds):
        """Wait until nothing waits for delivery or seal; give the seconds, None if too long."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if not self.is_alive("server"):
                raise RuntimeError(f"the server ended by itself: {self.log()[-2_000:]}")
            facts = self.health()
            if facts and facts["deliveries_waiting"] == 0 == facts["facts_unsealed"]:
                return time.monotonic() - begun
            time.sleep(0.2)
        return None

    def cpu_seconds(self):
        """Give the processor time of all processes and their children; a busy machine adds none."""
        groups = {process.pid for process in self.processes.values()}
        return sum(
            seconds
            for file in Path("/proc").glob("[0-9]*/stat")
            for seconds in _worked(file, groups)
        )

    def kill(self, name):
        """End a process the hardest way, in the middle of whatever it does."""
        self._signal(name, signal.SIGKILL)

    def stop(self):
        """End all processes, politely where they listen."""
        for name in list(self.processes):
            self._signal(name, signal.SIGINT if name == "server" else signal.SIGTERM)

    def _signal(self, name, number):
        process = self.processes.pop(name, None)
        if process is None:
            return
        if process.poll() is None:
            # The whole group: granian's workers are children of their own.
            os.killpg(process.pid, number)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def log(self):
        """Give everything the processes wrote."""
        return "".join(file.read_text(errors="replace") for file in self.home.glob("*.log"))

    def clear_log(self):
        for file in self.home.glob("*.log"):
            file.write_text("")


@contextmanager
def durable_cluster():
    """Give the address of a throw-away PostgreSQL that syncs to disk as an office's would.

    None where PostgreSQL is not installed.
    """
    tool = _postgres_tool()
    binaries = tool.find_binaries()
    if binaries is None:
        yield None
        return
    tool.SETTINGS = tool.SETTINGS | DURABLE
    with tool.cluster(binaries) as url:
        yield url


def _postgres_tool():
    sys.path.insert(0, str(ROOT / "scripts"))
    path = str(ROOT / "scripts" / "postgres")
    loader = importlib.machinery.SourceFileLoader("postgres_tool", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def _worked(file, groups):
    """Yield the processor seconds of a process that belongs to one of the groups."""
    try:
        # The name stands in brackets and may hold blanks; the rest is numbers.
        words = file.read_text().rpartition(")")[2].split()
    except OSError:
        return
    if int(words[2]) in groups:
        yield (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
