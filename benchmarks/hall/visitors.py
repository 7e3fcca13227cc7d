"""Visitors of a hall: each comes from an address of its own, as citizens do."""

import base64
import http.client
import itertools
import json
import re
import uuid
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_CODE = re.compile(r"\b[CDFGHJKMNPQRTVWXY34679]{4}(?:-[CDFGHJKMNPQRTVWXY34679]{4}){2}\b")
_addresses = itertools.count()
WORDS = (
    "Lampu penerangan jalan di depan balai desa padam sejak tiga malam yang lalu, warga yang "
    "pulang malam kesulitan melihat lubang di tikungan. Mohon diperiksa dan diganti."
)


def next_address():
    """Give a loopback address not used before: the form counts attempts per address."""
    number = next(_addresses)
    return f"127.{1 + number // 62_500 % 250}.{number // 250 % 250}.{1 + number % 250}"


class PageRefused(Exception):
    """A page that must be there was not."""


class Visitor:
    """One person's browser: an address, cookies, one connection at a time."""

    def __init__(self, port, *, timeout=60):
        self.port, self.timeout, self.address = port, timeout, next_address()
        self.cookies, self.token, self._connection = {}, "", None

    def request(self, method, path, body=None, content_type="application/x-www-form-urlencoded"):
        """Ask once and give (status, headers, body); any failure closes the connection."""
        headers = {"Host": f"127.0.0.1:{self.port}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = content_type
        try:
            self._open().request(method, path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if answer.will_close:
            self.close()
        return answer.status, answer.headers, content

    def _open(self):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1",
                self.port,
                timeout=self.timeout,
                source_address=(self.address, 0),
            )
        return self._connection

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def open_form(self):
        """Open the form, as a person does before writing."""
        self.token = _TOKEN.search(self.page("/lapor/").decode())[1]

    def become_somebody_else(self):
        """Come from another address and without the session, with the form still open."""
        self.close()
        self.address = next_address()
        self.cookies.pop("sessionid", None)

    def send(self, key, action="send"):
        """Send a complaint and give (status, address of the page that follows)."""
        fields = {
            "csrfmiddlewaretoken": self.token,
            "action": action,
            "key": str(key),
            "kind": "complaint",
            "title": "Lampu jalan padam di depan balai desa",
            "text": WORDS,
            "is_anonymous": "on",
        }
        status, headers, _page = self.request("POST", "/lapor/", urlencode(fields))
        return status, headers.get("Location", "")

    def receipt(self, sent_path):
        """Give the receipt that the page after sending offers."""
        return json.loads(self.page(f"{sent_path}tanda-terima.json"))

    def tracking_code(self, sent_path):
        """Give the secret code shown after sending."""
        return _CODE.search(self.page(sent_path).decode())[0]

    def page(self, path):
        """Give the content of a page that must be there."""
        status, _headers, content = self.request("GET", path)
        if status != 200:
            raise PageRefused(f"{status} for {path.split('/')[-1] or 'page'}")
        return content


def voice_of(sent_path):
    """Give the voice's id out of the signed address of the page after sending."""
    packed = sent_path.rstrip("/").rpartition("/")[2].partition(":")[0]
    content = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    return str(uuid.UUID(json.loads(content)))
