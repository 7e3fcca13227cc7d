"""Calling other servers, and only those that the installation names.

A list of hosts in the settings is the only way out. A name must lead to an address of the
public internet; an address in a private network must be listed as an address. The
connection goes to the very address that was looked at, and no redirect is followed, so
that neither a changed name nor another server's answer leads anywhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from pendopo.ecosystem.exchange.errors import RemoteError

TIMEOUT_S = 10.0
_LONGEST_S = 30.0
MOST_BYTES = 5 * 1024 * 1024
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What another server answered."""

    status: int
    body: bytes


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
    target = _target(url, hosts)
    connection = _connection(target)
    try:
        connection.request(method, target.path, body=body, headers=dict(headers or {}))
        with connection.getresponse() as answer:
            return _answer(answer)
    except TimeoutError as error:
        raise RemoteError("too_slow") from error
    except (OSError, http.client.HTTPException) as error:
        raise RemoteError("unreachable") from error
    finally:
        connection.close()


def _answer(answer: http.client.HTTPResponse) -> Answer:
    if 300 <= answer.status < 400:
        raise RemoteError("redirected", is_final=True)
    return Answer(answer.status, _read(answer))


def _read(answer: http.client.HTTPResponse) -> bytes:
    ends, parts, size = time.monotonic() + _LONGEST_S, [], 0
    while chunk := answer.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > MOST_BYTES:
            raise RemoteError("too_long", is_final=True)
        if time.monotonic() > ends:
            raise RemoteError("too_slow")
    return b"".join(parts)


def is_listed(url: str, hosts: Sequence[str]) -> bool:
    """Return whether the settings list the server of an address."""
    try:
        _named(url, hosts)
    except RemoteError:
        return False
    return True


def _named(url: str, hosts: Sequence[str]) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise RemoteError("bad_address", is_final=True) from error
    if parts.scheme not in ("http", "https") or parts.username or not host:
        raise RemoteError("bad_address", is_final=True)
    port = port or (443 if parts.scheme == "https" else 80)
    # A name alone stands for TLS on its usual port.
    is_usual = parts.scheme == "https" and port == 443
    if f"{host}:{port}" not in hosts and not (is_usual and host in hosts):
        raise RemoteError("host_not_listed", is_final=True)
    return parts, host, port


def _target(url: str, hosts: Sequence[str]) -> _Target:
    parts, host, port = _named(url, hosts)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return _Target(parts.scheme, host, port, _address(host, port), path)


def _address(host: str, port: int) -> str:
    """Return the address to connect to; a name that leads into a private network is refused."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise RemoteError("unknown_host") from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(ipaddress.ip_address(each).is_global for each in addresses):
        raise RemoteError("private_address", is_final=True)
    return addresses[0]


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was looked at, under the name that was asked for."""

    def __init__(self, target: _Target) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT_S)
        self._target = target

    def connect(self) -> None:
        """Open the connection; TLS checks the certificate against the name."""
        plain = socket.create_connection((self._target.address, self._target.port), TIMEOUT_S)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host)
        else:
            self.sock = plain


def _connection(target: _Target) -> http.client.HTTPConnection:
    return _Pinned(target)
