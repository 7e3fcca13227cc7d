"""Real Squid, dnsmasq, nft and BIND check the generated files and obey them, on loopback only."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.engines.network.samples import KEY, calendar

from pendopo.engines.network import (
    Category,
    Closing,
    Group,
    Office,
    Plan,
    Privacy,
    Reading,
    Tally,
    Window,
    address_range,
    render,
    rows,
    sights,
)

pytestmark = pytest.mark.gateway

FOLDERS = f"{os.environ['PATH']}:/usr/sbin:/sbin"
FIRST, LAST = date(2026, 1, 12), date(2026, 1, 25)
ANYWHERE, COMMUNICATIONS = "127.0.3.{}", "127.0.9.{}"
SITE, NEWS = "www.medsos.test", "kabar.test"
# A Wednesday in Jakarta: the last second of the morning and the first of the break.
AT_WORK = int(datetime(2026, 1, 14, 4, 59, 59, tzinfo=UTC).timestamp())
AT_REST = AT_WORK + 1
REFUSED, NO_SUCH_NAME = 5, 3


def program(name):
    """Path of a program, or the reason why its test does not run; in CI that is a failure."""
    found = shutil.which(name, path=FOLDERS)
    if found is None:
        missing(f"{name} is not here; scripts/gateway installs it")
    return found


def missing(why):
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the programs' own accounts may read and write too."""
    path = Path(tempfile.mkdtemp(prefix="pendopo-gateway-"))
    path.chmod(0o777)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def written(folder):
    """The files of a plan for loopback, written as an office would unpack them."""
    made = local_plan(folder)
    for path, text in render(made, calendar(), FIRST, LAST).items():
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for script in folder.glob("*.sh"):
        script.chmod(0o755)
    return folder


def local_plan(folder):
    return Plan(
        name="uji",
        version=1,
        zone="Asia/Jakarta",
        folder=str(folder),
        offices=(Office("kantor_a", "Kantor A", (address_range("127.0.0.0/16"),)),),
        categories=(Category("social", "Media sosial", ("medsos.test",)),),
        groups=(Group("pr_staff", "Humas", (address_range("127.0.9.0/24"),)),),
        closings=(Closing(Window.WORK, "social", frozenset({"pr_staff"})),),
        privacy=Privacy(round_to=1),
    ).checked()


