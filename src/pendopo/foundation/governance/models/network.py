"""The office network: ranges, sites, decided plans, use in aggregate, and what is monitored."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pendopo.foundation.governance.network.types import LogSource, MeasureKind
from pendopo.kernel.ids import new_id

CONFIDENCE: list[tuple[str, str]] = [("verified", "verified"), ("unconfirmed", "unconfirmed")]


class NetworkRange(models.Model):
    """Addresses of an office; with a role, those of people who are treated by themselves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    cidr = models.CharField(max_length=50)
    role = models.CharField(max_length=20, blank=True)
    # How many people work behind it; not known of every range.
    n_people = models.PositiveIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("office__code", "cidr")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="network_range_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.office_id} {self.role}".strip()


class NetworkSite(models.Model):
    """A domain and the kind of sites it belongs to, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    domain = models.CharField(max_length=253)
    category = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("category", "domain")
        constraints = (
            models.UniqueConstraint(fields=["domain", "valid_from"], name="network_site_once"),
        )

    def __str__(self) -> str:
        return f"{self.domain} ({self.category})"


class NetworkPlan(models.Model):
    """A plan as it was decided; it never changes again."""

    number = models.PositiveIntegerField(primary_key=True)
    definition = models.JSONField()
    digest = models.CharField(max_length=16)
    policy_version = models.ForeignKey(
        "governance.PolicyVersion", on_delete=models.PROTECT, related_name="network_plans"
    )
    decided_at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"v{self.number} {self.digest}"


class NetworkImport(models.Model):
    """One reading of logs; of the logs themselves nothing is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=8, choices=LogSource.choices)
    plan = models.ForeignKey(NetworkPlan, on_delete=models.PROTECT, related_name="imports")
    n_lines = models.PositiveIntegerField()
    n_unreadable = models.PositiveIntegerField()
    n_elsewhere = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)

    class Meta:
        ordering = ("-imported_at", "-id")

    def __str__(self) -> str:
        return f"{self.source} {self.imported_at:%Y-%m-%d}"


class NetworkDay(models.Model):
    """A day that a source told of; what it does not show of that day is withheld."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    imported = models.ForeignKey(NetworkImport, on_delete=models.PROTECT, related_name="days")
    source = models.CharField(max_length=8, choices=LogSource.choices)
    day = models.DateField()

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=["source", "day"], name="network_day_once"),)

    def __str__(self) -> str:
        return f"{self.source} {self.day}"


class NetworkUse(models.Model):
    """A count with enough devices behind it; without an office those too small to show alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of_day = models.ForeignKey(NetworkDay, on_delete=models.CASCADE, related_name="uses")
    office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    category = models.CharField(max_length=20)
    # Local; None for the whole day.
    hour = models.PositiveSmallIntegerField(null=True)
    requests = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(hour=None) | Q(hour__lt=24), name="network_use_hour"
            ),
        )

    def __str__(self) -> str:
        return f"{self.of_day_id} {self.category}"


class MonitoringMeasure(models.Model):
    """Something by which the government watches a place or a network, and under what rules."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=MeasureKind.choices)
    title = models.CharField(max_length=160)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=400)
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE)
    # The number of the data protection impact assessment, or why there is none.
    dpia = models.CharField(max_length=160)
    kept_days = models.PositiveIntegerField()
    who_may_open = models.CharField(max_length=300)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("kind", "title")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="monitoring_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title
