"""Sources of logs, kinds of monitoring, and why somebody opens what it recorded."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LogSource(TextChoices):
    """Whose log was read."""

    SQUID = "squid", "Squid"
    DNSMASQ = "dnsmasq", "dnsmasq"
    PIHOLE = "pihole", "Pi-hole"


class MeasureKind(TextChoices):
    """By what something is watched."""

    NETWORK = "network", _("jaringan kantor")
    CCTV = "cctv", _("kamera (CCTV)")
    ENTRANCE = "entrance", _("pintu masuk dan absensi")
    VEHICLE = "vehicle", _("kendaraan dinas")
    OTHER = "other", _("lainnya")


class Opening(TextChoices):
    """Why somebody opened what a measure recorded."""

    REPORT = "report", _("laporan berkala")
    INCIDENT = "incident", _("kejadian keamanan")
    LAW = "law", _("permintaan penegak hukum")
    SUBJECT = "subject", _("permintaan orang yang terekam")
    UPKEEP = "upkeep", _("perawatan alat")
