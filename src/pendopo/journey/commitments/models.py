"""Tables of this room: commitments, milestones, self-reports, changes, independent readings.

None holds a person: positions are named by their title, assessors by their organisation.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pendopo.journey.commitments.types import ChangeKind, ChangeReason, Completion
from pendopo.kernel.ids import new_id


class Commitment(models.Model):
    """A promise with owner and due date. Whether it is late follows from the dates."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    problem = models.TextField(blank=True)
    expected_result = models.TextField()
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT)
    position_title = models.CharField(max_length=160)
    response = models.ForeignKey(
        "deliberation.OfficialResponse",
        null=True,
        on_delete=models.PROTECT,
        related_name="commitments",
    )
    source_text = models.CharField(max_length=300, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    budget_code = models.CharField(max_length=60, blank=True)
    budget_rupiah = models.PositiveBigIntegerField(null=True)
    starts_on = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField()
    made_at = models.DateTimeField()
    fulfilled_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    # The due date whose passing was told already, so that it is told once.
    overdue_told_for = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["-made_at", "-id"], name="commitment_newest"),
            models.Index(fields=["office", "-made_at", "-id"], name="commitment_of_office"),
            models.Index(
                fields=["due_on", "id"],
                name="commitment_running",
                condition=Q(fulfilled_at__isnull=True, stopped_at__isnull=True),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["year", "serial"], name="commitment_serial_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="commitment_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(response__isnull=False) | ~Q(source_text=""),
                name="commitment_has_source",
            ),
            models.CheckConstraint(
                condition=Q(fulfilled_at__isnull=True) | Q(stopped_at__isnull=True),
                name="commitment_one_end",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Milestone(models.Model):
    """A verifiable step; done only with proof."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    evidence_required = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(null=True)
    proof_text = models.TextField(blank=True)
    proof_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["commitment", "position"], name="milestone_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, recorded_at__isnull=True, proof_text="")
                | (Q(done_on__isnull=False, recorded_at__isnull=False) & ~Q(proof_text="")),
                name="milestone_done_has_proof",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.position}"


class Progress(models.Model):
    """What the owner says about its own work; never mixed with a reading from outside."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reports")
    percent = models.PositiveSmallIntegerField()
    text = models.TextField()
    proof_text = models.TextField(blank=True)
    proof_url = models.URLField(max_length=500, blank=True)
    position_title = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "progress"
        ordering = ("at", "id")
        indexes = (models.Index(fields=["commitment", "-at", "-id"], name="progress_newest"),)
        constraints = (
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_at_most_100"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.percent}"


class Change(models.Model):
    """A due date moved or a promise stopped, with its public reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    reason = models.CharField(max_length=12, choices=ChangeReason.choices)
    text = models.TextField()
    due_before = models.DateField()
    due_after = models.DateField(null=True)
    position_title = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason="") & ~Q(text=""), name="change_has_reason"),
            models.CheckConstraint(
                condition=Q(kind="stopped", due_after__isnull=True)
                | Q(kind="moved", due_after__isnull=False),
                name="change_moved_has_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.kind}"


class Assessment(models.Model):
    """An independent reading: who, with which interests, what they found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="assessments")
    organisation = models.CharField(max_length=200)
    interests = models.TextField()
    completion = models.CharField(max_length=12, choices=Completion.choices)
    text = models.TextField()
    url = models.URLField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(organisation="") & ~Q(interests="") & ~Q(text=""),
                name="assessment_names_its_maker",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.completion}"
