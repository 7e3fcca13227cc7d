"""SP4N-LAPOR!'s words and this house's codes: headings, classes, statuses, channels, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from pendopo.ecosystem.exchange.sp4n.types import Channel, Classification, Status

TRACKING_ID = "tracking id"
# Without the secrecy column every secret report would look public, so it is required.
REQUIRED = {
    "tracking_id": "Tracking ID",
    "received_on": "Tanggal Laporan Masuk",
    "classification": "Klasifikasi Laporan",
    "secrecy": "Tipe Laporan (Anonim/Rahasia)",
    "status": "Status Laporan",
}
_HEADINGS = {
    TRACKING_ID: "tracking_id",
    "tanggal laporan masuk": "received_on",
    "waktu laporan masuk": "received_time",
    "klasifikasi laporan": "classification",
    "id kategori": "category_id",
    "kategori": "category",
    "judul laporan": "title",
    "isi laporan awal": "first_text",
    "isi laporan akhir": "last_text",
    "tipe laporan (anonim/rahasia)": "secrecy",
    "tipe laporan": "secrecy",
    "sumber laporan": "channel",
    "instansi induk": "parent_office",
    "instansi terdisposisi": "office",
    "status laporan": "status",
    "alasan tunda/arsip": "reason",
    "provinsi": "province",
    "kota/kabupaten": "city",
}
_CLASSIFICATIONS = {
    "": Classification.UNCLASSIFIED,
    "permintaan informasi": Classification.INFORMATION_REQUEST,
    "aspirasi": Classification.ASPIRATION,
    "pengaduan": Classification.COMPLAINT,
    "pengaduan tidak berkadar pengawasan": Classification.COMPLAINT,
    "pengaduan berkadar pengawasan": Classification.COMPLAINT_OVERSIGHT,
}
# The forms with an actor were seen in exports; the others are screen wording of LAPOR!.
_STATUSES = {
    "ditutup oleh sistem": Status.CLOSED_BY_SYSTEM,
    "ditutup oleh admin": Status.CLOSED_BY_ADMIN,
    "ditutup oleh pelapor": Status.CLOSED_BY_REPORTER,
    "diarsipkan oleh sistem": Status.ARCHIVED_BY_SYSTEM,
    "diarsipkan oleh admin": Status.ARCHIVED_BY_ADMIN,
    "diarsipkan oleh pelapor": Status.ARCHIVED_BY_REPORTER,
    "menunggu kelengkapan informasi": Status.WAITING_FOR_REPORTER,
    "konten terblokir": Status.BLOCKED,
    "belum terverifikasi": Status.AWAITING_VERIFICATION,
    "proses verifikasi": Status.AWAITING_VERIFICATION,
    "terverifikasi": Status.FORWARDED,
    "belum ditindaklanjuti": Status.FORWARDED,
    "terverifikasi - belum ditindaklanjuti": Status.FORWARDED,
    "sedang diproses": Status.IN_PROGRESS,
    "proses tindak lanjut": Status.IN_PROGRESS,
    "selesai": Status.CLOSED,
    "tunda": Status.POSTPONED,
    "ditunda": Status.POSTPONED,
    "bukan wewenang": Status.NOT_OURS,
    "arsip": Status.ARCHIVED,
    "diarsipkan": Status.ARCHIVED,
}
_CHANNELS = {
    "": Channel.UNKNOWN,
    "website": Channel.WEBSITE,
    "android": Channel.ANDROID,
    "ios": Channel.IOS,
    "sms": Channel.SMS,
    "whatsapp": Channel.WHATSAPP,
    "twitter": Channel.SOCIAL_MEDIA,
    "x": Channel.SOCIAL_MEDIA,
    "facebook": Channel.SOCIAL_MEDIA,
    "instagram": Channel.SOCIAL_MEDIA,
    "telepon": Channel.PHONE,
    "call center": Channel.PHONE,
    "email": Channel.EMAIL,
    "tatap muka": Channel.IN_PERSON,
}
_OPEN_WORDS = frozenset({"", "-", "terbuka", "publik", "biasa"})
# Indonesian and English, in full and cut to three letters.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari pebruari february",
            "mar maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu ags agt agustus aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november nopember nop",
            "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[ -]([A-Za-z]+)\.?[ -](\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?: ?(?:WIB|WITA|WIT))?", re.ASCII)
_YEARS = range(2000, 2100)


def folded(text: str) -> str:
    """Return ``text`` for comparing: lower case, single spaces, one kind of dash."""
    return " ".join(re.sub("[‐-―]", "-", text).casefold().split())


def field_of(heading: str) -> str | None:
    """Return the field under ``heading``, or None for a column not known here."""
    return _HEADINGS.get(re.sub(r" ?/ ?", "/", folded(heading)))


def classification_of(text: str) -> Classification | None:
    """Return the class for SP4N's word, or None if the word is unknown."""
    return _CLASSIFICATIONS.get(folded(text))


def status_of(text: str) -> Status | None:
    """Return the status for SP4N's word, or None if the word is unknown."""
    return _STATUSES.get(folded(text))


def channel_of(text: str) -> Channel:
    """Return the channel; "Website - <agency>" is the website of that agency."""
    word = folded(text)
    return _CHANNELS.get(word.partition(" - ")[0], Channel.OTHER)


def secrecy_of(text: str) -> tuple[bool, bool] | None:
    """Return (is_anonymous, is_secret), or None if a word of the cell is unknown."""
    words = {folded(word) for word in re.split(r"[|,;]", text)}
    if words - _OPEN_WORDS - {"anonim", "rahasia"}:
        return None
    return "anonim" in words, "rahasia" in words


def date_of(value: object) -> date | None:
    """Return the day in a cell: a real date, "29 Mei 2023", "29 May 2023" or ISO."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        value = _date_in(" ".join(value.split()))
    return value if isinstance(value, date) and value.year in _YEARS else None


def time_of(value: object) -> time | None:
    """Return the time of day in a cell: a real time or "10:15[:30]"."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, str):
        return _time_in(" ".join(value.split()))
    return value if isinstance(value, time) else None


def _date_in(text: str) -> date | None:
    found = _DAY_MONTH_YEAR.fullmatch(text)
    try:
        if found:
            month = _MONTHS.get(found[2].casefold(), 0)
            return date(int(found[3]), month, int(found[1]))
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _time_in(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        return None
