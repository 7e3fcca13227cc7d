"""What officers keep beside a case: its handler, mentions, inner questions, field photos."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from pendopo.journey.cases.models.case import Case, Message
from pendopo.journey.cases.workspace import erasers
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by


@personal(
    fields=(),
    eraser=erasers.erase_assignments,
    exporter=rows_by("person_id", "case__number", "at"),
    retention=_("Sama dengan laporannya, atau sampai petugasnya berhenti dan meminta dihapus."),
)
class Assignment(models.Model):
    """Who handles a case at its office; once the case has moved on it counts no more."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # The office for which the person handles it; another one at the case makes this row void.
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    by_ref = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"


@personal(
    fields=("name",),
    eraser=erasers.erase_filters,
    exporter=rows_by("owner_id", "name", "created_at"),
    retention=_("Sampai petugasnya menghapusnya, atau berhenti dan meminta dihapus."),
)
class SavedFilter(models.Model):
    """A named way to look at the queue; shared with an office if one is named."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    # {"queue": …, "topic": …, "office": …, "text": …}: only what was asked.
    asked = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_once"),)

    def __str__(self) -> str:
        return self.name


@personal(
    fields=(),
    eraser=erasers.erase_mentions,
    exporter=rows_by("person_id", "case__number", "at"),
    retention=_("Sama dengan laporannya, atau sampai petugasnya berhenti dan meminta dihapus."),
)
class Mention(models.Model):
    """An officer named in a note, to whose list the case comes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-at", "-id"], name="mention_of_person"),
            models.Index(fields=["person"], name="mention_unseen", condition=Q(seen_at=None)),
            models.Index(fields=["case", "person"], name="mention_at_case"),
        )
        constraints = (models.UniqueConstraint(fields=["message", "person"], name="mention_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"


@personal(
    fields=("text", "answer"),
    eraser=erasers.erase_questions,
    retention=_("Sama dengan laporannya; isinya dihapus bila pelapor meminta dihapus."),
)
class OfficeQuestion(models.Model):
    """What one office asks another about a case; the other answers without the case's author."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="office_questions")
    asking = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    text = models.TextField()
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_ref = models.CharField(max_length=80)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_ref = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["asked", "due_on", "id"],
                name="office_question_open",
                condition=Q(answered_at=None),
            ),
            models.Index(fields=["asked", "-asked_at", "-id"], name="office_question_all"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_ref="")
                | (Q(answered_at__isnull=False) & ~Q(answered_ref="")),
                name="office_question_answered_by",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_id}"


@personal(
    fields=("file", "note", "latitude", "longitude"),
    eraser=erasers.erase_field_photos,
    exporter=rows_by("case__voice__reporter_id", "case__number", "file", "note", "at"),
    retention=_("Sama dengan laporannya, atau sampai pelapor meminta dihapus."),
)
class FieldPhoto(models.Model):
    """A photo an officer took on the spot; with an answer it becomes its proof."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The form's own key: on a slow line the same photo may arrive twice.
    submission_key = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="field_photos")
    answer = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="photos")
    file = models.FileField(upload_to="field/%Y/%m")
    note = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    n_bytes = models.PositiveIntegerField()
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    by_ref = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return str(self.id)
