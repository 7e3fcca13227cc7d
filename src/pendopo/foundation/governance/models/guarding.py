"""What went out although it seems personal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pendopo.kernel.ids import new_id


class KeptData(models.Model):
    """One time that texts with something personal went out for a reason; the value is not here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    door = models.CharField(max_length=16)
    # Codes of kinds joined by plus signs.
    kinds = models.CharField(max_length=200)
    n_found = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    about_id = models.UUIDField(null=True)
    # In which position; empty for a citizen.
    office_code = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=16, blank=True)
    by_ref = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="kept_has_reason"),)

    def __str__(self) -> str:
        return f"{self.door} {self.kinds}"
