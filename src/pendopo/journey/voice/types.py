"""Kinds of voice, channels, and a submission before it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.types import Contact
from pendopo.journey.procedures.types import Answer


class Kind(TextChoices):
    """What a person may bring, the word of its procedure; the verifier splits complaints."""

    COMPLAINT = "complaint", _("Pengaduan")
    ASPIRATION = "aspiration", _("Aspirasi")
    QUESTION = "question", _("Pertanyaan")
    SERVICE = "service", _("Permohonan layanan")
    INFORMATION = "information_request", _("Permohonan informasi publik")
    INTEGRITY = "integrity", _("Laporan integritas")


class Identifier(TextChoices):
    """What in a text would tell everyone who someone is or how to reach them."""

    NIK = "nik", _("NIK atau nomor KK")
    EMAIL = "email", _("alamat surel")
    PHONE = "phone", _("nomor telepon")
    ACCOUNT = "account", _("nomor rekening")
    PLATE = "plate", _("nomor polisi kendaraan")
    NUMBER = "number", _("nomor identitas lain")
    SECRET = "secret", _("kata sandi atau kunci")
    NAME = "name", _("nama Anda sendiri")


@dataclass(frozen=True)
class TextPart:
    """A stretch of text; ``found`` names the identifier it seems to be."""

    text: str
    found: Identifier | None = None


class Channel(TextChoices):
    """How a voice came in."""

    WEB = "web", _("Situs Pendopo")
    DESK = "desk", _("Loket")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("Surel")
    SP4N = "sp4n", _("SP4N-LAPOR!")
    SP4N_WEB = "sp4n_web", _("SP4N-LAPOR!, situs")
    SP4N_APP = "sp4n_app", _("SP4N-LAPOR!, aplikasi")
    SP4N_SMS = "sp4n_sms", _("SP4N-LAPOR!, SMS 1708")
    SP4N_SOCIAL = "sp4n_soc", _("SP4N-LAPOR!, media sosial")
    OPEN311 = "open311", _("Open311")
    API = "api", _("Aplikasi mitra")


@dataclass(frozen=True)
class Place:
    """Where it is: a region code, words, and maybe a point (WGS84 degrees)."""

    region_code: str = ""
    note: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Submission:
    """Everything a person sends in one voice."""

    key: UUID
    kind: Kind
    topic: str
    title: str
    text: str
    place: Place = field(default_factory=Place)
    channel: Channel = Channel.WEB
    is_anonymous: bool = False
    is_secret: bool = False
    contact: Contact = field(default_factory=Contact)
    external_number: str = ""
    procedure_version_id: UUID | None = None
    # Of the procedure's own form, by code of the question.
    answers: Mapping[str, Answer] = field(default_factory=dict)
    # The office it is about, which must not read it.
    accused_office_id: UUID | None = None

    def __post_init__(self) -> None:
        """Keep from everyone what one office must not read."""
        if self.accused_office_id is not None:
            object.__setattr__(self, "is_secret", True)


@dataclass(frozen=True)
class Submitted:
    """What the person gets back: the number, the secret code, and the fact to prove it."""

    voice_id: UUID
    number: str
    tracking_code: str
    fact_id: UUID
    received_at: datetime
