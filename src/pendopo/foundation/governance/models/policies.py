"""Rule sets, their versions, and the terms for which they hold."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pendopo.foundation.governance.types import VersionState
from pendopo.kernel.ids import new_id
from pendopo.ui.numbers import is_english


class PolicySet(models.Model):
    """Rules under one name; the code is stable."""

    code = models.CharField(max_length=40, primary_key=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class PolicyVersion(models.Model):
    """A rule set as it stood at one time; only a draft changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=VersionState.choices)
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    # Taken from the definition for lists.
    title = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    n_rules = models.PositiveIntegerField()
    # Not known of a version that came with the software.
    created_at = models.DateTimeField(null=True)
    by_ref = models.CharField(max_length=80)
    # The set of a newer software that it took in, as it was shipped.
    shipped = models.JSONField(null=True)
    shipped_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("policy_set", "-number")
        constraints = (
            models.UniqueConstraint(fields=["policy_set", "number"], name="policy_number_once"),
            models.UniqueConstraint(
                fields=["policy_set"], condition=Q(state="draft"), name="policy_one_draft"
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(created_at__isnull=False),
                name="policy_draft_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_set_id} v{self.number}"

    @property
    def shown_title(self) -> str:
        """Return the title in the reader's language."""
        return (is_english() and self.title_en) or self.title


class PolicyTerm(models.Model):
    """For which days a version holds: a term with an end goes before one without."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="terms")
    valid_from = models.DateField()
    # The first day on which it no longer holds.
    valid_to = models.DateField(null=True)
    decree_number = models.CharField(max_length=120, blank=True)
    decree_date = models.DateField(null=True)
    # Not known of what held already when the software was set up.
    published_at = models.DateTimeField(null=True)
    by_ref = models.CharField(max_length=80)

    class Meta:
        ordering = ("valid_from", "id")
        indexes = (models.Index(fields=["valid_from", "valid_to"], name="policy_term_days"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="policy_term_in_order",
            ),
            models.CheckConstraint(
                condition=Q(decree_number="", decree_date=None, published_at=None)
                | Q(decree_date__isnull=False, published_at__isnull=False) & ~Q(decree_number=""),
                name="policy_decree_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.valid_from}–{self.valid_to or ''}"
