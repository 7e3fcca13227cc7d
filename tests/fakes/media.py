"""Another server on which photos lie; it listens on loopback only."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class MediaServer:
    """What lies where, and what was asked for."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    # Status codes with which the next calls fail, in order.
    failures: list[int] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    # Seconds between two letters of the headers.
    pause: float = 0.0

    @property
    def host(self) -> str:
        """Return what the settings list."""
        return urlsplit(self.url).netloc


class _Handler(BaseHTTPRequestHandler):
    server_state: MediaServer

    def do_GET(self) -> None:
        state = self.server_state
        state.calls.append(self.path)
        if state.pause:
            self._dribble(state.pause)
        elif state.failures:
            self._send(state.failures.pop(0), b"")
        elif self.path in state.redirects:
            self._send(302, b"", Location=state.redirects[self.path])
        elif self.path in state.files:
            self._send(200, state.files[self.path])
        else:
            self._send(404, b"")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        # Whatever it is: nobody should believe it.
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _dribble(self, pause: float) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        try:
            for _letter in range(200):
                self.wfile.write(b"a")
                time.sleep(pause)
        except OSError:
            return


@contextmanager
def running() -> Iterator[MediaServer]:
    """Run the server on a free port of loopback."""
    state = MediaServer()
    handler = type("Handler", (_Handler,), {"server_state": state})
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    httpd.daemon_threads = True
    state.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
