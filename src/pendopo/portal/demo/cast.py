"""Who one can be in the demo: one officer for each role, with what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.types import Role
from pendopo.portal.demo.regency import load_regency

# The office of the street lamps, so that the tutorial's report lands with its officer.
_PREFERRED_OFFICE = "dishub"
_ROLES: tuple[tuple[Role, Promise], ...] = (
    (Role.VERIFIER, _("Verifikator: memeriksa laporan masuk dan meneruskannya")),
    (Role.ARBITER, _("Arbiter: memutuskan kewenangan bila perangkat daerah saling menolak")),
    (Role.OFFICER, _("Petugas perangkat daerah: menangani dan menjawab")),
    (Role.HEAD, _("Kepala perangkat daerah: komitmen dan hak jawab")),
    (Role.INSPECTOR, _("Inspektorat: laporan berkadar pengawasan")),
    (Role.REGENT, _("Bupati: melihat semuanya, menandatangani tanggapan")),
    (Role.FRONTDESK, _("Petugas loket: mendampingi warga")),
    (Role.PPID, _("PPID: permohonan informasi")),
    (Role.PPID_SUPERIOR, _("Atasan PPID: memutus keberatan")),
    (Role.DPO, _("PPDP: pejabat pelindungan data pribadi")),
    (Role.CLARIFIER, _("Petugas klarifikasi: memilah kabar yang beredar")),
    (Role.ADMIN, _("Admin instalasi")),
)


@dataclass(frozen=True)
class Player:
    """One demo officer."""

    email: str
    name: str
    office: str
    words: Promise


@lru_cache(maxsize=1)
def players() -> tuple[Player, ...]:
    """Return one officer for each role, of the street-lamp office where it has one."""
    regency = load_regency(settings.DATA_ROOT / "demo")
    offices = {office.code: office.short for office in regency.offices}
    found = []
    for role, words in _ROLES:
        holders = [one for one in regency.officers if role.value in one.roles]
        holders.sort(key=lambda one: one.office != _PREFERRED_OFFICE)
        if holders:
            first = holders[0]
            found.append(Player(first.email, first.name, offices[first.office], words))
    return tuple(found)
