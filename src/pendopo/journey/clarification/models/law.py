"""Which claims come first: a dated table, shipped in ``data/rules`` and an office's own."""

from __future__ import annotations

from django.db import models

from pendopo.journey.clarification.types import Harm, Priority


class PriorityRule(models.Model):
    """A harm seen at least so often has a priority; the most urgent rule that fits decides."""

    code = models.CharField(max_length=60)
    # Empty: every harm.
    harm = models.CharField(max_length=16, blank=True, choices=Harm.choices)
    n_seen = models.PositiveIntegerField()
    priority = models.CharField(max_length=8, choices=Priority.choices)
    explanation = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(
        max_length=12, choices=[("verified", "verified"), ("unconfirmed", "unconfirmed")]
    )
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("harm", "n_seen", "id")
        constraints = (
            models.UniqueConstraint(fields=["code", "valid_from"], name="priority_rule_once"),
        )

    def __str__(self) -> str:
        return self.code
