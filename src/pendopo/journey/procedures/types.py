"""Kinds of procedure, states of a version, and the words of a definition."""

from __future__ import annotations

from typing import TypeAlias

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# What a person may answer to one question of a form.
Answer: TypeAlias = str | int | float | bool | list[str]


class ProcedureKind(TextChoices):
    """What kind of asking it is; the kind of a voice is the same word."""

    COMPLAINT = "complaint", _("Pengaduan")
    ASPIRATION = "aspiration", _("Aspirasi")
    QUESTION = "question", _("Pertanyaan")
    SERVICE = "service", _("Permohonan layanan")
    INFORMATION = "information_request", _("Permohonan informasi publik")
    INTEGRITY = "integrity", _("Laporan integritas")


class VersionState(TextChoices):
    """Where a version stands; at most one is published."""

    DRAFT = "draft", _("Rancangan")
    PUBLISHED = "published", _("Berlaku")
    RETIRED = "retired", _("Tidak berlaku lagi")


class LifeEvent(TextChoices):
    """When in life a person looks for it; the catalogue is grouped by these."""

    IDENTITY = "1_identity", _("Kartu dan data kependudukan")
    FAMILY = "2_family", _("Kelahiran dan keluarga")
    RESIDENCE = "3_residence", _("Tempat tinggal")
    BUSINESS = "4_business", _("Usaha dan pekerjaan")
    VOICE = "5_voice", _("Menyampaikan pendapat dan keluhan")
    INFORMATION = "6_information", _("Informasi publik")
    INTEGRITY = "7_integrity", _("Melaporkan pelanggaran")
    OTHER = "9_other", _("Lainnya")
