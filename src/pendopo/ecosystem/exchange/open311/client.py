"""Talking to another GeoReport v2 server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from pendopo.ecosystem.exchange.errors import RemoteError
from pendopo.ecosystem.exchange.fetching import Answer
from pendopo.ecosystem.exchange.open311.reading import Row, Unreadable, read_json, read_xml
from pendopo.ecosystem.exchange.rules import normal_word
from pendopo.ecosystem.exchange.types import Remote, WireFormat

_READERS: dict[WireFormat, Callable[[bytes], list[Row]]] = {
    WireFormat.JSON: read_json,
    WireFormat.XML: read_xml,
}
_LONGEST_WORDS = 4_000
# The server does not know the update extension, or not this question.
_WITHOUT_UPDATES = (400, 404, 405, 501)


class Fetch(Protocol):
    """Calls a server and returns its answer; see ``fetching.fetch``."""

    def __call__(
        self, method: str, url: str, *, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        """Return the answer; RemoteError if there is none."""


@dataclass(frozen=True)
class Outgoing:
    """What is sent of a case: what the public may read, and nothing of its author."""

    service_code: str
    description: str
    latitude: float | None
    longitude: float | None
    address: str
    repeat_key: str
    media_url: str = ""


@dataclass(frozen=True)
class Sent:
    """What the server said: its number, or a token while it has none."""

    number: str = ""
    token: str = ""


@dataclass(frozen=True)
class Told:
    """What a server says about one of its requests."""

    update_id: str
    number: str
    word: str
    at: datetime
    words: str
    media_url: str = ""


class Open311Client:
    """One other server."""

    def __init__(self, remote: Remote, fetch: Fetch) -> None:
        self._remote, self._fetch = remote, fetch

    def send(self, case: Outgoing) -> Sent:
        """Post a case; sending it again with the same key must be harmless there.

        Raises
        ------
        RemoteError
            Final if the server refuses the content or the key.
        """
        fields = {
            "api_key": self._remote.api_key,
            "jurisdiction_id": self._remote.jurisdiction_id,
            "service_code": case.service_code,
            "description": case.description,
            "address_string": case.address,
            "device_id": case.repeat_key,
            "lat": "" if case.latitude is None else str(case.latitude),
            "media_url": case.media_url,
            "long": "" if case.longitude is None else str(case.longitude),
        }
        body = urlencode({name: value for name, value in fields.items() if value}).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "Idempotency-Key": case.repeat_key,
        }
        answer = self._call("POST", "requests", body=body, headers=headers)
        row = next(iter(self._rows(answer)), {})
        sent = Sent(str(row.get("service_request_id") or ""), str(row.get("token") or ""))
        if not sent.number and not sent.token:
            raise RemoteError("no_number")
        return sent

    def number_of(self, token: str) -> str:
        """Return the number behind a token; empty while the server has none."""
        answer = self._call("GET", f"tokens/{quote(token, safe='')}")
        return str(next(iter(self._rows(answer)), {}).get("service_request_id") or "")

    def updates(self, start: datetime, end: datetime) -> list[Told] | None:
        """Return what happened in a span; None if the server has no update extension."""
        span = {"start_date": _stamp(start), "end_date": _stamp(end)}
        answer = self._raw(
            "GET", "servicerequestupdates", {**span, "api_key": self._remote.api_key}
        )
        if answer.status in _WITHOUT_UPDATES:
            return None
        return [told for row in self._rows(_accepted(answer)) if (told := _update(row))]

    def states(self, numbers: Sequence[str]) -> list[Told]:
        """Return where requests stand, for servers that tell no updates."""
        answer = self._call("GET", "requests", query={"service_request_id": ",".join(numbers)})
        return [told for row in self._rows(answer) if (told := _state(row))]

    def _call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        return _accepted(self._raw(method, path, query or {}, body=body, headers=headers))

    def _raw(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        base = self._remote.base_url.rstrip("/")
        asked = {"jurisdiction_id": self._remote.jurisdiction_id, **query}
        told = urlencode({name: value for name, value in asked.items() if value})
        url = f"{base}/{path}.{self._remote.wire.value}{'?' + told if told else ''}"
        return self._fetch(method, url, body=body, headers=headers or {})

    def _rows(self, answer: Answer) -> list[Row]:
        try:
            return _READERS[self._remote.wire](answer.body)
        except Unreadable as error:
            raise RemoteError("unreadable") from error


def _accepted(answer: Answer) -> Answer:
    if answer.status < 300:
        return answer
    # What the server finds wrong with us will not become right by itself; 429 and 5xx may.
    is_final = 400 <= answer.status < 500 and answer.status not in (408, 425, 429)
    raise RemoteError(f"http_{answer.status}", is_final=is_final)


def _update(row: Row) -> Told | None:
    at, number = _instant(row.get("updated_datetime")), str(row.get("service_request_id") or "")
    update_id = str(row.get("update_id") or "")
    if at is None or not number or not update_id:
        return None
    word = normal_word(str(row.get("status") or ""))
    media_url = str(row.get("media_url") or "")
    return Told(update_id[:120], number, word, at, _words(row.get("description")), media_url)


def _state(row: Row) -> Told | None:
    at = _instant(row.get("updated_datetime") or row.get("requested_datetime"))
    number = str(row.get("service_request_id") or "")
    if at is None or not number:
        return None
    word = normal_word(str(row.get("status") or ""))
    return Told(f"status:{word}:{_stamp(at)}", number, word, at, _words(row.get("status_notes")))


def _words(value: Any) -> str:
    return str(value or "")[:_LONGEST_WORDS]


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _instant(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
