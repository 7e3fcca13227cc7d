"""Which office answers for what."""

from __future__ import annotations

from django.db import models


class Responsibility(models.Model):
    """Which office answers for a topic, maybe only in one area, since when."""

    topic = models.ForeignKey("voice.Topic", on_delete=models.PROTECT)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT)
    region_code = models.CharField(max_length=13, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = (
            models.UniqueConstraint(
                fields=["topic", "office", "region_code", "valid_from"], name="responsibility_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic_id} → {self.office_id}"
