"""Calling other servers: those that the installation names, and public ones for photos alone.

A list of hosts in the settings is the only way to send anything. A name must lead to an
address of the public internet; an address in a private network must be listed as an
address. The connection goes to the very address that was looked at, so that a changed name
leads nowhere else.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from pendopo.ecosystem.exchange.addresses import public_address, written_address
from pendopo.ecosystem.exchange.errors import RemoteError

TIMEOUT_S = 10.0
_LONGEST_S = 30.0
MOST_BYTES = 5 * 1024 * 1024
_CHUNK = 64 * 1024
_MOST_REDIRECTS = 3


@dataclass(frozen=True)
class Answer:
    """What another server answered; ``location`` is where it redirects to."""

    status: int
    body: bytes
    location: str = ""


@dataclass(frozen=True)
class _Target:
    scheme: str
    host: str
    port: int
    address: str
    path: str


def fetch(
    method: str,
    url: str,
    *,
    hosts: Sequence[str],
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Return what a listed server answers.

    Raises
    ------
    RemoteError
        The host is not listed or not to be called, cannot be reached, redirects, is too
        slow, or answers more than five megabytes.
    """
    target = _listed(url, hosts)
    answer = _call(target, method, body=body, headers=headers or {}, most=MOST_BYTES)
    if answer.location:
        raise RemoteError("redirected", is_final=True)
    return answer


def fetch_public(url: str, *, hosts: Sequence[str], most: int) -> bytes:
    """Return what lies at a public ``https`` address, or on a listed server.

    Up to three redirects are followed, each held to the same rules.

    Raises
    ------
    RemoteError
        Not public, not ``https``, not there, too slow, too long, or redirected too often.
    """
    for _redirect in range(_MOST_REDIRECTS + 1):
        answer = _call(_public(url, hosts), "GET", headers={"Accept": "image/*"}, most=most)
        if not answer.location:
            return _found(answer)
        url = urljoin(url, answer.location)
    raise RemoteError("redirected", is_final=True)


def _found(answer: Answer) -> bytes:
    if answer.status != 200:
        is_final = 400 <= answer.status < 500 and answer.status not in (408, 425, 429)
        raise RemoteError(f"http_{answer.status}", is_final=is_final)
    return answer.body


def _call(
    target: _Target,
    method: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str],
    most: int,
) -> Answer:
    connection = _Pinned(target)
    try:
        with _ends_in_time(connection):
            connection.request(method, target.path, body=body, headers=dict(headers))
            with connection.getresponse() as answer:
                return _answer(answer, most)
    except TimeoutError as error:
        raise RemoteError("too_slow") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise RemoteError("unreachable") from error
    finally:
        connection.close()


@contextmanager
def _ends_in_time(connection: http.client.HTTPConnection) -> Iterator[None]:
    """Cut the connection when time is up: a server may send its headers letter by letter."""
    is_over = threading.Event()
    timer = threading.Timer(_LONGEST_S, _cut, [connection, is_over])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if is_over.is_set():
            # What was read of a connection that we cut ourselves looks like a whole answer.
            raise TimeoutError


def _cut(connection: http.client.HTTPConnection, is_over: threading.Event) -> None:
    is_over.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _answer(answer: http.client.HTTPResponse, most: int) -> Answer:
    if 300 <= answer.status < 400:
        location = answer.headers.get("Location", "")
        if not location:
            raise RemoteError("redirected", is_final=True)
        return Answer(answer.status, b"", location)
    return Answer(answer.status, _read(answer, most))


def _read(answer: http.client.HTTPResponse, most: int) -> bytes:
    parts, size = [], 0
    while chunk := answer.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > most:
            raise RemoteError("too_long", is_final=True)
    return b"".join(parts)


def is_listed(url: str, hosts: Sequence[str]) -> bool:
    """Return whether the settings list the server of an address."""
    try:
        return _is_listed(*_parts(url), hosts)
    except RemoteError:
        return False


def _parts(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise RemoteError("bad_address", is_final=True) from error
    if parts.scheme not in ("http", "https") or parts.username or not host:
        raise RemoteError("bad_address", is_final=True)
    return parts, host, port or (443 if parts.scheme == "https" else 80)


def _is_listed(parts: SplitResult, host: str, port: int, hosts: Sequence[str]) -> bool:
    # A name alone stands for TLS on its usual port.
    is_usual = parts.scheme == "https" and port == 443
    return f"{host}:{port}" in hosts or (is_usual and host in hosts)


def _listed(url: str, hosts: Sequence[str]) -> _Target:
    parts, host, port = _parts(url)
    if not _is_listed(parts, host, port, hosts):
        raise RemoteError("host_not_listed", is_final=True)
    return _target(parts, host, port, written_address(host) or public_address(host, port))


def _public(url: str, hosts: Sequence[str]) -> _Target:
    parts, host, port = _parts(url)
    if _is_listed(parts, host, port, hosts):
        return _listed(url, hosts)
    if parts.scheme != "https" or port != 443:
        raise RemoteError("not_https", is_final=True)
    return _target(parts, host, port, public_address(host, port))


def _target(parts: SplitResult, host: str, port: int, address: str) -> _Target:
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return _Target(parts.scheme, host, port, address, path)


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was looked at, under the name that was asked for."""

    def __init__(self, target: _Target) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT_S)
        self._target = target

    def connect(self) -> None:
        """Open the connection; TLS checks the certificate against the name."""
        address = (self._target.address, self._target.port)
        # Before the handshake, so that time can cut that too.
        self.sock = socket.create_connection(address, TIMEOUT_S)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._target.host)
