"""Tables of the ledger: facts, blocks, deliveries and duties."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pendopo.kernel.ids import new_id


class Block(models.Model):
    """A Merkle tree of facts under one signed root, chained to the block before."""

    height = models.PositiveBigIntegerField(primary_key=True)
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ("height",)

    def __str__(self) -> str:
        return f"blok {self.height}"


class FactRow(models.Model):
    """One fact. Only its place in a block may be written later, once; never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    payload = models.JSONField()
    leaf = models.CharField(max_length=64)
    # No index of its own: the unique place in a block begins with it.
    block = models.ForeignKey(
        Block, null=True, on_delete=models.PROTECT, related_name="facts", db_index=False
    )
    leaf_index = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=["subject_id", "at"], name="fact_of_subject"),
            models.Index(fields=["at"], name="fact_at"),
            models.Index(fields=["id"], name="fact_unsealed", condition=Q(block__isnull=True)),
        )
        constraints = (
            models.UniqueConstraint(fields=["block", "leaf_index"], name="fact_place_once"),
            models.CheckConstraint(
                condition=Q(block__isnull=True, leaf_index__isnull=True)
                | Q(block__isnull=False, leaf_index__isnull=False),
                name="fact_place_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Delivery(models.Model):
    """One fact on its way to one subscriber; repeated until it succeeds."""

    fact = models.ForeignKey(FactRow, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = (
            models.Index(
                fields=["due_at", "id"],
                name="delivery_waiting",
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["fact", "subscriber"], name="delivery_once"),
        )

    def __str__(self) -> str:
        return f"{self.subscriber} ← {self.fact_id}"


class Duty(models.Model):
    """A recurring piece of work and when it is next due."""

    name = models.CharField(max_length=120, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    last_started_at = models.DateTimeField(null=True)
    last_done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return self.name
