"""States of a version of rules."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    """Where a version stands; what was decided never changes again."""

    DRAFT = "draft", _("Rancangan")
    SHIPPED = "shipped", _("Bawaan Pendopo")
    DECIDED = "decided", _("Ditetapkan")
