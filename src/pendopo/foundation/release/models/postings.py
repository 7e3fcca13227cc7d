"""Where else a release appeared: one posting for each account it was meant for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pendopo.foundation.release.models.registers import OfficialAccount
from pendopo.foundation.release.models.releases import Release
from pendopo.kernel.ids import new_id


class Posting(models.Model):
    """A release on its way to an official account; done once its address is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="postings")
    permalink = models.URLField(max_length=400, blank=True)
    posted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("account__network", "id")
        constraints = (
            models.UniqueConstraint(fields=["release", "account"], name="posting_once"),
            models.CheckConstraint(
                condition=Q(permalink="", posted_at=None)
                | Q(posted_at__isnull=False) & ~Q(permalink=""),
                name="posting_done_has_address",
            ),
        )

    def __str__(self) -> str:
        return f"{self.release_id} → {self.account_id}"
