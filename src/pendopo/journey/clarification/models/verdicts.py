"""What the owner of the facts states about a claim, and the release that carries it."""

from __future__ import annotations

from django.db import models

from pendopo.foundation.people.models import Office
from pendopo.foundation.release.models import Release
from pendopo.journey.clarification.models.claims import Claim
from pendopo.journey.clarification.types import VerdictKind
from pendopo.kernel.ids import new_id


class Verdict(models.Model):
    """One version of a verdict; once its release waits or went out, its words are fixed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    version = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=12, choices=VerdictKind.choices)
    # The claim as everyone may read it.
    quote = models.CharField(max_length=1_000)
    explanation = models.TextField()
    # Kind, label and address of each.
    sources = models.JSONField(default=list)
    keep_reason = models.CharField(max_length=400, blank=True)
    election = models.BooleanField(default=False)
    legal_process = models.BooleanField(default=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    stated_ref = models.CharField(max_length=80)
    stated_at = models.DateTimeField()
    release = models.OneToOneField(
        Release, null=True, on_delete=models.PROTECT, related_name="verdict"
    )

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=["claim", "version"], name="verdict_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} v{self.version}"
