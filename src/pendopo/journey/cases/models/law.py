"""Legal limits as rows."""

from __future__ import annotations

from django.db import models

from pendopo.journey.cases.types import CaseClass

_CONFIDENCE = [("verified", "verified"), ("unconfirmed", "unconfirmed")]


class ClockPolicy(models.Model):
    """A legal limit as a row: how long, for which class, by which rule, since when."""

    code = models.CharField(max_length=60)
    clock = models.CharField(max_length=16)
    case_class = models.CharField(max_length=24, choices=CaseClass.choices, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16)
    legal_basis = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    confidence = models.CharField(max_length=12, choices=_CONFIDENCE)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "clock policies"
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "case_class", "valid_from"], name="policy_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.amount} {self.unit}"
