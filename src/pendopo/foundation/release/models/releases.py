"""Releases, the approvals they got, and what exactly went out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pendopo.foundation.people.models import Office, Person
from pendopo.foundation.release.models.registers import OfficialAccount, PublicTopic
from pendopo.foundation.release.types import MaterialClass, ReleaseKind, ReleaseState
from pendopo.kernel.ids import new_id


class Release(models.Model):
    """Something that an office wants to tell everyone; words change only before approval."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(PublicTopic, on_delete=models.PROTECT, related_name="releases")
    kind = models.CharField(max_length=16, choices=ReleaseKind.choices)
    state = models.CharField(
        max_length=12, choices=ReleaseState.choices, default=ReleaseState.DRAFT
    )
    title = models.CharField(max_length=160)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    # Where it comes from: a case, an indicator, a document; rooms above are not imported.
    source_kind = models.CharField(max_length=24, blank=True)
    source_code = models.CharField(max_length=80, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    material_class = models.CharField(
        max_length=12, choices=MaterialClass.choices, default=MaterialClass.INTERNAL
    )
    embargo_until = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)
    release_at = models.DateTimeField(null=True)
    is_emergency = models.BooleanField(default=False)
    child_identity = models.BooleanField(default=False)
    legal_process = models.BooleanField(default=False)
    procurement = models.BooleanField(default=False)
    election = models.BooleanField(default=False)
    # Why something that seems personal stays.
    keep_reason = models.CharField(max_length=400, blank=True)
    accounts = models.ManyToManyField(OfficialAccount, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author_ref = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    # Rules and words of why it is held; approvals still to be given.
    reasons = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replacement"
    )
    published_at = models.DateTimeField(null=True)
    # The archived copy, byte for byte as its digest in the record has it.
    archive = models.TextField(blank=True)
    review_due_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=["state", "release_at"], name="release_due"),
            models.Index(fields=["published_at"], name="release_published"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(published_at=None, archive="")
                | Q(published_at__isnull=False) & ~Q(archive=""),
                name="release_published_is_archived",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Approval(models.Model):
    """One approval of exactly these words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(max_length=24)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by_ref = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=["release", "kind"], name="approval_once"),
            # Four eyes: nobody gives two approvals of one release.
            models.UniqueConstraint(fields=["release", "by_ref"], name="approval_by_many"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.release_id}"
