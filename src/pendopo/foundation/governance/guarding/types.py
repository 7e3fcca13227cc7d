"""Doors, what follows from what was found, and a finding as people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pendopo.engines.privacy import Finding, Kind


class Door(TextChoices):
    """Where a text goes out to everyone."""

    ANSWER = "answer", _("jawaban dan kabar atas laporan")
    CASE_TEXT = "case_text", _("isi laporan yang dibaca umum")
    STATEMENT = "statement", _("pernyataan musyawarah")
    RESPONSE = "response", _("mandat dan tanggapan musyawarah")
    COMMITMENT = "commitment", _("komitmen dan kemajuannya")
    REPLY = "reply", _("hak jawab")
    RELEASE = "release", _("rilis informasi")


class Level(IntEnum):
    """What follows: nothing, a second look, a reason that is kept, or no way through."""

    CLEAR = 0
    WARN = 1
    HOLD = 2
    BLOCK = 3


class Limits(NamedTuple):
    """The numbers of a door, rows of the law (``door.<door>.<name>``); 0 means never.

    Attributes
    ----------
    warn, hold, block
        From which severity (1 to 5) of a single finding on.
    many
        From how many different values on nothing goes through.
    name
        The severity given to naming a person.
    """

    warn: int
    hold: int
    block: int
    many: int
    name: int

    def level(self, severity: int) -> Level:
        """Return what follows from one finding."""
        steps = ((Level.BLOCK, self.block), (Level.HOLD, self.hold), (Level.WARN, self.warn))
        return next((level for level, least in steps if 0 < least <= severity), Level.CLEAR)


@dataclass(frozen=True)
class Inspection:
    """What was found in some texts at a door, by the name of each; never the values."""

    door: Door
    level: Level = Level.CLEAR
    found: Mapping[str, Sequence[Finding]] = field(default_factory=dict)

    @property
    def n_found(self) -> int:
        """Return how many stretches were found."""
        return sum(map(len, self.found.values()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that were found, in order of their codes."""
        return tuple(sorted({each.kind.value for each in self._all()}))

    @property
    def first(self) -> str:
        """Return the name of the first text in which something was found."""
        return next((name for name, found in self.found.items() if found), "")

    def _all(self) -> list[Finding]:
        return [each for found in self.found.values() for each in found]


class Part(NamedTuple):
    """A stretch of a text; ``found`` says in words what it seems to be, empty for ordinary words."""

    text: str
    found: str = ""


KIND_LABELS = {
    Kind.NIK: _("NIK"),
    Kind.KK: _("nomor kartu keluarga"),
    Kind.NPWP: _("NPWP"),
    Kind.NIP: _("nomor pegawai"),
    Kind.PHONE: _("nomor telepon"),
    Kind.EMAIL: _("alamat surel"),
    Kind.PLATE: _("nomor polisi kendaraan"),
    Kind.PASSPORT: _("nomor paspor"),
    Kind.SIM: _("nomor SIM"),
    Kind.BPJS: _("nomor BPJS"),
    Kind.ACCOUNT: _("nomor rekening"),
    Kind.CARD: _("nomor kartu pembayaran"),
    Kind.ADDRESS: _("alamat rumah"),
    Kind.COORDINATES: _("titik koordinat"),
    Kind.NISN: _("nomor siswa"),
    Kind.MEDICAL_RECORD: _("nomor rekam medis"),
    Kind.CIVIL_DEED: _("nomor akta"),
    Kind.NAME: _("nama orang"),
    Kind.HEALTH: _("keterangan kesehatan seseorang"),
    Kind.CRIME: _("keterangan pidana seseorang"),
    Kind.CHILD_CASE: _("perkara anak"),
    Kind.BELIEF: _("keyakinan atau suku seseorang"),
    Kind.FINANCE: _("keuangan atau keadaan keluarga seseorang"),
    Kind.SECRET: _("kata sandi atau kunci"),
}
COVERS = {
    Kind.EMAIL: _("[surel disamarkan]"),
    Kind.NIK: _("[nomor disamarkan]"),
    Kind.KK: _("[nomor disamarkan]"),
    Kind.NPWP: _("[nomor disamarkan]"),
    Kind.NIP: _("[nomor disamarkan]"),
    Kind.PASSPORT: _("[nomor disamarkan]"),
    Kind.SIM: _("[nomor disamarkan]"),
    Kind.BPJS: _("[nomor disamarkan]"),
    Kind.NISN: _("[nomor disamarkan]"),
    Kind.MEDICAL_RECORD: _("[nomor disamarkan]"),
    Kind.CIVIL_DEED: _("[nomor disamarkan]"),
    Kind.PHONE: _("[telepon disamarkan]"),
    Kind.ACCOUNT: _("[rekening disamarkan]"),
    Kind.CARD: _("[rekening disamarkan]"),
    Kind.PLATE: _("[nomor polisi disamarkan]"),
    Kind.SECRET: _("[rahasia disamarkan]"),
    Kind.NAME: _("[nama disamarkan]"),
    Kind.ADDRESS: _("[alamat disamarkan]"),
    Kind.COORDINATES: _("[titik disamarkan]"),
    Kind.HEALTH: _("[keterangan disamarkan]"),
    Kind.CRIME: _("[keterangan disamarkan]"),
    Kind.CHILD_CASE: _("[keterangan disamarkan]"),
    Kind.BELIEF: _("[keterangan disamarkan]"),
    Kind.FINANCE: _("[keterangan disamarkan]"),
}
