"""Another government's Open311 server, as small as it can be; it listens on loopback only.

``tests/ecosystem/exchange/open311/test_contract.py`` holds it to what our own server does.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pendopo.ecosystem.exchange.open311.writing import CONTENT_TYPES, Document, write

KEY = "kunci-contoh"
# The only service it offers.
SERVICE = "LAIN"


@dataclass
class FakeServer:
    """What it was sent, and what it is to answer."""

    url: str = ""
    received: list[dict[str, str]] = field(default_factory=list)
    updates: list[dict[str, str]] = field(default_factory=list)
    # Status codes with which the next calls fail, in order.
    failures: list[int] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    is_batch: bool = False
    pending_polls: int = 0
    has_updates: bool = True
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Return what the settings list."""
        return urlsplit(self.url).netloc

    def tell(self, update_id: str, number: str, status: str, at: str, words: str = "") -> None:
        """Add an update to what it tells."""
        self.updates.append(
            {
                "update_id": update_id,
                "service_request_id": number,
                "status": status,
                "updated_datetime": at,
                "description": words,
                "media_url": "",
            }
        )


def _requests(rows: list[dict[str, Any]]) -> Document:
    return Document("service_requests", "request", rows)


def _errors(code: int, text: str) -> tuple[int, Document]:
    return code, Document("errors", "error", [{"code": code, "description": text}])


def _post(server: FakeServer, told: dict[str, str], repeat: str) -> tuple[int, Document]:
    if told.get("api_key") != KEY:
        return _errors(403, "api_key")
    if told.get("service_code") != SERVICE:
        return _errors(400, "service_code")
    if not told.get("description"):
        return _errors(400, "description")
    if not ((told.get("lat") and told.get("long")) or told.get("address_string")):
        return _errors(400, "location")
    if repeat not in server.numbers:
        server.numbers[repeat] = str(9_000 + len(server.numbers))
        server.received.append(told)
    number = server.numbers[repeat]
    row = {"service_notice": None, "account_id": None}
    if server.is_batch:
        return 200, _requests([{"token": f"t-{number}", **row}])
    return 200, _requests([{"service_request_id": number, **row}])


def _get(server: FakeServer, path: str, asked: dict[str, str]) -> tuple[int, Document]:
    if path == "services":
        row = {"service_code": SERVICE, "service_name": "Lainnya", "description": "Lainnya"}
        more = {"metadata": False, "type": "realtime", "keywords": None, "group": None}
        return 200, Document("services", "service", [row | more])
    if path.startswith("tokens/"):
        if server.pending_polls:
            server.pending_polls -= 1
            return 200, _requests([{"service_request_id": None, "token": path[7:]}])
        return 200, _requests([{"service_request_id": path[9:], "token": path[7:]}])
    if path == "servicerequestupdates" and server.has_updates:
        rows: list[dict[str, Any]] = [dict(row) for row in server.updates]
        return 200, Document("service_request_updates", "request_update", rows)
    if path == "requests":
        wanted = asked.get("service_request_id", "").split(",")
        rows = [_state(server, number) for number in wanted if number in server.numbers.values()]
        return 200, _requests(rows)
    return _errors(404, "not here")


def _state(server: FakeServer, number: str) -> dict[str, Any]:
    told = [row for row in server.updates if row["service_request_id"] == number]
    last = told[-1] if told else {"status": "open", "description": ""}
    return {
        "service_request_id": number,
        "status": last["status"].lower(),
        "status_notes": last["description"],
        "requested_datetime": "2026-03-17T10:00:00+07:00",
        "updated_datetime": last.get("updated_datetime", "2026-03-17T10:00:00+07:00"),
    }


class _Handler(BaseHTTPRequestHandler):
    server_state: FakeServer

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def _answer(self, body: bytes) -> None:
        state, parts = self.server_state, urlsplit(self.path)
        path, _dot, wire = parts.path.removeprefix("/open311/v2/").rpartition(".")
        state.calls.append(f"{self.command} {path}")
        if state.failures:
            status, document = _errors(state.failures.pop(0), "out of order")
        elif self.command == "POST":
            told = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            status, document = _post(state, told, self.headers.get("Idempotency-Key", ""))
        else:
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, document = _get(state, path, asked)
        content = write(document, wire) if wire in CONTENT_TYPES else json.dumps([]).encode()
        self.send_response(status)
        self.send_header("Content-Type", CONTENT_TYPES.get(wire, "text/plain"))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def running() -> Iterator[FakeServer]:
    """Run the server on a free port of loopback."""
    state = FakeServer()
    handler = type("Handler", (_Handler,), {"server_state": state})
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    state.url = f"http://127.0.0.1:{httpd.server_address[1]}/open311/v2"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
