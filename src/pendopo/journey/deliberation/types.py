"""States, levels, votes, reasons and outcomes of a deliberation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a deliberation stands; it only moves forward."""

    DRAFT = "draft", _("Disiapkan")
    OPEN = "open", _("Sedang dibuka")
    CLOSED = "closed", _("Menunggu tanggapan resmi")
    ANSWERED = "answered", _("Sudah ditanggapi")


class Level(TextChoices):
    """What is promised to those who take part (IAP2 spectrum)."""

    INFORM = "inform", _("Memberi tahu")
    CONSULT = "consult", _("Meminta pendapat")
    INVOLVE = "involve", _("Melibatkan")
    COLLABORATE = "collaborate", _("Bekerja sama")
    EMPOWER = "empower", _("Menyerahkan keputusan")


# The promise behind each level, in words a participant can hold the office to.
PROMISES = {
    Level.INFORM: _("Kami menjelaskan rencana ini secara terbuka."),
    Level.CONSULT: _(
        "Kami mendengarkan pendapat Anda dan menjelaskan bagaimana pendapat itu dipertimbangkan."
    ),
    Level.INVOLVE: _("Kami memastikan pendapat Anda tampak dalam pilihan yang disusun."),
    Level.COLLABORATE: _("Kami menyusun pilihan bersama Anda dan memakainya sejauh mungkin."),
    Level.EMPOWER: _("Kami melaksanakan apa yang Anda putuskan."),
}


class Origin(TextChoices):
    """How a deliberation came into this installation."""

    LIVE = "live", _("Diadakan di sini")
    IMPORT = "import", _("Dimuat dari berkas")


class Choice(IntegerChoices):
    """A vote on a statement; the numbers are those of the opinion engine."""

    AGREE = 1, _("Setuju")
    PASS = 0, _("Lewati")
    DISAGREE = -1, _("Tidak setuju")


class Moderation(TextChoices):
    """Whether a statement is shown."""

    PENDING = "pending", _("Menunggu diperiksa")
    ACCEPTED = "accepted", _("Ditampilkan")
    REJECTED = "rejected", _("Tidak ditampilkan")
    WITHDRAWN = "withdrawn", _("Ditarik penulisnya")


class RejectReason(TextChoices):
    """The rule under which a statement is not shown; its author reads it."""

    OFF_TOPIC = "off_topic", _("Tidak menjawab pertanyaan musyawarah ini")
    SEVERAL_IDEAS = "several_ideas", _("Memuat lebih dari satu gagasan")
    DUPLICATE = "duplicate", _("Sama dengan pernyataan yang sudah ada")
    PERSONAL = "personal", _("Memuat data pribadi atau nama orang")
    ABUSIVE = "abusive", _("Merendahkan atau menghasut")
    UNCLEAR = "unclear", _("Tidak dapat dipahami")
    AT_SOURCE = "at_source", _("Sudah disembunyikan di tempat asalnya")


class ResponseOutcome(TextChoices):
    """What the office does with a statement."""

    ACCEPTED = "accepted", _("Diterima")
    PARTLY = "partly", _("Diterima sebagian")
    REJECTED = "rejected", _("Ditolak")
    POSTPONED = "postponed", _("Ditunda")
    NOT_OURS = "not_ours", _("Di luar kewenangan")


@dataclass(frozen=True)
class Mandate:
    """What a deliberation is about and what is promised; fixed once it opens."""

    slug: str
    question: str
    background: str
    is_open_for: str
    is_closed_for: str
    level: Level
    opens_at: datetime
    closes_at: datetime
    office_id: UUID | None = None


@dataclass(frozen=True)
class Visitor:
    """Who takes part: a signed-in person, or a browser known by a random token."""

    person_id: UUID | None = None
    token: str = ""


@dataclass(frozen=True)
class StatementIn:
    """A statement as a loader brings it."""

    number: int
    text: str
    moderation: Moderation = Moderation.ACCEPTED
    reason: str = ""
    is_seed: bool = False
    language: str = "id"
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VoteIn:
    """One person's last vote on one statement as a loader brings it."""

    participant: str
    number: int
    value: int
    at: datetime


@dataclass(frozen=True)
class Tally:
    """How many rows a loader created, changed, found equal, and refused."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    deliberation_id: UUID
    slug: str
    statements: Tally
    votes: Tally


@dataclass(frozen=True)
class Answer:
    """One answer of the office to a bundle of like statements, with its reason."""

    numbers: tuple[int, ...]
    outcome: ResponseOutcome
    reason: str


@dataclass(frozen=True)
class Split:
    """How the votes on one statement divide; shown only to those who voted."""

    number: int
    text: str
    agree: int
    disagree: int
    passed: int
    own: int | None = None
    language: str = "id"

    @property
    def answer(self) -> str:
        """Return the reader's own answer in words; empty if there is none."""
        return "" if self.own is None else str(Choice(self.own).label)
