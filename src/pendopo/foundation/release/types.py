"""Networks and states of accounts."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Network(TextChoices):
    """Where an official account lives."""

    WEBSITE = "website", _("Situs web")
    MASTODON = "mastodon", "Mastodon"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
    RADIO = "radio", _("Radio")


class AccountState(TextChoices):
    """Whether an official account may be used; a closed one never again."""

    REGISTERED = "registered", _("Terdaftar")
    SUSPENDED = "suspended", _("Dibekukan")
    CLOSED = "closed", _("Ditutup")
