"""The closed list of acts and facts that rules may speak of, with their Indonesian names.

A rule compares facts with codes of this list only, so that a misspelt word is refused when
the rule is written and not passed over when it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from pendopo.engines.written import gettext_noop

Code: TypeAlias = str | bool
# What is told about one fact: a code, yes or no, or several codes.
Value: TypeAlias = str | bool | frozenset[str]

YES_NO: Mapping[Code, str] = MappingProxyType(
    {True: gettext_noop("ya"), False: gettext_noop("tidak")}
)


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of fact.

    Attributes
    ----------
    label
        The question it answers, as a form asks it.
    values
        Every code it may have, with its name.
    is_set
        Whether several codes may hold at once; then a condition asks for any of them.
    """

    name: str
    label: str
    values: Mapping[Code, str]
    is_set: bool = False

    @property
    def is_yes_no(self) -> bool:
        """Return whether it is answered with yes or no."""
        return self.values is YES_NO


ACTS: Mapping[str, str] = {
    "post": gettext_noop("mengunggah"),
    "share": gettext_noop("membagikan ulang"),
    "comment": gettext_noop("berkomentar"),
    "like": gettext_noop("menyukai"),
    "follow": gettext_noop("mengikuti akun atau grup"),
    "live_stream": gettext_noop("siaran langsung"),
    "speak_to_press": gettext_noop("berbicara kepada pers"),
    "clarify": gettext_noop("memberi klarifikasi"),
    "upload_document": gettext_noop("mengunggah dokumen"),
    "access": gettext_noop("membuka situs"),
    "approve": gettext_noop("menyetujui rilis"),
    "lower_class": gettext_noop("menurunkan klasifikasi"),
}
ROLES: Mapping[Code, str] = {
    "asn": gettext_noop("ASN"),
    "non_asn": gettext_noop("pegawai non-ASN"),
    "regent": gettext_noop("kepala daerah"),
    "secretary": gettext_noop("sekretaris daerah"),
    "head": gettext_noop("kepala atau sekretaris perangkat daerah"),
    "spokesperson": gettext_noop("juru bicara"),
    "pr_staff": gettext_noop("petugas humas"),
    "ppid": gettext_noop("PPID"),
    "on_call": gettext_noop("petugas jaga kedaruratan"),
    "expert": gettext_noop("tenaga ahli"),
}
# Who may approve is also what an authorisation is called once it was given.
APPROVERS: Mapping[str, str] = {
    "fact_owner": gettext_noop("pemilik fakta (kepala perangkat daerah)"),
    "ppid": gettext_noop("PPID"),
    "second_officer": gettext_noop("petugas kedua"),
    "unit_head": gettext_noop("kepala unit kerja"),
    "assignment_letter": gettext_noop("surat tugas"),
}
CLASSES: Mapping[Code, str] = {
    "unrelated": gettext_noop("bukan informasi pemerintah"),
    "published": gettext_noop("sudah terbit (publik)"),
    "releasable": gettext_noop("terbuka, siap rilis"),
    "internal": gettext_noop("internal (terbatas)"),
    "secret": gettext_noop("rahasia (dikecualikan)"),
    "top_secret": gettext_noop("sangat rahasia"),
}
# What a site is for; which domains belong to each is an office's own list.
SITES: Mapping[Code, str] = {
    "social": gettext_noop("media sosial"),
    "video": gettext_noop("video hiburan"),
    "games": gettext_noop("gim"),
    "gambling": gettext_noop("judi daring"),
    "bypass": gettext_noop("pelolos penyaring"),
    "other": gettext_noop("situs lain"),
}
OBLIGATIONS: Mapping[str, str] = {
    "archive_copy": gettext_noop("Simpan salinan arsip dari yang terbit."),
    "cite_source": gettext_noop("Cantumkan sumber resminya."),
    "review_within_24h": gettext_noop("Tinjau kembali dalam 24 jam setelah terbit."),
    "mask_personal_data": gettext_noop("Samarkan data pribadi yang tidak diperlukan."),
    "record_permalink": gettext_noop("Catat tautan tetapnya."),
    "consequence_test": gettext_noop("Lakukan uji konsekuensi dan simpan hasilnya."),
}
CONTROLS: Mapping[str, str] = {
    "enforced": gettext_noop("Ditegakkan sistem"),
    "detected_in_aggregate": gettext_noop("Terpantau secara gabungan"),
    "attested": gettext_noop("Dinyatakan dan dilatih"),
    "complaint_driven": gettext_noop("Berdasarkan pengaduan"),
}


