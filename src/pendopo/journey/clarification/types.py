"""Words of this room: states, verdicts, harms, and what is told of a rumour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.release.models import PublicTopic


class ClaimState(TextChoices):
    """Where a claim stands."""

    NEW = "new", _("Menunggu pemilahan")
    ASKED = "asked", _("Menunggu pemilik fakta")
    STATED = "stated", _("Dijawab pemilik fakta, belum diajukan")
    PROPOSED = "proposed", _("Dalam persetujuan")
    ANSWERED = "answered", _("Sudah dijawab")
    SET_ASIDE = "set_aside", _("Tidak dijawab, dengan alasan")
    JOINED = "joined", _("Digabung ke kabar lain")


class SeenOn(TextChoices):
    """On what kind of channel a rumour was seen; never on whose account."""

    WHATSAPP = "whatsapp", "WhatsApp"
    FACEBOOK = "facebook", "Facebook"
    TIKTOK = "tiktok", "TikTok"
    INSTAGRAM = "instagram", "Instagram"
    X = "x", "X"
    YOUTUBE = "youtube", "YouTube"
    TELEGRAM = "telegram", "Telegram"
    WEBSITE = "website", _("Situs web atau blog")
    PRESS = "press", _("Media massa")
    SMS = "sms", _("SMS")
    PRINT = "print", _("Selebaran atau spanduk")
    SPOKEN = "spoken", _("Dari mulut ke mulut")
    OTHER = "other", _("Lainnya")


class Entry(TextChoices):
    """How a sighting came in."""

    FORM = "form", _("Formulir umum")
    OFFICER = "officer", _("Petugas")
    LISTENING = "listening", _("Pendengaran (berkas)")
    PARTNER = "partner", _("Mitra lewat antarmuka")


class Harm(TextChoices):
    """What a rumour may do if people believe it."""

    SAFETY = "safety", _("Keselamatan jiwa")
    DISASTER = "disaster", _("Bencana")
    HEALTH = "health", _("Kesehatan")
    ORDER = "order", _("Ketertiban dan kerukunan")
    ELECTION = "election", _("Pemilihan")
    CHILDREN = "children", _("Anak")
    MONEY = "money", _("Uang: penipuan, bantuan, pungutan")
    SERVICE = "service", _("Layanan pemerintah")
    REPUTATION = "reputation", _("Nama baik pemerintah")
    OTHER = "other", _("Lainnya")


class Priority(TextChoices):
    """How soon it must be answered; the clock of each is a rule of its own."""

    URGENT = "urgent", _("Mendesak")
    HIGH = "high", _("Tinggi")
    NORMAL = "normal", _("Biasa")


# The most urgent first.
RANK = {Priority.URGENT.value: 0, Priority.HIGH.value: 1, Priority.NORMAL.value: 2}


class VerdictKind(TextChoices):
    """What is found about a claim."""

    TRUE = "true", _("Benar")
    FALSE = "false", _("Salah")
    MISLEADING = "misleading", _("Menyesatkan")
    UNPROVEN = "unproven", _("Belum terbukti")
    SATIRE = "satire", _("Satire")


MEANINGS = {
    VerdictKind.TRUE.value: _("Isinya sesuai dengan fakta yang dapat diperiksa."),
    VerdictKind.FALSE.value: _("Isinya bertentangan dengan fakta yang dapat diperiksa."),
    VerdictKind.MISLEADING.value: _(
        "Sebagian isinya benar, tetapi dipotong, dilebihkan, atau diberi konteks yang keliru."
    ),
    VerdictKind.UNPROVEN.value: _(
        "Sampai hari ini belum ada fakta yang cukup untuk menyatakannya benar atau salah."
    ),
    VerdictKind.SATIRE.value: _("Dibuat sebagai lelucon atau sindiran, lalu disangka kabar."),
}
# schema.org/ClaimReview asks for a number, 1 the worst and 5 the best; satire has none.
RATINGS = {
    VerdictKind.FALSE.value: 1,
    VerdictKind.MISLEADING.value: 2,
    VerdictKind.UNPROVEN.value: 3,
    VerdictKind.TRUE.value: 5,
}


class AsideReason(TextChoices):
    """Why a claim is not answered."""

    OPINION = "opinion", _("Pendapat, bukan pernyataan tentang fakta")
    SATIRE = "satire", _("Jelas lelucon atau sindiran")
    NOT_GOVERNMENT = "not_government", _("Bukan tentang urusan pemerintah daerah")
    REFERRED = "referred", _("Kewenangan lembaga lain")
    PRIVATE = "private", _("Menyangkut urusan pribadi seseorang")
    TOO_VAGUE = "too_vague", _("Terlalu kabur untuk diperiksa")
    NO_CAPACITY = "no_capacity", _("Belum ada tenaga untuk memeriksanya")


class ReferredTo(TextChoices):
    """Who answers what the local government must not or cannot."""

    ELECTION_COMMISSION = "kpu", _("KPU: tahapan, peserta, dan hasil pemilihan")
    ELECTION_SUPERVISOR = "bawaslu", _("Bawaslu: dugaan pelanggaran pemilihan")
    POLICE = "polri", _("Kepolisian: dugaan tindak pidana")
    COMMUNICATION_MINISTRY = "komdigi", _("Kementerian Komunikasi dan Digital")
    MINISTRY = "ministry", _("Kementerian atau lembaga pusat lain")
    PROVINCE = "province", _("Pemerintah provinsi")
    OTHER_REGION = "region", _("Pemerintah daerah lain")


class SourceKind(TextChoices):
    """What a verdict rests on."""

    DOCUMENT = "document", _("Dokumen")
    INDICATOR = "indicator", _("Indikator Pendopo")
    LAW = "law", _("Peraturan")
    STATEMENT = "statement", _("Keterangan resmi")
    LINK = "link", _("Tautan")


class ClockKind(TextChoices):
    """What is still owed."""

    TRIAGE = "triage", _("Pemilahan")
    ANSWER = "answer", _("Jawaban pemilik fakta")
    PUBLISH = "publish", _("Penerbitan putusan")
    WAVE = "wave", _("Menanggapi gelombang baru")


class WaveAct(TextChoices):
    """What was done about a rumour that came back."""

    UPDATE = "update", _("Putusan diperbarui")
    RESHARE = "reshare", _("Putusan dibagikan ulang")
    NOTHING = "nothing", _("Dibiarkan, dengan alasan")


@dataclass(frozen=True)
class Told:
    """What is told of a rumour. Nothing of it is stored as it stands."""

    key: UUID
    text: str
    seen_on: SeenOn
    link: str = ""
    entry: Entry = Entry.FORM
    n: int = 1
    seen_at: datetime | None = None
    reporter_id: UUID | None = None
    screenshot: IO[bytes] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Received:
    """What became of it: the claim it belongs to, and whether that one was known."""

    claim_id: UUID
    number: str
    sighting_id: UUID
    is_new_claim: bool
    # The same form arrived before; nothing was counted.
    is_repetition: bool = False


@dataclass(frozen=True)
class Source:
    """What a verdict rests on, with where to read it."""

    kind: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class TriageWords:
    """What triage settles; the headline is the claim in one sentence that names nobody."""

    headline: str
    harm: Harm
    topic: PublicTopic


@dataclass(frozen=True)
class VerdictWords:
    """What the owner of the facts states."""

    verdict: VerdictKind
    quote: str
    explanation: str
    sources: Sequence[Source]
    keep_reason: str = ""
    election: bool = False
    legal_process: bool = False
