"""What can be followed."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FollowKind(TextChoices):
    """What is followed."""

    CASE = "laporan", _("Laporan")
    REGION = "wilayah", _("Wilayah")
    OFFICE = "perangkat", _("Perangkat daerah")
