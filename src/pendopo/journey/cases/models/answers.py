"""Ready texts for officers, what authors think of answers, reminders before silence ends a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from pendopo.journey.cases import erasers
from pendopo.journey.cases.models.case import Case, Clock, Message
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by

LEAST, MOST = 1, 4


class ReadyText(models.Model):
    """A text an office has ready for a step, maybe only for one topic."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.CharField(max_length=16)
    topic = models.ForeignKey("voice.Topic", null=True, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=80)
    text = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("step", "title")

    def __str__(self) -> str:
        return self.title


@personal(
    fields=("reason",),
    eraser=erasers.erase_ratings,
    exporter=rows_by("case__voice__reporter_id", "case__number", "score", "reason", "at"),
    retention=_("Sama dengan laporannya; alasan dihapus bila diminta."),
)
class Rating(models.Model):
    """How satisfied an author is with an answer: 1 not, 4 very; a later one replaces it."""

    answer = models.OneToOneField(
        Message, on_delete=models.PROTECT, primary_key=True, related_name="rating"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(score__gte=LEAST, score__lte=MOST), name="rating_in_scale"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.score}"


class JoinedNotice(models.Model):
    """The author of a merged case was told of an answer to it; never their address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["answer", "case", "channel"], name="joined_told_once"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.channel}"


class Reminder(models.Model):
    """An author was told that their time to respond is running out; never their address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="reminders")
    nth = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=["clock", "nth", "channel"], name="reminder_once"),
        )

    def __str__(self) -> str:
        return f"{self.clock_id} {self.nth} {self.channel}"


class StepNotice(models.Model):
    """The requester was told of a step of their case; ``about`` is its text, or the case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=24)
    about = models.UUIDField()
    channel = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "step", "about", "channel"], name="step_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.channel}"
