"""Roles, and the actor on whose behalf something is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Role(StrEnum):
    """What a position may do; one person may hold several."""

    FRONTDESK = "frontdesk"  # petugas loket
    VERIFIER = "verifier"  # admin koordinator
    ARBITER = "arbiter"  # whoever settles whose case it is, mostly at the Sekretariat Daerah
    OFFICER = "officer"  # pejabat penghubung
    HEAD = "head"  # kepala perangkat daerah
    INSPECTOR = "inspector"  # Inspektorat (APIP)
    PPID = "ppid"
    PPID_SUPERIOR = "ppid_superior"  # atasan PPID (UU 14/2008 Pasal 1)
    DPO = "dpo"  # pejabat pelindungan data pribadi (PPDP), UU 27/2022 Pasal 53
    CLARIFIER = "clarifier"  # petugas klarifikasi, mostly of the public relations office
    ANALYST = "analyst"
    REGENT = "regent"
    ADMIN = "admin"


class ReadPurpose(StrEnum):
    """Why an officer opens the data of a person (UU 27/2022 asks for a purpose)."""

    HANDLE_CASE = "handle_case"
    CONTACT_REPORTER = "contact_reporter"
    ASSIST_AT_DESK = "assist_at_desk"
    AUDIT = "audit"
    DATA_REQUEST = "data_request"


class CodeChannel(StrEnum):
    """How a sign-in code travels."""

    EMAIL = "email"
    SMS = "sms"


ROLE_LABELS: dict[Role, _StrPromise] = {
    Role.FRONTDESK: _("petugas loket"),
    Role.VERIFIER: _("admin koordinator"),
    Role.ARBITER: _("arbiter kewenangan"),
    Role.OFFICER: _("pejabat penghubung"),
    Role.HEAD: _("kepala perangkat daerah"),
    Role.INSPECTOR: _("pengawas Inspektorat"),
    Role.PPID: _("pejabat pengelola informasi (PPID)"),
    Role.PPID_SUPERIOR: _("atasan PPID"),
    Role.DPO: _("pejabat pelindungan data pribadi (PPDP)"),
    Role.CLARIFIER: _("petugas klarifikasi"),
    Role.ANALYST: _("analis"),
    Role.REGENT: _("kepala daerah"),
    Role.ADMIN: _("pengelola sistem"),
}
OFFICE_KINDS: dict[str, _StrPromise] = {
    "sekretariat": _("Sekretariat"),
    "inspektorat": _("Inspektorat"),
    "dinas": _("Dinas"),
    "badan": _("Badan"),
    "satuan": _("Satuan"),
    "rumah_sakit": _("Rumah sakit"),
    "badan_usaha": _("Badan usaha milik daerah"),
    "kecamatan": _("Kecamatan"),
    "kelurahan": _("Kelurahan"),
    "lainnya": _("Lainnya"),
}
PURPOSE_LABELS: dict[ReadPurpose, _StrPromise] = {
    ReadPurpose.HANDLE_CASE: _("menangani laporan Anda"),
    ReadPurpose.CONTACT_REPORTER: _("menghubungi Anda tentang laporan"),
    ReadPurpose.ASSIST_AT_DESK: _("membantu Anda di loket"),
    ReadPurpose.AUDIT: _("pemeriksaan oleh pengawas"),
    ReadPurpose.DATA_REQUEST: _("memenuhi permintaan Anda atas data pribadi"),
}


@dataclass(frozen=True)
class Mandate:
    """One position in force: a role at an office, maybe limited to an area."""

    office_id: UUID
    office_code: str
    role: Role
    region_code: str = ""
    # The offices of which this one is a part, nearest first.
    above: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Who acts. ``ref`` is the salted reference that facts carry."""

    ref: str
    account_id: UUID | None = None
    person_id: UUID | None = None
    mandates: tuple[Mandate, ...] = ()

    @property
    def is_staff(self) -> bool:
        """Return whether the actor holds any position."""
        return bool(self.mandates)

    def has_role(self, *roles: Role) -> bool:
        """Return whether any of the actor's positions carries one of ``roles``."""
        return any(mandate.role in roles for mandate in self.mandates)

    def in_each_position(self) -> Iterator[Actor]:
        """Yield the actor as they would be with each of their positions alone."""
        return (replace(self, mandates=(mandate,)) for mandate in self.mandates)

    def offices(self, *roles: Role) -> frozenset[UUID]:
        """Return the offices where the actor holds one of ``roles`` (any role if none named)."""
        return frozenset(
            mandate.office_id for mandate in self.mandates if not roles or mandate.role in roles
        )

    def serves_under(self) -> frozenset[UUID]:
        """Return the offices where the actor serves and those of which these are parts."""
        return frozenset(
            office for mandate in self.mandates for office in (mandate.office_id, *mandate.above)
        )


SYSTEM = Actor(ref="system")
ANONYMOUS = Actor(ref="anonymous")


@dataclass(frozen=True)
class Contact:
    """What a person tells about themselves; every part may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    nik: str = ""
    address: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was told."""
        return not (self.name or self.phone or self.email or self.nik)
