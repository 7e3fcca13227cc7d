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


class ReleaseKind(TextChoices):
    """What is released; each kind is one act of the policy."""

    NEWS = "news", _("Kabar lewat kanal resmi")
    STATEMENT = "statement", _("Pernyataan juru bicara")
    CLARIFICATION = "clarification", _("Klarifikasi")


class ReleaseState(TextChoices):
    """Where a release stands."""

    DRAFT = "draft", _("Rancangan")
    HELD = "held", _("Ditahan")
    WAITING = "waiting", _("Menunggu persetujuan")
    READY = "ready", _("Siap terbit")
    PUBLISHED = "published", _("Terbit")
    CORRECTED = "corrected", _("Digantikan koreksi")
    WITHDRAWN = "withdrawn", _("Ditarik")


class MaterialClass(TextChoices):
    """The class of what a release is made from (Perka ANRI 17/2011)."""

    RELEASABLE = "releasable", _("Terbuka")
    INTERNAL = "internal", _("Internal (terbatas)")
    SECRET = "secret", _("Rahasia (dikecualikan)")


ACTS = {
    ReleaseKind.NEWS.value: "post",
    ReleaseKind.STATEMENT.value: "speak_to_press",
    ReleaseKind.CLARIFICATION.value: "clarify",
}
EDITABLE = (ReleaseState.DRAFT, ReleaseState.HELD)
