"""Tables of this room: topics, voices, photos."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from pendopo.journey.voice import erasers
from pendopo.journey.voice.types import Channel, Kind
from pendopo.kernel.fields import EncryptedTextField
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by
from pendopo.ui.numbers import is_english


class Topic(models.Model):
    """What a voice is about; the code is stable, the label may change."""

    code = models.CharField(max_length=60, primary_key=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    label = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        """Name the topic in the reader's language."""
        return (is_english() and self.label_en) or self.label


@personal(
    fields=("title", "text", "place_note", "latitude", "longitude", "tracking_index", "answers"),
    # Photos go first: they are found through the voice's reporter.
    eraser=erasers.erase_voices,
    exporter=rows_by(
        "reporter_id",
        "number",
        "title",
        "text",
        "place_note",
        "latitude",
        "longitude",
        "answers",
        "accused_office__name",
        "received_at",
    ),
    retention=_(
        "Lima tahun setelah laporan ditutup (arsip dinas), atau sampai pelapor meminta dihapus."
    ),
)
class Voice(models.Model):
    """A voice as its author gave it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission_key = models.UUIDField(unique=True)
    number = models.CharField(max_length=16, unique=True)
    external_number = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    # Empty for what came before there were procedures, and from other systems.
    procedure_version = models.ForeignKey(
        "procedures.ProcedureVersion",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    # JSON text: what was answered to the questions of the procedure's form.
    answers = EncryptedTextField(blank=True)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT)
    title = models.CharField(max_length=150)
    text = models.TextField()
    region = models.ForeignKey("kernel.Region", null=True, on_delete=models.PROTECT)
    place_note = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    is_anonymous = models.BooleanField(default=False)
    is_secret = models.BooleanField(default=False)
    # Whom it is about, where its author named one: whoever serves there reads nothing of it.
    accused_office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reporter = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    tracking_index = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-received_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "external_number"],
                condition=~Q(external_number=""),
                name="voice_external_once",
            ),
            # What everyone may read, the accused office reads too.
            models.CheckConstraint(
                condition=Q(accused_office=None) | Q(is_secret=True), name="voice_accusing_secret"
            ),
        )

    def __str__(self) -> str:
        return self.number


@personal(
    fields=("file",),
    eraser=erasers.erase_photos,
    exporter=rows_by("voice__reporter_id", "file", "width", "height", "n_bytes", "added_at"),
    retention=_("Sama dengan laporannya; foto yang tidak jadi dikirim dihapus setelah satu hari."),
)
class Photo(models.Model):
    """A photo, re-encoded without metadata; unattached until the voice is sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission_key = models.UUIDField(db_index=True)
    voice = models.ForeignKey(Voice, null=True, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="photos/%Y/%m")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    n_bytes = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.id)


@personal(
    fields=("file", "key"),
    eraser=erasers.erase_documents,
    exporter=rows_by("voice__reporter_id", "requirement", "file", "n_bytes", "added_at"),
    retention=_(
        "Sama dengan permohonannya; berkas yang tidak jadi dikirim dihapus setelah satu hari."
    ),
)
class Document(models.Model):
    """A document given with an application; never public, unattached until it is sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission_key = models.UUIDField(db_index=True)
    voice = models.ForeignKey(Voice, null=True, on_delete=models.CASCADE, related_name="documents")
    # The code of the requirement it fulfils.
    requirement = models.CharField(max_length=60)
    # Sealed with a key of its own, which is sealed with the installation's.
    file = models.FileField(upload_to="documents/%Y/%m")
    key = EncryptedTextField(blank=True)
    media_type = models.CharField(max_length=40)
    n_bytes = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("requirement", "id")

    def __str__(self) -> str:
        return str(self.id)
