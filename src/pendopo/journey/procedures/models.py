"""Tables of this room: procedures and their versions."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q

from pendopo.journey.procedures.course import Course, read_course
from pendopo.journey.procedures.types import LifeEvent, ProcedureKind, VersionState
from pendopo.kernel.ids import new_id
from pendopo.ui.numbers import is_english


class Procedure(models.Model):
    """One thing that may be asked of the government; the code is stable."""

    code = models.CharField(max_length=60, primary_key=True)
    kind = models.CharField(max_length=24, choices=ProcedureKind.choices)
    # By code: the law may be loaded before there are offices.
    office_code = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """A procedure as it was decided at one time; a published definition never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices)
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    # Taken from the definition for lists and search.
    title = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    summary = models.CharField(max_length=400)
    summary_en = models.CharField(max_length=400, blank=True)
    life_event = models.CharField(max_length=16, choices=LifeEvent.choices)
    search_text = models.TextField(blank=True)
    glance = models.JSONField(default=dict)
    # Taken from the definition for casework, which asks it at every step.
    course_row = models.JSONField(default=dict)
    decree_number = models.CharField(max_length=120, blank=True)
    decree_date = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    # None of these times is known of a version that came with the software.
    created_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    by_ref = models.CharField(max_length=80)

    class Meta:
        ordering = ("procedure", "-number")
        indexes = (
            models.Index(
                fields=["life_event", "title", "id"],
                name="procedure_catalogue",
                condition=Q(state="published"),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_number_once"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(state="published"),
                name="procedure_one_published",
            ),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(state="draft"), name="procedure_one_draft"
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(published_at=None), name="procedure_draft_not_out"
            ),
            models.CheckConstraint(
                condition=Q(decree_number="", decree_date=None)
                | Q(decree_date__isnull=False, valid_from__isnull=False, published_at__isnull=False)
                & ~Q(decree_number=""),
                name="procedure_decree_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"

    @cached_property
    def course(self) -> Course | None:
        """Return the steps that cases of this version may take."""
        return read_course(self.course_row)

    @property
    def is_shipped(self) -> bool:
        """Return whether it came with the software and no one here has decided it yet."""
        return self.state != VersionState.DRAFT and self.published_at is None

    @property
    def shown_title(self) -> str:
        """Return the title in the reader's language."""
        return (is_english() and self.title_en) or self.title

    @property
    def shown_summary(self) -> str:
        """Return the summary in the reader's language."""
        return (is_english() and self.summary_en) or self.summary
