"""A Mastodon server and a webhook's receiver, as small as they can be; on loopback only.

The statuses follow docs.joinmastodon.org/methods/statuses: bearer token, 422 for text that is
empty or over 500 characters, and the first status again for a repeated ``Idempotency-Key``.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

TOKEN = "token-contoh"


@dataclass
class FakeServer:
    """What it was sent, and what it is to answer."""

    url: str = ""
    statuses: dict[str, dict[str, str]] = field(default_factory=dict)
    hooks: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    # Status codes with which the next calls fail, in order.
    failures: list[int] = field(default_factory=list)
    n_calls: int = 0

    @property
    def host(self) -> str:
        """Return what the settings list."""
        return urlsplit(self.url).netloc


class _Handler(BaseHTTPRequestHandler):
    state: FakeServer

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.state.n_calls += 1
        if self.state.failures:
            self._answer(self.state.failures.pop(0), {"error": "out of order"})
        elif self.path == "/api/v1/statuses":
            self._answer(*self._status(body))
        else:
            names = {name.lower(): value for name, value in self.headers.items()}
            self.state.hooks.append((names, body))
            self._answer(204, {})

    def _status(self, body: bytes) -> tuple[int, dict[str, str]]:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"error": "The access token is invalid"}
        told = json.loads(body)
        if not 0 < len(told.get("status", "")) <= 500:
            return 422, {"error": "Validation failed"}
        known, key = self.state.statuses, self.headers.get("Idempotency-Key", "")
        if key not in known:
            number = str(110_000 + len(known))
            known[key] = told | {"id": number, "url": f"{self.state.url}/@kominfo/{number}"}
        return 200, known[key]

    def _answer(self, status: int, document: dict[str, str]) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def running() -> Iterator[FakeServer]:
    """Run the server on a free port of loopback."""
    state = FakeServer()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    state.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
