"""Tables of learning: who stated what, and counts of answers without persons."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from pendopo.foundation.governance.learning import erasers
from pendopo.foundation.governance.models.policies import PolicyVersion
from pendopo.foundation.people.models import Account, Office
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by


@personal(
    fields=("account",),
    eraser=erasers.erase_attestations,
    exporter=rows_by("account__person_id", "version_id", "attested_at", "valid_to"),
    retention=_("Dua tahun setelah pernyataannya tidak berlaku lagi."),
)
class Attestation(models.Model):
    """An officer's statement that they know a version of the rules; valid for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()
    # The first day on which it has to be stated anew.
    valid_to = models.DateField()

    class Meta:
        ordering = ("-attested_at", "id")
        indexes = (models.Index(fields=["account", "version"], name="attestation_of_account"),)

    def __str__(self) -> str:
        return f"{self.version_id} – {self.valid_to}"


class QuizTally(models.Model):
    """How often an office's people were asked about one rule, and how often they knew."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    # Empty for situations that no rule allows.
    rule = models.CharField(max_length=40, blank=True)
    n_asked = models.PositiveIntegerField(default=0)
    n_right = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("office", "version", "rule")
        constraints = (
            models.UniqueConstraint(fields=["office", "version", "rule"], name="quiz_tally_once"),
            models.CheckConstraint(
                condition=Q(n_right__lte=F("n_asked")), name="quiz_tally_no_more_than_asked"
            ),
        )

    def __str__(self) -> str:
        return f"{self.office_id} {self.rule}: {self.n_right}/{self.n_asked}"
