"""Tables of this room: notices before adverse words, and replies.

None holds a person: an office is asked, and a position answers.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pendopo.journey.accountability.types import NoticeState, Subject
from pendopo.kernel.ids import new_id


class Notice(models.Model):
    """An office was asked about an adverse state; one open notice for each matter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=Subject.choices)
    about = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    state = models.CharField(max_length=12, choices=NoticeState.choices)
    hits = models.PositiveIntegerField(null=True)
    due = models.PositiveIntegerField(null=True)
    noticed_at = models.DateTimeField()
    publish_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["office", "-noticed_at", "-id"], name="notice_of_office"),)
        constraints = (
            models.UniqueConstraint(
                fields=["office", "kind", "about"],
                condition=Q(ended_at__isnull=True),
                name="notice_one_open",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__gt=F("noticed_at")), name="notice_before_publication"
            ),
        )

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind} {self.about}"


class Reply(models.Model):
    """What an office says about a figure; a newer one stands before it, none is removed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=12, choices=Subject.choices)
    about = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    position_title = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "replies"
        indexes = (models.Index(fields=["office", "-at", "-id"], name="reply_of_office"),)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="reply_says_something"),)

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind} {self.about}"
