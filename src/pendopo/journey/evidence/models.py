"""Tables of this room: what was exported, and the published numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pendopo.kernel.ids import new_id


class ExportState(models.Model):
    """When facts were last exported, and how many there are; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    n_facts = models.PositiveBigIntegerField(default=0)
    exported_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="export_state_single"),)

    def __str__(self) -> str:
        return f"{self.n_facts}"


class IndicatorRun(models.Model):
    """One computation of an indicator, with what is needed to repeat it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    cut_off = models.DateTimeField()
    definition_digest = models.CharField(max_length=64)
    input_digest = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=16)
    n_facts = models.PositiveBigIntegerField()
    folder = models.CharField(max_length=200)
    # Reports received by channel until the cut-off: who is heard, and so who is not.
    channels = models.JSONField(default=dict)
    # Every answer on record, also those whose limit has not fallen due yet.
    n_answers = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_current=True), name="indicator_one_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.cut_off:%Y-%m-%d}"


class IndicatorCell(models.Model):
    """One published number; empty month or office means all of them."""

    run = models.ForeignKey(IndicatorRun, on_delete=models.CASCADE, related_name="cells")
    month = models.CharField(max_length=7, blank=True)
    office_code = models.CharField(max_length=40, blank=True)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    interval_kind = models.CharField(max_length=16, blank=True)
    exclusions = models.JSONField()
    # Working days from start to the moment it was met: how many are known, and their ranks.
    n_timed = models.PositiveIntegerField(default=0)
    median_days = models.PositiveIntegerField(null=True)
    p90_days = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("month", "office_code")
        constraints = (
            models.UniqueConstraint(fields=["run", "month", "office_code"], name="cell_once"),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.office_code} {self.numerator}/{self.denominator}"

    @property
    def share(self) -> float | None:
        """Return numerator over denominator; None when there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def n_excluded(self) -> int:
        """Return how many were left out, whatever the reason."""
        return sum(self.exclusions.values())
