"""Kinds, states and outcomes of the duties towards people's data."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What is written down and changed on screen, with every version kept."""

    ACTIVITY = "kegiatan", _("Kegiatan pemrosesan")
    ASSESSMENT = "penilaian", _("Penilaian dampak")
    NOTICE = "pemberitahuan", _("Pemberitahuan saat mengumpulkan")
    PURPOSE = "tujuan", _("Tujuan yang memerlukan persetujuan")
    GROUND = "alasan", _("Alasan menolak permintaan")
    AUTHORITY = "lembaga", _("Lembaga yang diberi tahu")
    BREACH = "insiden", _("Kegagalan pelindungan data pribadi")


class Basis(TextChoices):
    """Grounds that make processing lawful (UU 27/2022 Pasal 20 ayat (2) huruf a-f)."""

    CONSENT = "a", _("persetujuan")
    CONTRACT = "b", _("perjanjian")
    DUTY = "c", _("kewajiban hukum pengendali")
    VITAL = "d", _("kepentingan vital subjek data")
    PUBLIC = "e", _("kepentingan umum, pelayanan publik, pelaksanaan kewenangan")
    INTEREST = "f", _("kepentingan yang sah lainnya")


class DataClass(TextChoices):
    """Classes of personal data (UU 27/2022 Pasal 4); children's data is a specific one."""

    GENERAL = "umum", _("umum")
    SPECIFIC = "spesifik", _("spesifik")
    CHILD = "anak", _("data anak")


class Trigger(TextChoices):
    """What makes an assessment obligatory (UU 27/2022 Pasal 34 ayat (2))."""

    AUTOMATED = "a", _("keputusan otomatis yang berakibat hukum atau berdampak nyata")
    SPECIFIC = "b", _("data pribadi spesifik")
    LARGE = "c", _("skala besar")
    MONITORING = "d", _("penilaian, penskoran, atau pemantauan sistematis")
    MATCHING = "e", _("pencocokan atau penggabungan kelompok data")
    NEW = "f", _("teknologi baru")
    LIMITING = "g", _("membatasi pelaksanaan hak")


class RequestKind(TextChoices):
    """Which right somebody uses (UU 27/2022 Pasal 6-13)."""

    ACCESS = "access", _("Melihat dan mendapat salinan data saya")
    CORRECTION = "correction", _("Membetulkan data saya")
    ERASURE = "erasure", _("Menghapus data saya")
    RESTRICTION = "restriction", _("Membatasi pemakaian data saya")
    OBJECTION = "objection", _("Keberatan atas keputusan otomatis")
    PORTABILITY = "portability", _("Mendapat data saya untuk sistem lain")


class Proof(TextChoices):
    """How the applicant showed that the data is theirs."""

    ACCOUNT = "account", _("kode yang dikirim ke kontaknya")
    TRACKING = "tracking", _("kode lacak sebuah laporan")
    DESK = "desk", _("dokumen yang diperlihatkan di loket")


class Evidence(TextChoices):
    """What was shown at the desk."""

    IDENTITY_CARD = "ktp", _("KTP-el atau identitas digital")
    FAMILY = "keluarga", _("KTP-el orang tua atau wali dan kartu keluarga")
    MANDATE = "kuasa", _("surat kuasa dan KTP-el penerima kuasa")


class RequestState(TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("diterima")
    EXAMINED = "examined", _("diperiksa PPDP")
    ANSWERED = "answered", _("dijawab")


class Outcome(TextChoices):
    """What became of a request."""

    GRANTED = "granted", _("dipenuhi")
    PARTLY = "partly", _("dipenuhi sebagian")
    REFUSED = "refused", _("ditolak dengan alasan")


class Told(TextChoices):
    """Who is told of a breach."""

    AUTHORITY = "authority", _("Lembaga pengawas")
    SUBJECTS = "subjects", _("Orang yang datanya bocor")
    CSIRT = "csirt", _("CSIRT sektor dan nasional")
    PUBLIC = "public", _("Masyarakat")


class Channel(TextChoices):
    """How a notice went out."""

    LETTER = "letter", _("surat")
    EMAIL = "email", _("surel")
    SMS = "sms", _("pesan singkat")
    PORTAL = "portal", _("aplikasi atau laman lembaga")
    MEDIA = "media", _("pengumuman atau media massa")


class HoldRule(TextChoices):
    """What a hold keeps: one person, or everything that one rule would erase."""

    PERSON = "person", _("data seseorang")
    RULE = "rule", _("satu aturan retensi")