def _facts(*facts: Known) -> Mapping[str, Known]:
    return MappingProxyType({fact.name: fact for fact in facts})


FACTS = _facts(
    Known("roles", gettext_noop("Jabatan atau peran"), ROLES, is_set=True),
    Known("topic_mandate", gettext_noop("Topiknya termasuk mandat yang masih berlaku"), YES_NO),
    Known("own_office", gettext_noop("Urusan perangkat daerahnya sendiri"), YES_NO),
    Known("is_author", gettext_noop("Ia sendiri penyusunnya"), YES_NO),
    Known(
        "purpose",
        gettext_noop("Untuk keperluan apa"),
        {"duty": gettext_noop("kedinasan"), "private": gettext_noop("pribadi")},
    ),
    Known(
        "account",
        gettext_noop("Lewat akun apa"),
        {
            "official": gettext_noop("akun resmi"),
            "personal": gettext_noop("akun pribadi"),
            "none": gettext_noop("tanpa akun"),
        },
    ),
    Known(
        "account_state",
        gettext_noop("Keadaan akun dalam daftar akun resmi"),
        {
            "registered": gettext_noop("terdaftar"),
            "suspended": gettext_noop("dibekukan"),
            "unregistered": gettext_noop("tidak terdaftar"),
        },
    ),
    Known("object_class", gettext_noop("Klasifikasi informasinya"), CLASSES),
    Known("embargoed", gettext_noop("Masih dalam embargo"), YES_NO),
    Known(
        "personal_data",
        gettext_noop("Data pribadi di dalamnya"),
        {
            "none": gettext_noop("tidak ada"),
            "general": gettext_noop("bersifat umum"),
            "specific": gettext_noop("bersifat spesifik"),
        },
    ),
    Known("child_identity", gettext_noop("Membuka identitas anak dalam perkara"), YES_NO),
    Known("legal_process", gettext_noop("Menyangkut proses hukum yang berjalan"), YES_NO),
    Known("procurement", gettext_noop("Menyangkut pengadaan yang berjalan"), YES_NO),
    Known("election", gettext_noop("Menyangkut calon, partai, atau pemilihan"), YES_NO),
    Known("has_source", gettext_noop("Punya sumber resmi yang jelas"), YES_NO),
    Known(
        "network",
        gettext_noop("Lewat jaringan apa"),
        {"office": gettext_noop("jaringan kantor"), "outside": gettext_noop("jaringan lain")},
    ),
    Known("site", gettext_noop("Jenis situs yang dibuka"), SITES),
    Known(
        "place",
        gettext_noop("Dari mana"),
        {
            "workroom": gettext_noop("ruang kerja"),
            "workplace": gettext_noop("lingkungan kantor"),
            "outside": gettext_noop("luar kantor"),
        },
    ),
    Known("uniform", gettext_noop("Memakai seragam atau atribut dinas"), YES_NO),
    Known(
        "working_time",
        gettext_noop("Waktunya"),
        {
            "work": gettext_noop("jam kerja"),
            "rest": gettext_noop("jam istirahat"),
            "off": gettext_noop("di luar jam kerja"),
        },
    ),
    Known("emergency", gettext_noop("Keadaan darurat yang mengancam banyak orang"), YES_NO),
    Known(
        "authorisations",
        gettext_noop("Izin atau persetujuan yang sudah ada"),
        dict[Code, str](APPROVERS.items()),
        is_set=True,
    ),
)
