"""What an SP4N-LAPOR! export holds, in the words of this house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class ExportUnreadable(ValueError):
    """The file as a whole cannot be read; the text is one Indonesian sentence."""


class Classification(StrEnum):
    """Kinds of report of PermenPANRB 62/2018; unclassified until an administrator decides."""

    INFORMATION_REQUEST = "information_request"
    ASPIRATION = "aspiration"
    COMPLAINT = "complaint"
    COMPLAINT_OVERSIGHT = "complaint_oversight"
    UNCLASSIFIED = "unclassified"


class Status(StrEnum):
    """Where a report stands; who closed it is kept, for closing is not solving."""

    AWAITING_VERIFICATION = "awaiting_verification"
    FORWARDED = "forwarded"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_REPORTER = "waiting_for_reporter"
    POSTPONED = "postponed"
    NOT_OURS = "not_ours"
    BLOCKED = "blocked"
    CLOSED = "closed"
    CLOSED_BY_SYSTEM = "closed_by_system"
    CLOSED_BY_ADMIN = "closed_by_admin"
    CLOSED_BY_REPORTER = "closed_by_reporter"
    ARCHIVED = "archived"
    ARCHIVED_BY_SYSTEM = "archived_by_system"
    ARCHIVED_BY_ADMIN = "archived_by_admin"
    ARCHIVED_BY_REPORTER = "archived_by_reporter"


class Channel(StrEnum):
    """The way a report came in; a channel not known here is ``other``."""

    WEBSITE = "website"
    ANDROID = "android"
    IOS = "ios"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    SOCIAL_MEDIA = "social_media"
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Sp4nRow:
    """One report of the export.

    Attributes
    ----------
    row_number
        Row in the sheet, counted from 1 as a spreadsheet shows it.
    received_time
        Local time of the exporting agency; None where the export leaves it out.
    office
        Agency the report was disposed to, by name; None if it was not.
    other
        Columns this reader does not know, as pairs of heading and text.
    digest
        SHA-256 (hex) of all cells by heading: equal rows are equal, whatever the order of
        the columns.
    """

    row_number: int
    tracking_id: str
    received_on: date
    received_time: time | None
    classification: Classification
    category_id: str | None
    category: str | None
    title: str
    first_text: str
    last_text: str
    is_anonymous: bool
    is_secret: bool
    channel: Channel
    channel_raw: str | None
    parent_office: str | None
    office: str | None
    status: Status
    status_raw: str
    reason: str | None
    province: str | None
    city: str | None
    other: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken, and why, in an Indonesian sentence."""

    row_number: int
    tracking_id: str | None
    code: str
    reason: str


@dataclass(frozen=True)
class ExportMeta:
    """What the file says of itself.

    Attributes
    ----------
    preamble
        Pairs of label and value above the heading row ("Nama Instansi", "Periode Masuk").
    digest
        SHA-256 (hex) of the file.
    """

    sheet: str
    header_row: int
    columns: tuple[str, ...]
    preamble: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True)
class Export:
    """A whole export: the rows taken, the rows refused, and the file's own words."""

    rows: tuple[Sp4nRow, ...]
    refused: tuple[Refusal, ...]
    meta: ExportMeta
