"""The ladder as rows, and what was put before whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.escalation.types import Act, EndReason, Target
from pendopo.journey.cases.models.case import Case, Clock
from pendopo.journey.cases.types import CaseClass, ClockKind
from pendopo.kernel.ids import new_id

_CONFIDENCE = [("verified", "verified"), ("unconfirmed", "unconfirmed")]


class EscalationRule(models.Model):
    """A rung of the ladder: how many days from the limit, before whom, by which rule.

    Rows for one class make up that class's own ladder; the rows without a class hold for
    every other.
    """

    code = models.CharField(max_length=60)
    clock = models.CharField(max_length=16, choices=ClockKind.choices)
    case_class = models.CharField(max_length=24, choices=CaseClass.choices, blank=True)
    level = models.PositiveSmallIntegerField()
    # Days after the limit; negative: before it.
    amount = models.SmallIntegerField()
    unit = models.CharField(max_length=16)
    target = models.CharField(max_length=16, choices=Target.choices)
    # How far up the tree of offices; only for the head of a higher office.
    steps_up = models.PositiveSmallIntegerField(default=0)
    explanation = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(max_length=12, choices=_CONFIDENCE)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("clock", "case_class", "level", "valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "case_class", "level", "valid_from"], name="ladder_rung_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="ladder_rung_valid",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.level}"


class Escalation(models.Model):
    """One limit put before one office; without an office nobody was found on the way up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalations")
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="escalations")
    rule = models.ForeignKey(
        EscalationRule, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    level = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=16, choices=Target.choices)
    office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.CharField(
        max_length=16, blank=True, choices=[(role.value, role.value) for role in Role]
    )
    # How many places on the way up were held by nobody.
    n_empty = models.PositiveSmallIntegerField(default=0)
    # Who had to act, and until when, as it stood then.
    of_office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True)
    act = models.CharField(max_length=12, choices=Act.choices, blank=True)
    acted_at = models.DateTimeField(null=True)
    acted_ref = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    # Taken back, because the limit or the office it was about changed.
    is_void = models.BooleanField(default=False)

    class Meta:
        ordering = ("raised_at", "id")
        indexes = (
            models.Index(
                fields=["office", "role", "due_at", "id"],
                name="escalation_waiting",
                condition=Q(ended_at=None),
            ),
            models.Index(
                fields=["id"],
                name="escalation_unplaced",
                condition=Q(ended_at=None, office=None),
            ),
            models.Index(
                fields=["office", "role"],
                name="escalation_untold",
                condition=Q(notified_at=None, ended_at=None),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "rule"], condition=Q(is_void=False), name="escalation_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="escalation_end_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(acted_at=None, act="") | (Q(acted_at__isnull=False) & ~Q(act="")),
                name="escalation_act_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} {self.case_id}"