def switch(folder, at, *arguments):
    """Run the office's scheduler as if it were another moment."""
    environment = os.environ | {"PENDOPO_KINI": str(at)}
    done = subprocess.run(
        ["/bin/sh", folder / "ganti.sh", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def reload_with(folder, command):
    """Say how this machine reloads, as an office would in its own script."""
    script = folder / "muat-ulang.lokal.sh"
    script.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    script.chmod(0o755)


def run(*command):
    """Run a checker and return what it said; it must be content."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextmanager
def running(*command):
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield started
    finally:
        # Told to end, a program writes out its log first.
        started.terminate()
        started.wait(timeout=20)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(wanted, ask, seconds=15):
    """Ask until the answer is as wanted; a reload takes its moment."""
    end = time.monotonic() + seconds
    while (got := ask()) != wanted and time.monotonic() < end:
        time.sleep(0.1)
    assert got == wanted


# --- The scheduler -------------------------------------------------------------------------


def test_the_scheduler_follows_the_calendar_to_the_second(written):
    assert switch(written, AT_WORK, "--tanya") == "work"
    assert switch(written, AT_REST, "--tanya") == "rest"
    assert switch(written, 0, "--tanya") == "open"
    assert switch(written, AT_REST + 400 * 86_400, "--tanya") == "open"


def test_the_scheduler_reloads_once_and_again_after_a_failure(written):
    reload_with(written, f'echo x >>"{written}/kali"; test ! -e "{written}/gagal"')
    (written / "gagal").touch()
    with pytest.raises(AssertionError):
        switch(written, AT_WORK)
    (written / "gagal").unlink()
    switch(written, AT_WORK)
    switch(written, AT_WORK)
    assert (written / "kini").readlink() == Path("work")
    assert (written / "kali").read_text(encoding="utf-8").count("x") == 2


def test_in_an_emergency_everything_opens_and_stays_open(written):
    reload_with(written, "true")
    switch(written, AT_WORK, "open")
    switch(written, AT_WORK)
    assert (written / "kini").readlink() == Path("open")
    (written / "darurat").unlink()
    switch(written, AT_WORK)
    assert (written / "kini").readlink() == Path("work")


# --- Squid ---------------------------------------------------------------------------------


class _Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        """Stay silent."""


@pytest.fixture
def site():
    """A site on loopback that Squid may fetch from."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def squid_conf(folder, port):
    (folder / "hosts").write_text(f"127.0.0.1 {SITE} {NEWS}\n", encoding="utf-8")
    text = f"""\
http_port 127.0.0.1:{port}
pid_filename {folder}/squid.pid
hosts_file {folder}/hosts
include {folder}/tetap/squid.conf
access_log stdio:{folder}/access.log pendopo
cache_log {folder}/cache.log
cache deny all
shutdown_lifetime 0 seconds
http_access allow all
"""
    path = folder / "squid.conf"
    path.write_text(text, encoding="utf-8")
    return path


def fetch(proxy, site, client, host):
    """Ask the proxy for a page from an address of loopback; return the status."""
    link = http.client.HTTPConnection("127.0.0.1", proxy, source_address=(client, 0), timeout=5)
    try:
        link.request("GET", f"http://{host}:{site}/")
        return link.getresponse().status
    except OSError:
        return None
    finally:
        link.close()


def test_squid_obeys_inside_and_outside_the_window_and_its_log_reads_back(written, site):
    squid, port = program("squid"), free_port()
    conf = squid_conf(written, port)
    reload_with(written, "true")
    switch(written, AT_WORK)
    assert "FATAL" not in run(squid, "-k", "parse", "-f", conf)
    with running(squid, "-N", "-f", conf):
        until(200, lambda: fetch(port, site, ANYWHERE.format(99), NEWS))
        reload_with(written, f'kill -HUP "$(cat {written}/squid.pid)"')
        for n in range(1, 13):
            assert fetch(port, site, ANYWHERE.format(n), SITE) == 403
        assert fetch(port, site, COMMUNICATIONS.format(1), SITE) == 200
        switch(written, AT_REST)
        until(200, lambda: fetch(port, site, ANYWHERE.format(1), SITE))
        switch(written, AT_WORK)
        until(403, lambda: fetch(port, site, ANYWHERE.format(2), SITE))
    told = read_back(written, written / "access.log")
    assert told.refused >= 13
    assert told.requests > told.refused


def read_back(folder, log):
    """Read a program's own log; return the shown row of the day."""
    tally = Tally(local_plan(folder), calendar(), KEY)
    today = datetime.now(UTC).date()
    tally.count(sights(log, calendar().table.offset, today, Reading()))
    shown = [row for row in rows(tally) if row.hour is None]
    assert [(row.office, row.category) for row in shown] == [("kantor_a", "social")]
    return shown[0]


# --- dnsmasq -------------------------------------------------------------------------------


def lookup(port, client, name):
    """Ask for a name's address from an address of loopback; return the answer's code."""
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    packet = struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.bind((client, 0))
        link.settimeout(1)
        try:
            link.sendto(packet, ("127.0.0.1", port))
            return link.recv(512)[3] & 0x0F
        except OSError:
            return None


@contextmanager
def resolver(folder, audience, port):
    conf = folder / "tetap" / f"dnsmasq-{audience}.conf"
    assert "OK" in run(program("dnsmasq"), "--test", "-C", conf)
    options = [
        "--keep-in-foreground",
        f"--conf-file={conf}",
        f"--port={port}",
        "--listen-address=127.0.0.1",
        "--bind-interfaces",
        "--no-resolv",
        "--no-hosts",
        f"--user={os.environ.get('USER') or 'root'}",
        f"--pid-file={folder}/{audience}.pid",
        "--log-queries=extra",
        f"--log-facility={folder}/{audience}.log",
    ]
    with running(program("dnsmasq"), *options):
        yield


def test_dnsmasq_obeys_inside_and_outside_the_window_and_its_log_reads_back(written):
    program("dnsmasq")
    port, other = free_port(), free_port()
    reload_with(written, "true")
    switch(written, AT_WORK)
    # Nobody stands behind this resolver: what it does not deny it cannot answer either.
    with resolver(written, "umum", port), resolver(written, "pr_staff", other):
        until(NO_SUCH_NAME, lambda: lookup(port, ANYWHERE.format(99), SITE))
        until(REFUSED, lambda: lookup(other, COMMUNICATIONS.format(1), SITE))
        assert lookup(port, ANYWHERE.format(1), NEWS) == REFUSED
        for n in range(1, 13):
            assert lookup(port, ANYWHERE.format(n), SITE) == NO_SUCH_NAME
        reload_with(written, f'kill -HUP "$(cat {written}/umum.pid)"')
        switch(written, AT_REST)
        until(REFUSED, lambda: lookup(port, ANYWHERE.format(1), SITE))
    told = read_back(written, written / "umum.log")
    assert told.refused >= 12
    assert told.requests > told.refused


# --- nftables and BIND ---------------------------------------------------------------------


@pytest.mark.parametrize("window", [*Window, "open"])
def test_nft_accepts_every_window(written, window):
    both = written / "both.nft"
    parts = (written / "tetap/nftables.nft", written / window / "nftables.nft")
    both.write_text("".join(part.read_text(encoding="utf-8") for part in parts), encoding="utf-8")
    # Even a check asks the kernel, so an ordinary account does it in a world of its own.
    alone = [] if os.geteuid() == 0 else [program("unshare"), "-rn"]
    command = [*alone, program("nft"), "-c", "-f", both]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr:
        missing("this machine lets nobody ask nftables")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("window", [*Window, "open"])
def test_bind_accepts_every_zone(written, window):
    for audience in ("umum", "pr_staff"):
        path = written / window / f"rpz-{audience}.zone"
        assert "OK" in run(program("named-checkzone"), f"rpz-{audience}.pendopo", path)


def test_bind_accepts_the_views(written):
    assert run(program("named-checkconf"), written / "tetap/named.conf") == ""
