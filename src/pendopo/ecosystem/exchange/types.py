"""Scopes of a partner's key, states of a case that was passed on, words of GeoReport."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.types import Contact
from pendopo.journey.procedures.types import Answer
from pendopo.journey.voice.types import Channel, Kind, Place


class Scope(TextChoices):
    """What a key allows."""

    SUBMIT = "submit", _("Mengirim laporan")
    UPDATE = "update", _("Menambah keterangan pada laporan yang dikirimnya")
    OWN = "own", _("Membaca laporan yang dikirimnya sebelum terbuka untuk umum")
    LISTEN = "listen", _("Melaporkan kabar yang beredar")


class Unfit(TextChoices):
    """Why a procedure is not offered through Open311."""

    SECRET = "secret", _("isinya rahasia, sedangkan Open311 untuk yang terbuka")
    DOCUMENTS = "documents", _("meminta berkas, yang tidak dikenal Open311")
    NIK = "nik", _("meminta NIK, yang tidak boleh lewat aplikasi lain")


class Passing(TextChoices):
    """How far a case is on its way to another system."""

    QUEUED = "queued", _("Menunggu dikirim")
    PENDING = "pending", _("Terkirim, menunggu nomor")
    SENT = "sent", _("Terkirim")
    REFUSED = "refused", _("Ditolak sistem tujuan")
    FAILED = "failed", _("Gagal dikirim")


class Fetching(TextChoices):
    """What became of a photo that lies on another server."""

    WAITING = "waiting", _("Menunggu diambil")
    TAKEN = "taken", _("Menjadi foto laporan")
    KEPT = "kept", _("Disimpan untuk petugas")
    FAILED = "failed", _("Tidak dapat diambil")


class OutletKind(TextChoices):
    """How an outlet takes releases."""

    MASTODON = "mastodon", "Mastodon"
    WEBHOOK = "webhook", "Webhook"


class WireFormat(TextChoices):
    """How the other server writes."""

    JSON = "json", "JSON"
    XML = "xml", "XML"


@dataclass(frozen=True)
class PartnerKey:
    """The key of a partner who calls, as the doors know it."""

    id: UUID
    label: str
    scopes: frozenset[str]
    per_minute: int

    @property
    def ref(self) -> str:
        """Return the reference that facts carry."""
        return f"api:{self.id}"


@dataclass(frozen=True)
class IssuedKey:
    """A new key; the secret is shown once and kept nowhere."""

    id: UUID
    secret: str


@dataclass(frozen=True)
class Entry:
    """What a partner sends in: a voice with what makes a repetition recognisable."""

    channel: Channel
    kind: Kind
    topic: str
    title: str
    text: str
    place: Place
    contact: Contact
    is_anonymous: bool = True
    is_secret: bool = False
    resend_key: str = ""
    device: str = ""
    procedure_version_id: UUID | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    # Addresses of photos that lie elsewhere.
    media: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostedUpdate:
    """What a partner says about a voice it sent: a state word, words, and maybe photos."""

    number: str
    update_id: str
    word: str
    words: str
    media: tuple[str, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """What a partner gets back; ``tracking_code`` is for the person, not for the partner's log."""

    voice_id: UUID
    number: str
    tracking_code: str
    received_at: datetime
    is_new: bool


@dataclass(frozen=True)
class Remote:
    """Another Open311 server as the client calls it."""

    code: str
    base_url: str
    jurisdiction_id: str
    api_key: str
    wire: WireFormat
